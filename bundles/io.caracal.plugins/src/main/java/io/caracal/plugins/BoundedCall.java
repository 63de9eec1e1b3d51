package io.caracal.plugins;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs foreign code on a thread of its own, so that the caller gets on even if the code never returns. After the limit the thread
 * is interrupted and, if that does not help, left alone; what it should do when it comes back after all is told beforehand.
 */
final class BoundedCall {
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    private final Duration limit;

    /** What is run; it may throw anything. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    BoundedCall(Duration limit) {
        this.limit = limit;
    }

    /**
     * Runs the body.
     *
     * @param name of the thread
     * @param late run on the same thread if the body returns after it has been given up
     * @throws ExecutionException with what the body threw
     * @throws TimeoutException if it has been given up
     */
    void run(String name, Body body, Runnable late) throws ExecutionException, TimeoutException, InterruptedException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> call(body, done, late), name, 0, false);
        thread.setDaemon(true);
        // The caller's loader must not be kept alive by a thread that may never end.
        thread.setContextClassLoader(null);
        thread.start();
        try {
            done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException ignored) {
            giveUp(thread, done, AFTER_INTERRUPT);
        } catch (InterruptedException e) {
            giveUp(thread, done, Duration.ZERO);
            throw e;
        }
    }

    private static void call(Body body, CompletableFuture<Boolean> done, Runnable late) {
        boolean inTime;
        try {
            body.run();
            inTime = done.complete(true);
        } catch (Throwable e) {
            // Foreign code: whatever it throws is its result.
            inTime = done.completeExceptionally(e);
        }
        if (!inTime) {
            Thread.interrupted(); // meant for the body, not for what follows it
            late.run();
        }
    }

    private void giveUp(Thread thread, CompletableFuture<Boolean> done, Duration grace)
            throws ExecutionException, TimeoutException, InterruptedException {
        thread.interrupt();
        try {
            done.get(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (done.completeExceptionally(e)) {
                throw new TimeoutException("it did not return within " + limit.toSeconds()
                        + " s and ignores interruption; thread " + thread.getName() + " is left behind");
            }
            done.get();
        }
    }
}
