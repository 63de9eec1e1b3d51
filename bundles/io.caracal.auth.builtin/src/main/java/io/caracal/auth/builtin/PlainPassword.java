package io.caracal.auth.builtin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A password that stands in the configuration itself; kept and compared as a digest, so that its length does not show. */
final class PlainPassword implements Credential {
    private final byte[] digest;

    PlainPassword(String password) {
        this.digest = digest(password.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(digest, digest(password));
    }

    @Override
    public boolean expensive() {
        return false;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
