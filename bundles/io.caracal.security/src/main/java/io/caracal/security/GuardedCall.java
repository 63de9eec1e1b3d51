package io.caracal.security;

import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Continue;
import io.caracal.api.auth.AuthenticationResult.Next;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.auth.AuthenticationResult.Reject;
import io.caracal.api.auth.Authenticator;
import io.caracal.guard.ThrownText;
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
import org.jspecify.annotations.Nullable;

/**
 * One call into an authenticator. Whatever happens there, the answer comes, once, in bounded time, and is a decision: what is
 * none (an exception, null, silence) rejects the client.
 */
final class GuardedCall {
    /** How long foreign code may hold the calling thread, which is an event loop, before the operator is told. */
    private static final long BLOCKED = TimeUnit.MILLISECONDS.toNanos(100);

    /** Where the call stands in an authentication, which decides what may be answered. */
    enum Step {
        /** User name and password: nothing to go on with. */
        ONLY,
        FIRST_OF_EXCHANGE,
        /** The client answered a challenge of this authenticator, so no other one can take over. */
        LATER_OF_EXCHANGE
    }

    /** What is called. */
    interface Invocation {
        // A wildcard, since a bundle compiled with unchecked casts can hand over anything.
        @Nullable
        CompletionStage<?> on(Authenticator target);
    }

    private final LiveAuthenticator authenticator;
    private final CallWatch watch;
    private final ElementCounters counters;
    private final Step step;
    private final long begun = System.nanoTime();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final CompletableFuture<AuthenticationResult> answer = new CompletableFuture<>();
    private volatile @Nullable Future<?> timeout;

    GuardedCall(LiveAuthenticator authenticator, CallWatch watch, Step step) {
        this.authenticator = authenticator;
        this.watch = watch;
        this.counters = watch.counters();
        this.step = step;
    }

    /** Never {@code Continue} with the authenticator's own state: that is replaced by an {@link OpenStep}. */
    CompletableFuture<AuthenticationResult> answer() {
        return answer;
    }

    @SuppressWarnings("CatchingUnchecked") // foreign code: LinkageError and its like are to be expected from a bundle
    void start(Authenticator target, Invocation invocation, ScheduledExecutorService timer, Duration limit) {
        try {
            CompletionStage<?> stage = invocation.on(target);
            if (stage == null) {
                settle(null, new NullPointerException("the authenticator returned no stage"));
            } else {
                stage.whenComplete(this::settle);
            }
        } catch (Throwable e) {
            settle(null, e);
        }
        long held = System.nanoTime() - begun;
        if (held > BLOCKED) {
            problem(
                    "blocked its calling thread for " + TimeUnit.NANOSECONDS.toMillis(held)
                            + " ms, which belongs on AuthenticatorContext.blocking()",
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
    void settle(@Nullable Object result, @Nullable Throwable error) {
        if (!settled.compareAndSet(false, true)) {
            return;
        }
        cancelTimeout();
        counters.nanos.add(System.nanoTime() - begun);
        AuthenticationResult decision;
        try {
            decision = error == null ? decide(result) : failed(describe(error), cause(error));
        } catch (Throwable _) {
            decision = unavailable();
        }
        try {
            answer.complete(decision);
        } finally {
            // Only now: what depends on the answer may run on a thread of the authenticator's, which closing would
            // interrupt.
            authenticator.left(step);
        }
    }

    private AuthenticationResult decide(@Nullable Object result) {
        return switch (result) {
            case Accept accept -> {
                counters.success.increment();
                yield accept;
            }
            case Reject reject -> {
                counters.failed.increment();
                yield reject;
            }
            case Next next
            when step != Step.LATER_OF_EXCHANGE -> {
                counters.nomatch.increment();
                yield next;
            }
            case Continue challenge
            when step != Step.ONLY -> {
                counters.continued.increment();
                OpenStep open = authenticator.open(challenge.state());
                yield open == null ? unavailable() : new Continue(challenge.data(), open);
            }
            case Next _ -> failed("answered Next in the middle of its own exchange", null);
            case Continue _ -> failed("answered Continue to a client that named no method", null);
            case null -> failed("answered null", null);
            default -> failed("answered with a " + result.getClass().getName(), null);
        };
    }

    private AuthenticationResult failed(String what, @Nullable Throwable cause) {
        counters.error.increment();
        problem(what, cause);
        if (authenticator.element().settings().ignoreBackendFailures() && step != Step.LATER_OF_EXCHANGE) {
            return AuthenticationResult.next();
        }
        return cause instanceof RejectedExecutionException ? authenticator.overloaded() : unavailable();
    }

    private void problem(String what, @Nullable Throwable cause) {
        watch.problems().accept(what, cause);
    }

    private void cancelTimeout() {
        Future<?> pending = timeout;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private static AuthenticationResult unavailable() {
        return AuthenticationResult.reject(Reason.SERVER_UNAVAILABLE);
    }

    private static TimeoutException tooLate(Duration limit) {
        return new TimeoutException("no decision within " + limit.toMillis() + " ms (authentication_settings.timeout)");
    }

    private static String describe(Throwable error) {
        return "failed: " + ThrownText.of(cause(error));
    }

    private static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
