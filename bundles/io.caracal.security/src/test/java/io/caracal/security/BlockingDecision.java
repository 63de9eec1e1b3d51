package io.caracal.security;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Accepts everyone on the broker's threads for blocking work, once it is released. */
final class BlockingDecision implements Function<AuthenticationRequest, CompletionStage<AuthenticationResult>> {
    private final Executor blocking;
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    BlockingDecision(Executor blocking) {
        this.blocking = blocking;
    }

    void awaitRunning() throws InterruptedException {
        running.await();
    }

    void release() {
        released.countDown();
    }

    @Override
    public CompletionStage<AuthenticationResult> apply(AuthenticationRequest request) {
        return CompletableFuture.supplyAsync(
                () -> {
                    running.countDown();
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("interrupted", e);
                    }
                    return AuthenticationResult.accept();
                },
                blocking);
    }
}
