package io.caracal.auth.scram;

import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserCredentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What is stored of users that administrators add. */
final class ScramUsers implements UserCredentials {
    private static final int SALT = 16;

    private final ScramAlgorithm algorithm;
    private final int iterations;
    private final Optional<Path> bootstrapFile;
    private final Executor blocking;
    private final SecureRandom random = new SecureRandom();

    ScramUsers(ScramSettings settings, Executor blocking) {
        this.algorithm = settings.algorithm();
        this.iterations = settings.iterationCount();
        this.bootstrapFile = settings.bootstrapFile().map(Path::of);
        this.blocking = blocking;
    }

    @Override
    public CompletionStage<StoredUser> store(NewUser user) {
        if (user.password().isEmpty() || user.password().get().length == 0) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("user " + user.userId() + ": "
                    + (user.passwordHash().isPresent() ? "a password_hash" : "no password")
                    + " was given, expected a password: the keys of SCRAM cannot be made of a hash"));
        }
        byte[] password = prepared(user.password().get());
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return CompletableFuture.supplyAsync(
                () -> ScramKeys.of(algorithm, password, salt, iterations).of(user.userId(), user.superuser()),
                blocking);
    }

    /** As the client does it before it hashes (RFC 4013): compatibility forms are the same, spaces are spaces. */
    static byte[] prepared(byte[] password) {
        String text = new String(password, StandardCharsets.UTF_8);
        StringBuilder mapped = new StringBuilder();
        text.codePoints()
                .filter(c -> c != 0xAD && c != 0x200B && c != 0x2060 && c != 0xFEFF)
                .forEach(c -> mapped.appendCodePoint(Character.isSpaceChar(c) ? ' ' : c));
        return Normalizer.normalize(mapped, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Path> bootstrapFile() {
        return bootstrapFile;
    }
}
