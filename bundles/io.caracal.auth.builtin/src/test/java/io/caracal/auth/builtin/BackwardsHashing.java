package io.caracal.auth.builtin;

import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.auth.PasswordHashing;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hashes that are the password read backwards. */
final class BackwardsHashing implements PasswordHashing {
    @Override
    public CompletionStage<Boolean> verify(PasswordAlgorithm algorithm, String hash, String salt, byte[] password) {
        return CompletableFuture.completedFuture(hash.equals(backwards(password)));
    }

    @Override
    public CompletionStage<PasswordHash> hash(PasswordAlgorithm algorithm, byte[] password) {
        return CompletableFuture.completedFuture(new PasswordHash(backwards(password), ""));
    }

    private static String backwards(byte[] password) {
        return new StringBuilder(new String(password, StandardCharsets.UTF_8))
                .reverse()
                .toString();
    }
}
