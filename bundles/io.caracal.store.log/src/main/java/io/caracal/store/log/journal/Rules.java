package io.caracal.store.log.journal;

import io.caracal.api.store.StoreSettings;
import io.caracal.api.store.StoreSettings.Durability;

/** The settings in force, which may change while the store is open; all but its type and the size of its segments. */
public final class Rules {
    private volatile StoreSettings settings;

    public Rules(StoreSettings settings) {
        this.settings = settings;
    }

    public StoreSettings settings() {
        return settings;
    }

    /** From now on others are in force, for what is added after this; what was promised before stays promised. */
    public void follow(StoreSettings next) {
        settings = next;
    }

    public Durability durability() {
        return settings.durability();
    }

    /** Whether what is written is forced to the disk. */
    public boolean forces() {
        return durability() == Durability.FSYNC;
    }

    /** Whether a change is durable only when it is written; else at once. */
    boolean waits() {
        return durability() != Durability.NONE;
    }

    /** Bytes of all files; 0 for no limit. */
    long maxSize() {
        return settings.maxSize().value();
    }

    /** Bytes to be left on the file system. */
    long minFree() {
        return settings.minFreeSpace().value();
    }

    /** The longest that a change waits which somebody waits for. */
    long commitNanos() {
        return settings.commitInterval().toNanos();
    }

    /** Bytes a second. */
    public long compactionRate() {
        return settings.compactionRate().value();
    }
}
