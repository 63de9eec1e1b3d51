package io.caracal.security.password;

import io.caracal.api.auth.PasswordAlgorithm.SaltPosition;
import io.caracal.api.auth.PasswordHashing.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The password itself, with the salt before or behind it where there is one. Compared by digests, so that its length does not show. */
final class PlainFormat implements HashFormat {
    private final SaltPosition position;

    PlainFormat(SaltPosition position) {
        this.position = position;
    }

    @Override
    public boolean matches(String hash, String salt, byte[] password) {
        byte[] stored = digest(hash.getBytes(StandardCharsets.UTF_8), new byte[0]);
        byte[] grain = salt.getBytes(StandardCharsets.UTF_8);
        byte[] given =
                switch (position) {
                    case PREFIX -> digest(grain, password);
                    case SUFFIX -> digest(password, grain);
                    case DISABLE -> digest(password, new byte[0]);
                };
        return MessageDigest.isEqual(stored, given);
    }

    @Override
    public PasswordHash make(byte[] password) {
        return new PasswordHash(new String(password, StandardCharsets.UTF_8), "");
    }

    @Override
    public boolean expensive() {
        return false;
    }

    private static byte[] digest(byte[] first, byte[] second) {
        try {
            MessageDigest computing = MessageDigest.getInstance("SHA-256");
            computing.update(first);
            return computing.digest(second);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
