package io.caracal.connect;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call into a connector. Whatever happens there, the answer comes, once, in bounded time. */
final class Call<T> {
    private final Counters counters;
    private final Runnable left;
    private final Runnable suspicion;
    private final long begun = System.nanoTime();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private volatile @Nullable Future<?> timeout;

    /**
     * @param left is run when the call has ended
     * @param suspicion is run if it failed, since the server may be gone
     */
    Call(Counters counters, Runnable left, Runnable suspicion) {
        this.counters = counters;
        this.left = left;
        this.suspicion = suspicion;
        counters.inflight.increment();
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    @SuppressWarnings("CatchingUnchecked") // foreign code: LinkageError and its like are to be expected from a bundle
    Call<T> start(
            Supplier<? extends @Nullable CompletionStage<T>> foreign, ScheduledExecutorService timer, Duration limit) {
        try {
            CompletionStage<T> stage = foreign.get();
            if (stage == null) {
                settle(null, new NullPointerException("the connector returned no stage"));
            } else {
                stage.whenComplete(this::settle);
            }
        } catch (Throwable e) {
            settle(null, e);
        }
        if (!settled.get()) {
            watch(timer, limit);
        }
        return this;
    }

    private void watch(ScheduledExecutorService timer, Duration limit) {
        try {
            timeout = timer.schedule(() -> settle(null, tooLate(limit)), limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The broker stops: nothing would end a call that hangs.
            settle(null, e);
        }
        if (settled.get()) {
            cancelTimeout();
        }
    }

    private void settle(@Nullable T result, @Nullable Throwable error) {
        if (!settled.compareAndSet(false, true)) {
            return;
        }
        cancelTimeout();
        counters.inflight.decrement();
        counters.nanos.add(System.nanoTime() - begun);
        (error == null ? counters.success : counters.failed).increment();
        try {
            if (error == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(
                        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
            }
        } finally {
            // Only now: what depends on the answer may run on a thread of the connector's, which closing would
            // interrupt.
            left.run();
            if (error != null) {
                suspicion.run();
            }
        }
    }

    private void cancelTimeout() {
        Future<?> pending = timeout;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private static TimeoutException tooLate(Duration limit) {
        return new TimeoutException("no answer within " + limit.toMillis() + " ms (resource_opts.request_ttl)");
    }
}
