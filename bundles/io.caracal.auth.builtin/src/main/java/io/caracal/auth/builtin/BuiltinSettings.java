package io.caracal.auth.builtin;

import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An element {@code {mechanism = password_based, backend = built_in_database}} of the section {@code authentication}. */
@Description(
        "Users with passwords: in the database on the broker's disk, and in the configuration. A client whose name is not among them is left "
                + "to the next element.")
public record BuiltinSettings(
        @Default("username")
        @Description("What a client is known by: the user name it sends, or its client identifier.")
        UserIdType userIdType,

        @Description(
                "Users that stand here; those of the database are added by REST or by bootstrap_file. Who stands here comes first.")
        List<User> users,

        @Default("{ name = argon2id }")
        @Description(
                "How the passwords of new users of the database are hashed, and how hashes were made that are imported. Users that are there "
                        + "keep the hash that they have.")
        PasswordAlgorithm passwordHashAlgorithm,

        @Description(
                "A file of users that are added to the database when this element starts, if they are not there yet: .csv with a line of names, "
                        + "or .json with a list of objects; user_id, password or password_hash and salt, is_superuser.")
        Optional<String> bootstrapFile) {

    public BuiltinSettings {
        users = List.copyOf(users);
        Set<String> seen = new HashSet<>();
        for (User user : users) {
            if (!seen.add(user.userId())) {
                throw new IllegalArgumentException(
                        "users: user_id " + user.userId() + " was given twice, expected each once; remove one of them");
            }
        }
    }

    /** What a client is known by. */
    public enum UserIdType {
        @Description("The user name of the CONNECT packet.")
        USERNAME,
        @Description("The client identifier of the CONNECT packet.")
        CLIENTID
    }

    /** A user. */
    public record User(
            @Range(min = 1, max = 65_535) @Description("The user name or client identifier, compared exactly.")
            String userId,

            @Description(
                    "The password's hash, $pbkdf2-sha256$i=600000$SALT$HASH or $pbkdf2-sha512$…, as io.caracal.auth.builtin."
                            + "HashPassword prints it. Either this or password.")
            Optional<Secret> passwordHash,

            @Description(
                    "The password itself, or file:/path or env:NAME. For tests and small installations: whoever reads it "
                            + "knows it, so password_hash is to be preferred.")
            Optional<Secret> password,

            @Default("false") @Description("True lifts every authorization check from this user.")
            boolean isSuperuser) {

        public User {
            if (passwordHash.isPresent() == password.isPresent()) {
                throw new IllegalArgumentException("user " + userId + ": "
                        + (password.isPresent() ? "both password_hash and password were" : "no password was")
                        + " given, expected either password_hash or password");
            }
            passwordHash.ifPresent(hash -> checkHash(userId, hash.reveal()));
        }

        private static void checkHash(String userId, String text) {
            try {
                PasswordHash.parse(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("user " + userId + ": password_hash: " + e.getMessage(), e);
            }
        }
    }
}
