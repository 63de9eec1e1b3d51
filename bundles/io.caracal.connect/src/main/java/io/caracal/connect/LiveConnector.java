package io.caracal.connect;

import io.caracal.api.connector.Connector;
import io.caracal.api.connector.ConnectorStatus;
import io.caracal.api.connector.ConnectorUnavailableException;
import io.caracal.guard.BoundedCall;
import io.caracal.guard.Gate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connector that serves, from its creation to its end. Once it is retired nothing leads to the bundle's objects any more. */
final class LiveConnector {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConnector.class);

    private final String id;
    private final Candidate candidate;
    private final Resources resources;
    private final Supplier<ResourceOptions> options;
    private final ScheduledExecutorService timer;
    private final Counters counters;
    private final Gate gate = new Gate();
    private final AtomicBoolean retired = new AtomicBoolean();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile @Nullable Made made;
    private volatile @Nullable Check check;
    private volatile ConnectorStatus first = View.BEGIN.status();

    /** What the bundle made, and of which settings. */
    record Made(Connector connector, Record settings) {}

    LiveConnector(
            String id,
            Candidate candidate,
            Made made,
            Resources resources,
            Supplier<ResourceOptions> options,
            ScheduledExecutorService timer,
            Counters counters) {
        this.id = id;
        this.candidate = candidate;
        this.made = made;
        this.resources = resources;
        this.options = options;
        this.timer = timer;
        this.counters = counters;
        candidate.made(this);
    }

    Candidate candidate() {
        return candidate;
    }

    /** How it was when it was made. */
    ConnectorStatus first() {
        return first;
    }

    void first(ConnectorStatus status) {
        first = status;
    }

    /** Whether it was made of these settings, so that another one would be the same. */
    boolean madeOf(Record settings) {
        Made present = made;
        return present != null && present.settings().equals(settings);
    }

    /** Whether it is of that kind. */
    boolean offers(Class<?> capability) {
        Made present = made;
        return present == null || present.connector().capability(capability).isPresent();
    }

    /**
     * Calls it.
     *
     * @param suspicion is run if the call fails
     * @return null if it is retired, so that its successor is to be called
     */
    <C, T> @Nullable CompletableFuture<T> call(
            Class<C> capability, Function<C, CompletionStage<T>> call, Runnable suspicion) {
        if (!gate.enter()) {
            return null;
        }
        return new Call<T>(counters, gate::leave, suspicion)
                .start(() -> invoke(capability, call), timer, options.get().requestTtl())
                .answer();
    }

    private <C, T> CompletionStage<T> invoke(Class<C> capability, Function<C, CompletionStage<T>> call) {
        Made present = made;
        Optional<C> found =
                present == null ? Optional.empty() : present.connector().capability(capability);
        return found.map(call)
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new ConnectorUnavailableException("connector " + id + " is no " + capability.getSimpleName())));
    }

    /** Asks it whether its server would answer; empty if so, else why not. Never exceptionally; one at a time. */
    CompletableFuture<Optional<String>> check(Duration limit) {
        Made present = made;
        if (present == null || retired.get()) {
            return CompletableFuture.completedFuture(Optional.of("it is closed"));
        }
        Check asked = new Check(id, counters);
        check = asked;
        asked.start(present.connector(), timer, limit);
        return asked.answer();
    }

    /** Lets no call in any more, waits for those under way, then closes; all of it in bounded time. The second time it only waits. */
    void retire() {
        if (!retired.compareAndSet(false, true)) {
            awaitEnd(options.get().stopTimeout().multipliedBy(4));
            return;
        }
        Duration limit = options.get().stopTimeout();
        gate.close();
        if (!gate.awaitEmpty(limit)) {
            LOG.warn("connector id={} calls still under way after {} ms, closing nevertheless", id, limit.toMillis());
        }
        Check asked = check;
        if (asked != null) {
            asked.abandon(limit);
        }
        Made present = made;
        made = null;
        if (present != null) {
            close(id, present.connector(), resources, limit);
        }
        check = null;
        candidate.ended(this);
        ended.complete(true);
    }

    /** Waits until it has ended; true if it has. */
    boolean awaitEnd(Duration limit) {
        try {
            return ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Closes a connector that serves nobody: its tasks first, which would find it closed. */
    static void close(String id, Connector connector, Resources resources, Duration limit) {
        if (!resources.close(limit)) {
            LOG.warn("connector id={} blocking tasks ignore their interrupt, closing nevertheless", id);
        }
        try {
            BoundedCall.call(
                    "connector close " + id,
                    limit,
                    () -> {
                        connector.close();
                        return true;
                    },
                    _ -> {});
        } catch (ExecutionException e) {
            LOG.warn("connector id={} failed to close", id, e.getCause());
        } catch (TimeoutException e) {
            LOG.warn("connector id={} to close it {}", id, e.getMessage());
        }
    }
}
