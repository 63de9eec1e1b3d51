package io.caracal.auth.builtin;

import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.auth.PasswordHashing;
import io.caracal.api.auth.PasswordHashing.PasswordHash;
import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserCredentials;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is stored of users that administrators add. */
final class DatabaseUsers implements UserCredentials {
    private final PasswordAlgorithm algorithm;
    private final PasswordHashing hashing;
    private final Optional<Path> bootstrapFile;

    DatabaseUsers(PasswordAlgorithm algorithm, PasswordHashing hashing, Optional<Path> bootstrapFile) {
        this.algorithm = algorithm;
        this.hashing = hashing;
        this.bootstrapFile = bootstrapFile;
    }

    @Override
    public CompletionStage<StoredUser> store(NewUser user) {
        if (user.passwordHash().isPresent()) {
            PasswordHash given =
                    new PasswordHash(user.passwordHash().get(), user.salt().orElse(""));
            return looksRight(given)
                    ? CompletableFuture.completedFuture(
                            StoredHash.of(algorithm, given).of(user.userId(), user.superuser()))
                    : CompletableFuture.failedFuture(new IllegalArgumentException("user " + user.userId()
                            + ": a password_hash of " + given.hash().length()
                            + " characters was given, expected one by "
                            + algorithm.name().name().toLowerCase(Locale.ROOT) + " (password_hash_algorithm)"));
        }
        byte[] password = user.password().orElse(new byte[0]);
        if (password.length == 0) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "user " + user.userId() + ": an empty password was given, expected at least one character"));
        }
        return hashing.hash(algorithm, password)
                .thenApply(made -> StoredHash.of(algorithm, made).of(user.userId(), user.superuser()));
    }

    /** Enough to find out that a file was made with another algorithm, without computing a hash for each line. */
    private boolean looksRight(PasswordHash given) {
        return switch (algorithm.name()) {
            case PLAIN -> true;
            case MD5 -> isHexadecimal(given.hash(), 32);
            case SHA -> isHexadecimal(given.hash(), 40);
            case SHA256 -> isHexadecimal(given.hash(), 64);
            case SHA512 -> isHexadecimal(given.hash(), 128);
            case BCRYPT -> given.hash().startsWith("$2");
            case PBKDF2 ->
                given.hash().startsWith("$pbkdf2-")
                        || isHexadecimal(given.hash(), given.hash().length());
            case ARGON2ID -> given.hash().startsWith("$argon2id$");
        };
    }

    private static boolean isHexadecimal(String text, int length) {
        return text.length() == length && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    @Override
    public Optional<Path> bootstrapFile() {
        return bootstrapFile;
    }

    /** Whether a password is that of a user. */
    CompletionStage<Boolean> verify(StoredUser user, byte[] password) {
        StoredHash stored = StoredHash.of(user);
        return hashing.verify(stored.algorithm(), stored.hash(), stored.salt(), password);
    }
}
