package io.caracal.security.password;

import java.security.SecureRandom;
import java.util.HexFormat;

/** New salts of 16 random bytes. */
final class Salts {
    private static final int LENGTH = 16;

    private final SecureRandom random = new SecureRandom();

    byte[] next() {
        byte[] salt = new byte[LENGTH];
        random.nextBytes(salt);
        return salt;
    }

    /** As text, for formats whose salt is a text. */
    String nextText() {
        return HexFormat.of().formatHex(next());
    }
}
