package io.caracal.rest.login;

import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds how many password hashes are computed at once: each takes a processor a tenth of a second, and clients are to go on being served
 * while somebody tries passwords.
 */
final class Hashing {
    private static final int WAITING = 32;
    private static final int PATIENCE_SECONDS = 5;

    private final Semaphore running;

    Hashing() {
        running = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    }

    <T> T bounded(Supplier<T> work) {
        try {
            if (running.getQueueLength() < WAITING && running.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                try {
                    return work.get();
                } finally {
                    running.release();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new RestException(ErrorCode.TOO_MANY_REQUESTS, "too many log in at the same time; try again in a moment");
    }
}
