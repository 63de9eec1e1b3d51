package io.caracal.core;

import io.caracal.api.broker.Node;
import io.caracal.api.broker.NodeInfo;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** What a broker is and what there is in it; reads counters of the loops without asking them. */
final class BrokerNode implements Node {
    private final Broker broker;
    private final Identity identity;
    private final StatsReport stats;
    private final StoreNumbers store;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();

    /** What the broker cannot know by itself. */
    record Identity(String version, Path home, Path data) {}

    BrokerNode(Broker broker, Identity identity, StatsReport stats, StoreNumbers store) {
        this.broker = broker;
        this.identity = identity;
        this.stats = stats;
        this.store = store;
    }

    @Override
    public NodeInfo info() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new NodeInfo(
                broker.nodeName(),
                identity.version,
                "Opensource",
                startedAt,
                Duration.ofNanos(System.nanoTime() - startedNanos),
                Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                broker.loops().size(),
                broker.transport(),
                broker.sessions(),
                broker.connected(),
                ProcessState.memory(),
                load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load),
                Runtime.getRuntime().availableProcessors(),
                ProcessState.number("OpenFileDescriptorCount"),
                ProcessState.number("MaxFileDescriptorCount"),
                identity.home,
                identity.data);
    }

    @Override
    public SortedMap<String, Long> stats() {
        return stats.now();
    }

    @Override
    public SortedMap<String, Long> metrics() {
        SortedMap<String, Long> metrics = MetricsReport.of(broker.loops());
        store.sum(metrics);
        return metrics;
    }
}
