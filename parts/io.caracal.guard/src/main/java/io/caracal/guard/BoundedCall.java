package io.caracal.guard;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A call into foreign code that may hang: on a thread of its own, awaited for a bounded time, interrupted after it. A platform
 * thread, so that code that spins cannot take the carriers of all virtual threads with it.
 */
public final class BoundedCall {
    private BoundedCall() {}

    /**
     * Calls and waits.
     *
     * @param name names the thread
     * @param late gets a value that came when nobody waited for it any more
     * @throws ExecutionException with whatever was thrown, errors too
     * @throws TimeoutException if it took too long, or the waiting thread was interrupted
     */
    @SuppressWarnings("CatchingUnchecked") // foreign code: LinkageError and its like are to be expected from a bundle
    public static <T> T call(String name, Duration limit, Callable<T> task, Consumer<T> late)
            throws ExecutionException, TimeoutException {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .start(() -> {
                    try {
                        T value = task.call();
                        if (!done.complete(value)) {
                            late.accept(value);
                        }
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                });
        try {
            return done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return giveUp(done, thread, "took longer than " + limit.toMillis() + " ms");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return giveUp(done, thread, "was interrupted");
        }
    }

    private static <T> T giveUp(CompletableFuture<T> done, Thread thread, String why)
            throws ExecutionException, TimeoutException {
        TimeoutException timeout = new TimeoutException(why);
        if (done.completeExceptionally(timeout)) {
            thread.interrupt();
            throw timeout;
        }
        // It came at the last moment.
        if (done.isCompletedExceptionally()) {
            throw new ExecutionException(done.exceptionNow());
        }
        return done.resultNow();
    }
}
