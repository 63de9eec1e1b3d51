package io.caracal.auth.builtin;

import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.auth.PasswordAlgorithm.MacFunction;
import io.caracal.api.auth.PasswordAlgorithm.Name;
import io.caracal.api.auth.PasswordAlgorithm.SaltPosition;
import io.caracal.api.auth.PasswordHashing.PasswordHash;
import io.caracal.api.auth.StoredUser;
import io.caracal.api.config.Bytes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The hash of a password in the user database, together with how it was made: users stay recognised when {@code password_hash_algorithm}
 * changes, which is then for new ones.
 */
record StoredHash(PasswordAlgorithm algorithm, String hash, String salt) {
    private static final String HASH = "password_hash";
    private static final String SALT = "salt";
    private static final String ALGORITHM = "algorithm";
    private static final String SALT_POSITION = "salt_position";
    private static final String MAC_FUNCTION = "mac_fun";
    private static final String ITERATIONS = "iterations";
    private static final String LENGTH = "dk_length";

    static StoredHash of(PasswordAlgorithm algorithm, PasswordHash hash) {
        return new StoredHash(algorithm, hash.hash(), hash.salt());
    }

    static StoredHash of(StoredUser user) {
        Map<String, String> values = user.values();
        PasswordAlgorithm usual = PasswordAlgorithm.of(Name.ARGON2ID);
        return new StoredHash(
                new PasswordAlgorithm(
                        Name.valueOf(upper(values.getOrDefault(ALGORITHM, ""))),
                        SaltPosition.valueOf(upper(values.getOrDefault(SALT_POSITION, "prefix"))),
                        usual.saltRounds(),
                        MacFunction.valueOf(upper(values.getOrDefault(MAC_FUNCTION, "sha256"))),
                        Optional.ofNullable(values.get(ITERATIONS)).map(Integer::valueOf),
                        Optional.ofNullable(values.get(LENGTH)).map(Integer::valueOf),
                        new Bytes(usual.memory().value()),
                        usual.parallelism()),
                values.getOrDefault(HASH, ""),
                values.getOrDefault(SALT, ""));
    }

    StoredUser of(String userId, boolean superuser) {
        Map<String, String> values = new HashMap<>();
        values.put(HASH, hash);
        values.put(SALT, salt);
        values.put(ALGORITHM, lower(algorithm.name()));
        values.put(SALT_POSITION, lower(algorithm.saltPosition()));
        values.put(MAC_FUNCTION, lower(algorithm.macFun()));
        algorithm.iterations().ifPresent(count -> values.put(ITERATIONS, count.toString()));
        algorithm.dkLength().ifPresent(length -> values.put(LENGTH, length.toString()));
        return new StoredUser(userId, superuser, values);
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
