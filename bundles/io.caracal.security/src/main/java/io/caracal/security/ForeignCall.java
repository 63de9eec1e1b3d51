package io.caracal.security;

import io.caracal.guard.ThrownText;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call into foreign code that answers by a stage. Whatever happens there, the answer comes, once, in bounded time.
 *
 * @param <R> what the answer becomes
 */
abstract class ForeignCall<R> {
    /** How long foreign code may hold the calling thread, which is an event loop, before the operator is told. */
    private static final long BLOCKED = TimeUnit.MILLISECONDS.toNanos(100);

    private final ProblemLog problems;
    private final LongAdder nanos;
    private final long begun = System.nanoTime();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final CompletableFuture<R> answer = new CompletableFuture<>();
    private volatile @Nullable Future<?> timeout;

    ForeignCall(ProblemLog problems, LongAdder nanos) {
        this.problems = problems;
        this.nanos = nanos;
    }

    /** What was answered becomes a result; what is none is a failure. */
    abstract R decide(@Nullable Object answered);

    /** The result of a call that failed, already in the log. */
    abstract R failed(String what);

    /** The call has ended, and who depends on its answer has it. */
    abstract void left();

    CompletableFuture<R> answer() {
        return answer;
    }

    @SuppressWarnings("CatchingUnchecked") // foreign code: LinkageError and its like are to be expected from a bundle
    void start(Supplier<@Nullable CompletionStage<?>> invocation, ScheduledExecutorService timer, Duration limit) {
        try {
            CompletionStage<?> stage = invocation.get();
            if (stage == null) {
                settle(null, new NullPointerException("no stage was returned"));
            } else {
                stage.whenComplete(this::settle);
            }
        } catch (Throwable e) {
            settle(null, e);
        }
        long held = System.nanoTime() - begun;
        if (held > BLOCKED) {
            problems.report(
                    "blocked its calling thread for " + TimeUnit.NANOSECONDS.toMillis(held)
                            + " ms, which belongs on its context's blocking()",
                    null);
        }
        if (!settled.get()) {
            timeout = timer.schedule(() -> settle(null, tooLate(limit)), limit.toNanos() - held, TimeUnit.NANOSECONDS);
            if (settled.get()) {
                cancelTimeout();
            }
        }
    }

    /** Ends the call; what comes after the first time is ignored. */
    @SuppressWarnings("CatchingUnchecked") // even describing what a bundle threw may throw
    void settle(@Nullable Object answered, @Nullable Throwable error) {
        if (!settled.compareAndSet(false, true)) {
            return;
        }
        cancelTimeout();
        nanos.add(System.nanoTime() - begun);
        R result;
        try {
            result = error == null ? decide(answered) : problem(describe(error), error);
        } catch (Throwable _) {
            result = failed("failed in a way that cannot be described");
        }
        try {
            answer.complete(result);
        } finally {
            // Only now: what depends on the answer may run on a thread of the foreign code's, which closing would
            // interrupt.
            left();
        }
    }

    /** Writes what went wrong to the log, and makes a result of it. */
    R problem(String what, @Nullable Throwable cause) {
        problems.report(what, cause);
        return failed(what);
    }

    private void cancelTimeout() {
        Future<?> pending = timeout;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private TimeoutException tooLate(Duration limit) {
        return new TimeoutException("no decision within " + limit.toMillis() + " ms ("
                + problems.kind().settings() + ".timeout)");
    }

    private static String describe(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return "failed: " + ThrownText.of(cause);
    }
}
