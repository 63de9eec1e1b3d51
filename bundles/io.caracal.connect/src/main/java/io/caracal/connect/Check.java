package io.caracal.connect;

import io.caracal.api.connector.Connector;
import io.caracal.guard.ThrownText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One health check, on a thread of its own, for code that should not block may do so. Its answer is text, which holds on to no bundle. */
final class Check {
    private final String id;
    private final Counters counters;
    private final CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    private volatile @Nullable Thread thread;

    Check(String id, Counters counters) {
        this.id = id;
        this.counters = counters;
    }

    /** Empty if the server would answer, else why not; never exceptionally. */
    CompletableFuture<Optional<String>> answer() {
        return answer;
    }

    void start(Connector connector, ScheduledExecutorService timer, Duration limit) {
        Future<?> timeout;
        try {
            timeout = timer.schedule(
                    () -> settle(Optional.of("the check took longer than " + limit.toMillis() + " ms")),
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            settle(Optional.of("the broker stops"));
            return;
        }
        var unused = answer.whenComplete((_, _) -> timeout.cancel(false));
        thread = Thread.ofVirtual()
                .name("connector check " + id)
                .inheritInheritableThreadLocals(false)
                .start(() -> ask(connector));
    }

    @SuppressWarnings("CatchingUnchecked") // foreign code: LinkageError and its like are to be expected from a bundle
    private void ask(Connector connector) {
        try {
            CompletionStage<?> stage = connector.check();
            if (stage == null) {
                settle(Optional.of("the connector's check returned no stage"));
            } else {
                stage.whenComplete(
                        (_, error) -> settle(Optional.ofNullable(error).map(Check::text)));
            }
        } catch (Throwable e) {
            settle(Optional.of(text(e)));
        }
    }

    private static String text(Throwable error) {
        return ThrownText.of(
                error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
    }

    private void settle(Optional<String> failure) {
        if (answer.complete(failure)) {
            (failure.isEmpty() ? counters.checks : counters.checksFailed).increment();
        }
    }

    /** Waits for it no longer, and for its thread a bounded time. */
    void abandon(Duration limit) {
        answer.complete(Optional.of("it is closed"));
        Thread asking = thread;
        if (asking != null) {
            asking.interrupt();
            try {
                asking.join(limit);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
