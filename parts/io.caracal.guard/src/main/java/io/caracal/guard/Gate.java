package io.caracal.guard;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Counts who is inside, lets nobody in once it is closed, and tells when the last one has left. Entering takes no lock. */
public final class Gate {
    private static final long CLOSED = 1L << 62;

    private final AtomicLong state = new AtomicLong();
    private final CompletableFuture<Boolean> empty = new CompletableFuture<>();

    /** True if inside; then {@link #leave()} must follow, once. */
    public boolean enter() {
        if ((state.incrementAndGet() & CLOSED) == 0) {
            return true;
        }
        leave();
        return false;
    }

    public void leave() {
        if (state.decrementAndGet() == CLOSED) {
            empty.complete(true);
        }
    }

    /** Lets nobody in from now on. */
    public void close() {
        if (state.getAndUpdate(value -> value | CLOSED) == 0) {
            empty.complete(true);
        }
    }

    public boolean closed() {
        return (state.get() & CLOSED) != 0;
    }

    public boolean occupied() {
        return (state.get() & ~CLOSED) != 0;
    }

    /** Waits until all have left a closed gate; false if some are still inside when the time is over. */
    public boolean awaitEmpty(Duration limit) {
        try {
            return empty.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
