package io.caracal.security.password;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that hashes are computed on: half as many as processors, so that a storm of clients leaves the other half to those who are
 * connected. Platform threads, since a computation would hold the carrier of a virtual one as long. They end when there is nothing to do.
 */
final class HashingThreads implements AutoCloseable {
    private static final int IDLE_SECONDS = 10;
    private static final int WAITING = 2_000;

    private final int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private final ThreadPoolExecutor pool;

    HashingThreads() {
        pool = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform()
                        .name("password hashing ", 0)
                        .daemon()
                        .inheritInheritableThreadLocals(false)
                        .factory(),
                (task, executor) -> {
                    throw new RejectedExecutionException(
                            executor.isShutdown()
                                    ? "the broker stops"
                                    : WAITING + " passwords wait for their hashes already");
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** How many hashes are computed at once. */
    int count() {
        return count;
    }

    /** @throws RejectedExecutionException if too many wait */
    void execute(Runnable task) {
        pool.execute(task);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
