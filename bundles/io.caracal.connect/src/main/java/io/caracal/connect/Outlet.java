package io.caracal.connect;

import io.caracal.api.connector.ConnectorStatus;
import io.caracal.api.connector.ConnectorUnavailableException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where calls enter a connector: they read what serves it now, take no lock, and fail at once if nothing does. Tells the log whenever the
 * status becomes another one.
 */
final class Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

    private final String id;
    private final Counters counters;
    private final AtomicReference<View> view = new AtomicReference<>(View.BEGIN);
    private final CompletableFuture<ConnectorStatus> known = new CompletableFuture<>();
    private volatile boolean quiet;

    Outlet(String id, Counters counters) {
        this.id = id;
        this.counters = counters;
    }

    View view() {
        return Objects.requireNonNull(view.get());
    }

    /** Completes when it is known for the first time how the connector is. */
    CompletableFuture<ConnectorStatus> known() {
        return known;
    }

    /** @param suspicion is run if the call fails */
    <C, T> CompletionStage<T> call(Class<C> capability, Function<C, CompletionStage<T>> call, Runnable suspicion) {
        while (true) {
            View now = view();
            LiveConnector live = now.live();
            if (live == null || !now.status().connected()) {
                counters.dropped.increment();
                return CompletableFuture.failedFuture(
                        new ConnectorUnavailableException("connector " + id + " is " + now.status()));
            }
            CompletableFuture<T> answer = live.call(capability, call, suspicion);
            if (answer != null) {
                return answer;
            }
            // Retired since the look at the view, which is done after its successor was put there: look again.
        }
    }

    /** Puts something else there; what was there is to be retired afterwards. */
    @Nullable
    LiveConnector become(@Nullable LiveConnector live, ConnectorStatus status) {
        View before = view.getAndSet(new View(live, status));
        count(before, status);
        report(before, live, status);
        known.complete(status);
        return before.live() == live ? null : before.live();
    }

    /** A check of what is there, or was. */
    void found(LiveConnector live, ConnectorStatus status) {
        View before = view.getAndUpdate(now -> now.live() == live ? new View(live, status) : now);
        if (before.live() == live) {
            count(before, status);
            report(before, live, status);
        }
    }

    /** Tells nothing until it is announced. */
    void quiet() {
        quiet = true;
    }

    void announce() {
        quiet = false;
        View now = view();
        report(View.BEGIN, now.live(), now.status());
    }

    private void count(View before, ConnectorStatus status) {
        if (status.connected() && !before.status().connected()) {
            counters.connects.increment();
        }
    }

    private void report(View before, @Nullable LiveConnector live, ConnectorStatus status) {
        boolean other = live != before.live();
        if (quiet || (status.equals(before.status()) && !other)) {
            return;
        }
        if (status.connected() && live != null) {
            LOG.info(
                    "connector id={} status=connected version={}",
                    id,
                    live.candidate().version());
        } else if (before.equals(View.BEGIN) && status.reason().equals(ManagedConnector.NOT_INSTALLED)) {
            // At start this is how it begins, before plugins are looked for.
            LOG.info("connector id={} waits for a bundle that brings its type", id);
        } else if (live == null && ManagedConnector.WANTED.contains(status.reason())) {
            LOG.info("connector id={} status=disconnected, calls fail: {}", id, status.reason());
        } else if (status.state() == ConnectorStatus.State.DISCONNECTED && !status.equals(before.status())) {
            LOG.warn("connector id={} status=disconnected, calls fail until it is connected: {}", id, status.reason());
        }
    }
}
