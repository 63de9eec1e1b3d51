package io.caracal.api.auth;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import java.util.Optional;

/**
 * How the hashes of passwords are made, a part of the settings of whoever keeps them: {@code password_hash_algorithm { name = sha256,
 * salt_position = prefix }}. A settings record that keeps users of its own gives its component {@code @Default("{ name = argon2id }")};
 * without that the default is what tables of other programs have, {@code sha256} with the salt before the password.
 */
@Description("How password hashes are made.")
public record PasswordAlgorithm(
        @Default("sha256") @Description("The algorithm.") Name name,

        @Default("prefix")
        @Description(
                "Where the salt goes when plain, md5, sha, sha256 and sha512 are computed: before the password, behind it, nowhere.")
        SaltPosition saltPosition,

        @Default("10") @Range(min = 4, max = 16) @Description("For new hashes by bcrypt: the logarithm of the rounds.")
        int saltRounds,

        @Default("sha256") @Description("For pbkdf2: the pseudo-random function.")
        MacFunction macFun,

        @Range(min = 1, max = 10_000_000)
        @Description(
                "For pbkdf2: the iterations, 600000 for new hashes with sha256 and 210000 with sha512 being usual; required there. For new "
                        + "hashes by argon2id: the passes over the memory, 2 unless given.")
        Optional<Integer> iterations,

        @Range(min = 8, max = 64)
        @Description("For pbkdf2: the length of the hash in bytes; that of the function's output unless given.")
        Optional<Integer> dkLength,

        @Default("19MB")
        @Range(min = 8_192, max = 268_435_456)
        @Description("For new hashes by argon2id: the memory that one takes.")
        Bytes memory,

        @Default("1") @Range(min = 1, max = 16) @Description("For new hashes by argon2id: the lanes.")
        int parallelism) {

    public PasswordAlgorithm {
        if (name == Name.PBKDF2 && iterations.isEmpty()) {
            throw new IllegalArgumentException(
                    "iterations: nothing was given, expected the number of iterations that the "
                            + "hashes are made with, as pbkdf2 needs it; 600000 for new ones with sha256");
        }
    }

    /** An algorithm with the defaults of its parameters. */
    public static PasswordAlgorithm of(Name name) {
        return new PasswordAlgorithm(
                name,
                SaltPosition.PREFIX,
                10,
                MacFunction.SHA256,
                name == Name.PBKDF2 ? Optional.of(600_000) : Optional.empty(),
                Optional.empty(),
                new Bytes(19 * 1024 * 1024),
                1);
    }

    /** The algorithms. */
    public enum Name {
        @Description("The password itself; with a salt before or behind it, if there is one.")
        PLAIN,
        @Description("MD5 in hexadecimal; for tables that have it.")
        MD5,
        @Description("SHA-1 in hexadecimal; for tables that have it.")
        SHA,
        @Description("SHA-256 in hexadecimal.")
        SHA256,
        @Description("SHA-512 in hexadecimal.")
        SHA512,
        @Description("bcrypt as $2a$, $2b$ or $2y$, with the salt in it.")
        BCRYPT,
        @Description("PBKDF2 (RFC 8018) in hexadecimal.")
        PBKDF2,
        @Description("Argon2id (RFC 9106) as $argon2id$v=19$m=…,t=…,p=…$SALT$HASH.")
        ARGON2ID
    }

    /** Where the salt goes. */
    public enum SaltPosition {
        @Description("Before the password.")
        PREFIX,
        @Description("Behind the password.")
        SUFFIX,
        @Description("Nowhere: there is no salt.")
        DISABLE
    }

    /** The pseudo-random functions of PBKDF2. */
    public enum MacFunction {
        @Description("HMAC with MD5.")
        MD5,
        @Description("HMAC with SHA-1.")
        SHA,
        @Description("HMAC with SHA-224.")
        SHA224,
        @Description("HMAC with SHA-256.")
        SHA256,
        @Description("HMAC with SHA-384.")
        SHA384,
        @Description("HMAC with SHA-512.")
        SHA512
    }
}
