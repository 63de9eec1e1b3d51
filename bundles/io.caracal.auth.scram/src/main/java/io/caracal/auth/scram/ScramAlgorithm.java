package io.caracal.auth.scram;

import io.caracal.api.config.Description;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions of SCRAM. */
public enum ScramAlgorithm {
    @Description("SCRAM-SHA-256 (RFC 7677).")
    SHA256("SCRAM-SHA-256", "SHA-256", "HmacSHA256", 32),
    @Description("SCRAM-SHA-512.")
    SHA512("SCRAM-SHA-512", "SHA-512", "HmacSHA512", 64);

    private final String method;
    private final String digest;
    private final String mac;
    private final int length;

    ScramAlgorithm(String method, String digest, String mac, int length) {
        this.method = method;
        this.digest = digest;
        this.mac = mac;
        this.length = length;
    }

    /** The authentication method of MQTT. */
    String method() {
        return method;
    }

    /** How long its values are, in bytes. */
    int length() {
        return length;
    }

    /** {@code H(data)}. */
    byte[] hash(byte[] data) {
        try {
            return MessageDigest.getInstance(digest).digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no " + digest, e);
        }
    }

    /** {@code HMAC(key, data)}. */
    byte[] hmac(byte[] key, byte[] data) {
        return mac(key).doFinal(data);
    }

    /** {@code Hi(password, salt, iterations)}, which is PBKDF2 for one block. */
    byte[] salted(byte[] password, byte[] salt, int iterations) {
        Mac hmac = mac(password);
        hmac.update(salt);
        byte[] round = hmac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] result = round.clone();
        for (int i = 1; i < iterations; i++) {
            round = hmac.doFinal(round);
            for (int j = 0; j < result.length; j++) {
                result[j] ^= round[j];
            }
        }
        return result;
    }

    private Mac mac(byte[] key) {
        try {
            Mac hmac = Mac.getInstance(mac);
            hmac.init(new SecretKeySpec(key, mac));
            return hmac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot compute " + mac, e);
        }
    }
}
