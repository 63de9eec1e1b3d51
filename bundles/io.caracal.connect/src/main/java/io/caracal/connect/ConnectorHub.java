package io.caracal.connect;

import io.caracal.api.connector.ConnectorFactory;
import io.caracal.api.connector.ConnectorUse;
import io.caracal.api.connector.Connectors;
import io.caracal.connect.tls.ClientTls;
import io.caracal.guard.BoundedCall;
import io.caracal.guard.FactoryRank;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All connectors, over factories that come and go. */
public final class ConnectorHub implements Connectors, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorHub.class);
    /** How long a factory may take to tell its type and settings. */
    private static final Duration TELLING = Duration.ofSeconds(5);
    /** How long a bundle that goes is waited for by what was made of it, which itself ends in bounded time. */
    private static final Duration ENDING = Duration.ofSeconds(30);

    private final ClientTls tls;
    private final FactoryRegistry factories = new FactoryRegistry();
    // Scheduling there takes no lock, and what others run in the common pool does not hold up time-outs.
    private final ScheduledExecutorService timer = new ForkJoinPool(1);
    private final Set<ManagedConnector> inline = ConcurrentHashMap.newKeySet();
    private volatile ConnectorsSettings settings;
    private volatile Map<String, ManagedConnector> connectors;
    private volatile Pending pending = Pending.NONE;
    private volatile boolean started;

    /** What a change that is prepared adds and removes. */
    record Pending(Map<String, ManagedConnector> added, Set<String> removed) {
        static final Pending NONE = new Pending(Map.of(), Set.of());
    }

    public ConnectorHub(ConnectorsSettings settings, ClientTls tls) {
        this.settings = settings;
        this.tls = tls;
        this.connectors = settings.connectors().stream()
                .collect(Collectors.toUnmodifiableMap(ConnectorSettings::id, this::manage));
    }

    /** A connector that nothing serves yet. */
    ManagedConnector manage(ConnectorSettings one) {
        return new ManagedConnector(one.id(), new Source.Configured(one), factories, tls, timer);
    }

    /** Starts every connector with the factories added so far; returns when each is connected or known not to be. */
    public void start() {
        started = true;
        eachAtOnce(connectors.values(), ManagedConnector::reconcile);
    }

    ConnectorsSettings settings() {
        return settings;
    }

    FactoryRegistry factories() {
        return factories;
    }

    /** The configured ones. */
    Map<String, ManagedConnector> configured() {
        return connectors;
    }

    void pending(Pending change) {
        pending = change;
    }

    /** Other connectors are the configured ones. */
    void become(ConnectorsSettings wanted, Map<String, ManagedConnector> others) {
        settings = wanted;
        connectors = Map.copyOf(others);
        pending = Pending.NONE;
    }

    @Override
    public ConnectorUse open(String id, String user) {
        Pending change = pending;
        ManagedConnector found = Optional.ofNullable(change.added().get(id)).orElseGet(() -> connectors.get(id));
        if (found == null || change.removed().contains(id)) {
            throw new IllegalArgumentException("there is no connector \"" + id + "\"; "
                    + (connectors.isEmpty()
                            ? "there are none"
                            : "there are "
                                    + String.join(
                                            ", ",
                                            connectors.keySet().stream()
                                                    .sorted()
                                                    .toList())));
        }
        return use(found, user);
    }

    @Override
    public ConnectorUse inline(String type, Record record, String user) {
        ManagedConnector made =
                new ManagedConnector(type + " of " + user, new Source.Inline(type, record), factories, tls, timer);
        inline.add(made);
        Use use = use(made, user);
        made.users()
                .whenNobody(() -> background(() -> {
                    made.close("closed");
                    inline.remove(made);
                }));
        background(made::reconcile);
        return use;
    }

    private static Use use(ManagedConnector connector, String user) {
        Use use = new Use(connector, user);
        connector.users().add(use);
        return use;
    }

    /** A factory came: returns when the connectors of its type are served by it, or it has failed to. */
    public void add(FactoryRank rank, ConnectorFactory<?> factory) {
        try {
            String type = BoundedCall.call("connector factory", TELLING, factory::type, _ -> {});
            factories.add(new Candidate(rank, type, factory));
            reconcile(type);
        } catch (ExecutionException e) {
            LOG.warn("connector factory version={} does not tell its type, not used", rank.version(), e.getCause());
        } catch (TimeoutException e) {
            LOG.warn("connector factory version={} to tell its type {}, not used", rank.version(), e.getMessage());
        }
    }

    /** A factory is about to go: returns when nothing of it is in use any more. */
    public void remove(long serviceId) {
        Candidate candidate = factories.remove(serviceId);
        if (candidate != null) {
            reconcile(candidate.type());
            for (LiveConnector instance : candidate.instances()) {
                if (!instance.awaitEnd(ENDING)) {
                    LOG.warn("connector type={} version={} does not end", candidate.type(), candidate.version());
                }
            }
        }
    }

    /** The type that the factory of that service brings; empty if there is no such factory. */
    Optional<String> type(long serviceId) {
        return factories.find(serviceId).map(Candidate::type);
    }

    /** Why the factory of that service does not serve though it was tried; empty if nothing speaks against it. */
    Optional<String> objection(long serviceId) {
        return factories.find(serviceId).flatMap(Candidate::objection);
    }

    /** Whatever is of a type, private connectors and those of a prepared change too. */
    List<ManagedConnector> of(String type) {
        return Stream.of(connectors.values(), pending.added().values(), inline)
                .flatMap(Collection::stream)
                .filter(connector -> connector.source().type().equals(type))
                .distinct()
                .toList();
    }

    private void reconcile(String type) {
        if (started) {
            eachAtOnce(of(type), ManagedConnector::reconcile);
        }
    }

    /** Ends all connectors and its threads. */
    @Override
    public void close() {
        List<ManagedConnector> all =
                Stream.concat(connectors.values().stream(), inline.stream()).toList();
        eachAtOnce(all, connector -> connector.close("the broker stops"));
        timer.shutdown();
    }

    static void background(Runnable task) {
        Thread.ofVirtual()
                .name("connectors")
                .inheritInheritableThreadLocals(false)
                .start(task);
    }

    /** Each step takes bounded time, so all of them together do. */
    static <T> void eachAtOnce(Collection<T> all, Consumer<T> step) {
        List<Thread> threads = all.stream()
                .map(one -> Thread.ofVirtual()
                        .name("connectors")
                        .inheritInheritableThreadLocals(false)
                        .start(() -> step.accept(one)))
                .toList();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    // Each of them ends in bounded time; to leave before would leave connectors behind.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
