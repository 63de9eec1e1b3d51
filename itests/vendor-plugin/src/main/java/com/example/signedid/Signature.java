package com.example.signedid;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs names: HMAC-SHA256, written in URL-safe Base64 without padding. */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    Signature(String key) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    String of(String name) {
        try {
            // One for each call: a Mac is not for several threads, and a ThreadLocal would tie the broker's threads to this bundle.
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot compute " + ALGORITHM, e);
        }
    }

    /** True if it is the name's; how long the comparison takes does not tell where they differ. */
    boolean matches(String name, String given) {
        return MessageDigest.isEqual(
                of(name).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
