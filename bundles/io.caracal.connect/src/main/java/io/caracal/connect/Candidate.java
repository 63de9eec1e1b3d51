package io.caracal.connect;

import io.caracal.api.connector.ConnectorFactory;
import io.caracal.guard.BundleVersion;
import io.caracal.guard.FactoryRank;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A factory that is present, under the type that it named when it came, and what was made of it. Compared by identity. */
final class Candidate {
    private final FactoryRank rank;
    private final String type;
    private final ConnectorFactory<?> factory;
    private final Map<String, String> failures = new ConcurrentSkipListMap<>();
    private final Set<LiveConnector> instances = ConcurrentHashMap.newKeySet();
    private volatile boolean withdrawn;

    Candidate(FactoryRank rank, String type, ConnectorFactory<?> factory) {
        this.rank = rank;
        this.type = type;
        this.factory = factory;
    }

    FactoryRank rank() {
        return rank;
    }

    String type() {
        return type;
    }

    ConnectorFactory<?> factory() {
        return factory;
    }

    BundleVersion version() {
        return rank.version();
    }

    /** True as soon as the factory's bundle is about to go. */
    boolean withdrawn() {
        return withdrawn;
    }

    void withdraw() {
        withdrawn = true;
    }

    /**
     * What became of the last attempt to let it serve a connector; empty if it serves.
     *
     * @return what became of the one before
     */
    Optional<String> tried(String id, Optional<String> failure) {
        return Optional.ofNullable(failure.isPresent() ? failures.put(id, failure.get()) : failures.remove(id));
    }

    /** Why it does not serve connectors, each with its reason; empty if nothing speaks against it. */
    Optional<String> objection() {
        return failures.entrySet().stream()
                .map(failure -> "connector " + failure.getKey() + ": " + failure.getValue())
                .reduce((one, other) -> one + "; " + other);
    }

    void made(LiveConnector instance) {
        instances.add(instance);
    }

    void ended(LiveConnector instance) {
        instances.remove(instance);
    }

    /** What was made of it and has not ended. */
    List<LiveConnector> instances() {
        return List.copyOf(instances);
    }
}
