package io.caracal.store.log.model;

import io.caracal.api.config.Bytes;
import io.caracal.api.store.StoreSettings;
import io.caracal.api.store.StoreSettings.Durability;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** How a store is opened: as small as it can be, so that everything happens often. */
record StoreOptions(StoreSettings settings, InstantSource clock) {
    static final int SEGMENT = 64 << 10;

    static StoreOptions small(LongSupplier now) {
        return of(Durability.FSYNC, 0, 0, now);
    }

    static StoreOptions of(Durability durability, long maxSize, int commitMillis, LongSupplier now) {
        StoreSettings settings = new StoreSettings(
                StoreSettings.Type.LOG,
                durability,
                Duration.ofMillis(commitMillis),
                new Bytes(SEGMENT),
                new Bytes(maxSize),
                new Bytes(0),
                new Bytes(1L << 30));
        return new StoreOptions(settings, () -> Instant.ofEpochMilli(now.getAsLong()));
    }
}
