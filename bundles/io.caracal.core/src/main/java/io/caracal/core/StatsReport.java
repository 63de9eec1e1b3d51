package io.caracal.core;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How much there is of what, now and at most. Any thread. */
final class StatsReport {
    private final Broker broker;
    private final StoreNumbers store;
    private final ConcurrentMap<String, Long> greatest = new ConcurrentHashMap<>();

    StatsReport(Broker broker, StoreNumbers store) {
        this.broker = broker;
        this.store = store;
    }

    private SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        counts.put("connections", broker.sessions());
        counts.put("channels", broker.sessions());
        counts.put("sessions", broker.sessions());
        counts.put("live_connections", broker.connected());
        counts.put("topics", broker.routing().filters());
        counts.put("subscriptions", broker.routing().subscriptions());
        counts.put("suboptions", broker.routing().subscriptions());
        counts.put("subscribers", broker.routing().subscriptions());
        counts.put("subscriptions.shared", broker.routing().sharedSubscriptions());
        counts.put("retained", broker.retainedStore().size());
        for (BrokerLoop loop : broker.loops()) {
            counts.merge("queues.bytes", loop.counters.queuedBytes(), Long::sum);
            counts.merge("buffers.bytes", loop.counters.bufferedBytes(), Long::sum);
            counts.merge("connections.slow", loop.counters.laggards(), Long::sum);
            counts.merge("publishers.held", loop.counters.heldPublishers(), Long::sum);
            counts.merge("event_loops.delay_ms", loop.counters.delayMillis(), Math::max);
        }
        counts.put("overload.level", (long) broker.overload().level().ordinal());
        return counts;
    }

    /** Takes note of what there is, so that the maxima are right. */
    void sample() {
        counts().forEach(this::note);
    }

    private long note(String name, long count) {
        return greatest.merge(name, count, Math::max);
    }

    SortedMap<String, Long> now() {
        SortedMap<String, Long> counts = counts();
        store.count(counts); // not sampled on an event loop: a store may have to count
        SortedMap<String, Long> stats = new TreeMap<>();
        counts.forEach((name, count) -> {
            stats.put(name + ".count", count);
            stats.put(name + ".max", note(name, count));
        });
        return stats;
    }
}
