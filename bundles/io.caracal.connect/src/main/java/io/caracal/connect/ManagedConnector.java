package io.caracal.connect;

import io.caracal.api.connector.ConnectorStatus;
import io.caracal.api.connector.ConnectorUnavailableException;
import io.caracal.connect.Creation.Outcome;
import io.caracal.connect.tls.ClientTls;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector: what stays while its settings change and the bundles that serve it come and go. Its steps are made one at a time, each in
 * bounded time; calls never wait for them.
 *
 * <p>The order is what makes a replacement safe: the successor is made and checked first, then put into the {@link Outlet}, then the
 * predecessor is retired. A successor that cannot reach its server does not replace one that can.
 */
final class ManagedConnector {
    static final String NOT_INSTALLED = "type not installed";

    private static final String DISABLED = "disabled";
    private static final String STOPPED = "stopped";
    private static final String NOT_STARTED = "not started (resource_opts.start_after_created)";

    /** Reasons that somebody wanted. */
    static final Set<String> WANTED = Set.of(DISABLED, STOPPED, NOT_STARTED);

    private static final Logger LOG = LoggerFactory.getLogger(ManagedConnector.class);

    private final String id;
    private final FactoryRegistry factories;
    private final Counters counters = new Counters();
    private final Users users = new Users();
    private final Outlet outlet;
    private final HealthWatch watch;
    private final Creation creation;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Source source;
    private boolean stopped;
    private boolean closed;

    ManagedConnector(
            String id, Source source, FactoryRegistry factories, ClientTls tls, ScheduledExecutorService timer) {
        this.id = id;
        this.source = source;
        this.factories = factories;
        this.outlet = new Outlet(id, counters);
        this.watch = new HealthWatch(this::options, timer, outlet::found, this::reconcile);
        this.creation = new Creation(id, tls, this::options, timer, counters);
        this.stopped = !source.options().startAfterCreated();
    }

    String id() {
        return id;
    }

    Source source() {
        return source;
    }

    private ResourceOptions options() {
        return source.options();
    }

    Counters counters() {
        return counters;
    }

    Users users() {
        return users;
    }

    Outlet outlet() {
        return outlet;
    }

    ConnectorStatus status() {
        return outlet.view().status();
    }

    /** Completes when it is known how it is, or nobody should wait for that any longer. */
    CompletionStage<ConnectorStatus> started() {
        CompletableFuture<ConnectorStatus> waiting = outlet.known().copy();
        return waiting.isDone()
                ? CompletableFuture.completedFuture(status())
                : waiting.completeOnTimeout(status(), options().startTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    <C, T> CompletionStage<T> call(Class<C> capability, Function<C, CompletionStage<T>> call) {
        return outlet.call(capability, call, watch::suspect);
    }

    /** False only if it is known to be of another kind. */
    boolean mayOffer(Class<?> capability) {
        LiveConnector live = outlet.view().live();
        return live == null || live.offers(capability);
    }

    void left(Use use) {
        users.remove(use);
    }

    /** Called whenever a factory of its type came or went; returns when the connector has taken account of it. */
    void reconcile() {
        exclusively(this::settle);
    }

    private void settle() {
        if (closed) {
            return;
        }
        if (!source.enable()) {
            empty(DISABLED);
        } else if (stopped) {
            empty(outlet.view().equals(View.BEGIN) ? NOT_STARTED : STOPPED);
        } else {
            choose();
        }
    }

    private void choose() {
        String failure = null;
        for (Candidate candidate : factories.ranked(source.type())) {
            LiveConnector serving = outlet.view().live();
            if (serving != null && serving.candidate() == candidate) {
                if (failure != null) {
                    LOG.warn("connector id={} stays with version={}", id, candidate.version());
                }
                return;
            }
            Optional<String> objection = attempt(candidate);
            if (objection.isEmpty()) {
                return;
            }
            failure = failure == null ? objection.get() : failure;
        }
        if (failure == null) {
            empty(NOT_INSTALLED);
        } else {
            LiveConnector before = outlet.become(null, ConnectorStatus.disconnected(failure));
            watch.retryLater();
            if (before != null) {
                before.retire();
            }
        }
    }

    /** Lets a factory serve; tells why it cannot. */
    private Optional<String> attempt(Candidate candidate) {
        Optional<String> objection =
                switch (creation.create(candidate, source)) {
                    case Outcome.Failed(String reason) -> Optional.of(reason);
                    case Outcome.Created(LiveConnector live, ConnectorStatus _)
                    when candidate.withdrawn() -> {
                        live.retire();
                        yield Optional.of("its bundle went");
                    }
                    case Outcome.Created(LiveConnector live, ConnectorStatus status)
                    when worse(status) -> {
                        live.retire();
                        yield Optional.of("it cannot connect, while the one before can: " + status.reason());
                    }
                    case Outcome.Created(LiveConnector live, ConnectorStatus status) -> {
                        put(live, status);
                        yield Optional.empty();
                    }
                };
        Optional<String> before = candidate.tried(id, objection);
        // What is tried again and again is told once.
        objection
                .filter(reason -> !before.equals(Optional.of(reason)))
                .ifPresent(reason ->
                        LOG.warn("connector id={} version={} cannot serve: {}", id, candidate.version(), reason));
        return objection;
    }

    /** Whether what serves now reaches its server, and its bundle stays. */
    private boolean worse(ConnectorStatus successor) {
        View now = outlet.view();
        return !successor.connected()
                && now.status().connected()
                && now.live() != null
                && !now.live().candidate().withdrawn();
    }

    private void put(@Nullable LiveConnector live, ConnectorStatus status) {
        LiveConnector before = replace(live, status);
        if (before != null) {
            before.retire();
        }
    }

    private @Nullable LiveConnector replace(@Nullable LiveConnector live, ConnectorStatus status) {
        LiveConnector before = outlet.become(live, status);
        if (live == null) {
            watch.end();
        } else {
            watch.begin(live, status);
        }
        return before;
    }

    private void empty(String reason) {
        put(null, ConnectorStatus.disconnected(reason));
    }

    /**
     * Makes what would serve with other settings, beside what serves now.
     *
     * @throws ConnectorUnavailableException if it cannot be made, or cannot connect while the one that serves can
     */
    Optional<LiveConnector> successor(Source other) throws ConnectorUnavailableException {
        if (!other.enable() || !other.options().startAfterCreated()) {
            return Optional.empty();
        }
        Candidate candidate = factories.best(other.type()).orElseThrow(this::notInstalled);
        return switch (creation.create(candidate, other)) {
            case Outcome.Failed(String reason) -> throw new ConnectorUnavailableException(reason);
            case Outcome.Created(LiveConnector live, ConnectorStatus status)
            when worse(status) -> {
                live.retire();
                throw new ConnectorUnavailableException(
                        "with these settings it cannot connect, so it stays as it is: " + status.reason());
            }
            case Outcome.Created(LiveConnector live, ConnectorStatus status) -> {
                // How it is belongs to it, until it serves.
                live.first(status);
                yield Optional.of(live);
            }
        };
    }

    /**
     * Takes over other settings.
     *
     * @param successor what was made of them; empty if what serves goes on, or nothing shall serve
     * @return what is to be retired, which may take its time
     */
    @Nullable
    LiveConnector become(Source other, Optional<LiveConnector> successor, boolean same) {
        lock.lock();
        try {
            source = other;
            if (same) {
                watch.optionsChanged();
                return null;
            }
            stopped = !other.options().startAfterCreated();
            if (successor.isPresent()) {
                return replace(successor.get(), successor.get().first());
            }
            return replace(null, ConnectorStatus.disconnected(other.enable() ? STOPPED : DISABLED));
        } finally {
            lock.unlock();
        }
    }

    ConnectorStatus start() {
        lock.lock();
        try {
            stopped = false;
            if (outlet.view().live() == null) {
                settle();
                return status();
            }
        } finally {
            lock.unlock();
        }
        return status().connected() ? status() : checked();
    }

    private ConnectorStatus checked() {
        try {
            Optional<CompletableFuture<ConnectorStatus>> check = watch.checkNow();
            return check.isEmpty()
                    ? status()
                    : check.get().get(options().startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return status();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return status();
        }
    }

    ConnectorStatus stop() {
        exclusively(() -> {
            stopped = true;
            if (!closed) {
                empty(source.enable() ? STOPPED : DISABLED);
            }
        });
        return status();
    }

    /** Replaces what serves by another one of the same settings, if that is no worse. */
    ConnectorStatus restart() {
        lock.lock();
        try {
            Optional<Candidate> candidate = factories.best(source.type());
            if (closed || !source.enable() || candidate.isEmpty()) {
                return status();
            }
            stopped = false;
            Optional<String> objection = attempt(candidate.get());
            var unused = candidate.get().tried(id, Optional.empty());
            return objection
                    .map(reason -> ConnectorStatus.disconnected("it was not restarted: " + reason))
                    .orElseGet(this::status);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tries its settings: makes a connector, checks it and closes it again.
     *
     * @throws ConnectorUnavailableException if none can be made
     */
    ConnectorStatus probe() throws ConnectorUnavailableException {
        Candidate candidate = factories.best(source.type()).orElseThrow(this::notInstalled);
        return switch (creation.create(candidate, source)) {
            case Outcome.Failed(String reason) -> throw new ConnectorUnavailableException(reason);
            case Outcome.Created(LiveConnector live, ConnectorStatus status) -> {
                live.retire();
                yield status;
            }
        };
    }

    private ConnectorUnavailableException notInstalled() {
        return new ConnectorUnavailableException("no bundle brings the type " + source.type() + "; installed are "
                + factories.types() + ". Install it first, or set enable = false");
    }

    /** Ends it. */
    void close(String reason) {
        exclusively(() -> {
            if (!closed) {
                outlet.quiet();
                closed = true;
                empty(reason);
            }
        });
    }

    private void exclusively(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }
}
