package io.caracal.core;

import io.caracal.api.broker.OperationFailedException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The thread for lists that are read without the event loops because what they look at is shared by all: one, so that they take no
 * more than one processor from the loops however many are asked for.
 */
final class Listings implements AutoCloseable {
    private static final int MOST = 100;

    private final ThreadPoolExecutor executor;

    Listings() {
        executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST), task -> {
            Thread thread = new Thread(task, "caracal-lists");
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    <T> CompletableFuture<T> read(Supplier<T> list) {
        try {
            return CompletableFuture.supplyAsync(list, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new OperationFailedException(
                    executor.isShutdown()
                            ? "the broker is stopping"
                            : MOST + " lists are being read already; try again later",
                    e));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
