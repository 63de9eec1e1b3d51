package io.caracal.itests.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Hashes of one password by every algorithm, made by others than the broker. */
final class Hashes {
    static final String PASSWORD = "fish and more fish";
    private static final String SALT = "sel de mer";

    private Hashes() {}

    /**
     * A row of the table of users, and the settings that it takes.
     *
     * @param algorithm the value of {@code password_hash_algorithm}, as JSON with single quotes
     * @param password the one that is hashed
     */
    record Hashed(String name, String algorithm, String hash, String salt, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Hashed> all() {
        return List.of(
                hashed("plain", "{'name': 'plain', 'salt_position': 'disable'}", PASSWORD, ""),
                hashed("md5 behind the salt", digested("md5", "prefix"), digest("MD5", SALT + PASSWORD), SALT),
                hashed("sha before the salt", digested("sha", "suffix"), digest("SHA-1", PASSWORD + SALT), SALT),
                hashed(
                        "sha256 behind the salt",
                        digested("sha256", "prefix"),
                        digest("SHA-256", SALT + PASSWORD),
                        SALT),
                hashed(
                        "sha256 before the salt",
                        digested("sha256", "suffix"),
                        digest("SHA-256", PASSWORD + SALT),
                        SALT),
                hashed("sha512 without salt", digested("sha512", "disable"), digest("SHA-512", PASSWORD), ""),
                hashed(
                        "bcrypt",
                        "{'name': 'bcrypt'}",
                        "$2b$05$abcdefghijklmnopqrstuu3n1WIqiPGHBrMky108BZwI1z9uAU2aW", // by libxcrypt
                        ""),
                hashed(
                        "pbkdf2",
                        "{'name': 'pbkdf2', 'mac_fun': 'sha256', 'iterations': 4096, 'dk_length': 32}",
                        pbkdf2(),
                        SALT),
                // From the test vectors of Argon2's reference implementation.
                new Hashed(
                        "argon2id",
                        "{'name': 'argon2id'}",
                        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                        "",
                        "password"));
    }

    private static Hashed hashed(String name, String algorithm, String hash, String salt) {
        return new Hashed(name, algorithm, hash, salt, PASSWORD);
    }

    private static String digested(String name, String position) {
        return "{'name': '" + name + "', 'salt_position': '" + position + "'}";
    }

    static String digest(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pbkdf2() {
        try {
            PBEKeySpec spec =
                    new PBEKeySpec(PASSWORD.toCharArray(), SALT.getBytes(StandardCharsets.UTF_8), 4096, 32 * Byte.SIZE);
            return HexFormat.of()
                    .formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
