package io.caracal.core;

import io.caracal.api.store.StoreMaintenance;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The numbers of the store, among those of the broker; none as long as no store tells them. Any thread. */
final class StoreNumbers {
    private volatile @Nullable StoreMaintenance store;

    void follow(StoreMaintenance present) {
        store = present;
    }

    void forget(StoreMaintenance gone) {
        if (store == gone) {
            store = null;
        }
    }

    /** How much there is of what. */
    void count(SortedMap<String, Long> counts) {
        StoreMaintenance present = store;
        if (present != null) {
            StoreMaintenance.Stats stats = present.stats();
            counts.put("store.sessions", stats.sessions());
            counts.put("store.subscriptions", stats.subscriptions());
            counts.put("store.deliveries", stats.deliveries());
            counts.put("store.segments", stats.segments());
            counts.put("store.bytes", stats.bytes());
            counts.put("store.live_bytes", stats.liveBytes());
        }
    }

    /** What was counted since the start. */
    void sum(SortedMap<String, Long> metrics) {
        StoreMaintenance present = store;
        if (present != null) {
            StoreMaintenance.Stats stats = present.stats();
            metrics.put("store.commits", stats.commits());
            metrics.put("store.records", stats.records());
            metrics.put("store.records.damaged", stats.damaged());
            metrics.put("store.bytes.written", stats.writtenBytes());
            metrics.put("store.bytes.moved", stats.movedBytes());
        }
    }
}
