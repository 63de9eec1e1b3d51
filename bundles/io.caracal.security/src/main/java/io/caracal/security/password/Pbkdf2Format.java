package io.caracal.security.password;

import io.caracal.api.auth.PasswordAlgorithm.MacFunction;
import io.caracal.api.auth.PasswordHashing.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * PBKDF2 (RFC 8018), in hexadecimal digits with the text of the salt as its bytes; hashes that say how they were made,
 * {@code $pbkdf2-sha512$i=210000$SALT$HASH}, are read too.
 *
 * <p>Computed over {@link Mac}, since the platform's own takes passwords of characters only and lacks some of the functions.
 */
final class Pbkdf2Format implements HashFormat {
    static final int MOST_ITERATIONS = 10_000_000;

    private static final Pattern SELF_DESCRIBING =
            Pattern.compile("\\$pbkdf2-(sha|sha256|sha512)\\$i=(\\d{1,8})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final int LEAST_HASH = 16;

    private final MacFunction function;
    private final int iterations;
    private final Optional<Integer> length;
    private final Salts salts;

    Pbkdf2Format(MacFunction function, int iterations, Optional<Integer> length, Salts salts) {
        this.function = function;
        this.iterations = iterations;
        this.length = length;
        this.salts = salts;
    }

    @Override
    public boolean matches(String hash, String salt, byte[] password) {
        if (hash.startsWith("$")) {
            return matchesSelfDescribing(hash, password);
        }
        byte[] stored = Hex.bytes(hash, length());
        byte[] computed = compute(function, iterations, salt.getBytes(StandardCharsets.UTF_8), password, stored.length);
        return MessageDigest.isEqual(stored, computed);
    }

    private static boolean matchesSelfDescribing(String hash, byte[] password) {
        Matcher form = SELF_DESCRIBING.matcher(hash);
        if (!form.matches() || Integer.parseInt(form.group(2)) > MOST_ITERATIONS) {
            throw new IllegalArgumentException("a hash of " + hash.length()
                    + " characters was given, expected $pbkdf2-sha256$i=ITERATIONS$SALT$HASH with at most "
                    + MOST_ITERATIONS + " iterations");
        }
        MacFunction function = MacFunction.valueOf(form.group(1).toUpperCase(Locale.ROOT));
        byte[] salt = Base64.getDecoder().decode(form.group(3));
        byte[] stored = Base64.getDecoder().decode(form.group(4));
        if (stored.length < LEAST_HASH) {
            throw new IllegalArgumentException(
                    "a hash of " + stored.length + " bytes was given, expected at least " + LEAST_HASH);
        }
        int rounds = Math.max(1, Integer.parseInt(form.group(2)));
        return MessageDigest.isEqual(stored, compute(function, rounds, salt, password, stored.length));
    }

    @Override
    public PasswordHash make(byte[] password) {
        String salt = salts.nextText();
        byte[] hash = compute(function, iterations, salt.getBytes(StandardCharsets.UTF_8), password, length());
        return new PasswordHash(Hex.text(hash), salt);
    }

    @Override
    public boolean expensive() {
        return true;
    }

    private int length() {
        return length.orElse(mac(function, new byte[] {0}).getMacLength());
    }

    private static byte[] compute(MacFunction function, int iterations, byte[] salt, byte[] password, int length) {
        // A key of length zero, which the platform refuses, is the same to HMAC as one of zeros.
        Mac mac = mac(function, password.length == 0 ? new byte[1] : password);
        byte[] derived = new byte[length];
        for (int block = 1, at = 0; at < length; block++, at += mac.getMacLength()) {
            mac.update(salt);
            mac.update(new byte[] {(byte) (block >>> 24), (byte) (block >>> 16), (byte) (block >>> 8), (byte) block});
            byte[] round = mac.doFinal();
            byte[] sum = round.clone();
            for (int i = 1; i < iterations; i++) {
                round = mac.doFinal(round);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] ^= round[j];
                }
            }
            System.arraycopy(sum, 0, derived, at, Math.min(sum.length, length - at));
        }
        return derived;
    }

    private static Mac mac(MacFunction function, byte[] key) {
        String name =
                switch (function) {
                    case MD5 -> "HmacMD5";
                    case SHA -> "HmacSHA1";
                    case SHA224 -> "HmacSHA224";
                    case SHA256 -> "HmacSHA256";
                    case SHA384 -> "HmacSHA384";
                    case SHA512 -> "HmacSHA512";
                };
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot compute " + name, e);
        }
    }
}
