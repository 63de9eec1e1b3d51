package io.caracal.security.password;

import java.util.HexFormat;

/** Hashes in hexadecimal digits. */
final class Hex {
    private Hex() {}

    static String text(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    /** @throws IllegalArgumentException if the text is no such hash; never repeats it */
    static byte[] bytes(String hash, int length) {
        if (hash.length() != 2 * length) {
            throw new IllegalArgumentException("a hash of " + hash.length() + " characters was given, expected "
                    + 2 * length + " hexadecimal digits; does password_hash_algorithm say how the hashes were made?");
        }
        try {
            return HexFormat.of().parseHex(hash);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a hash was given that is not written in hexadecimal digits", e);
        }
    }
}
