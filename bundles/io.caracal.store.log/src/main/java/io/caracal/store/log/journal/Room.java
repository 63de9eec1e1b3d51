package io.caracal.store.log.journal;

import io.caracal.api.store.StoreFullException;
import io.caracal.store.log.disk.Disk;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether there is room for new work. One segment's worth is kept back for what ends or shortens something, and for moving what is alive out of the
 * way, so that a full store can become emptier by itself.
 */
public final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final Disk disk;
    private final Rules rules;
    private final long reserve;

    /** What new work is answered with, the same for all; null if there is room. */
    private volatile @Nullable Full full;

    private record Full(String reason, CompletableFuture<?> answer) {
        Full(String reason) {
            this(reason, CompletableFuture.failedFuture(new StoreFullException(reason)));
        }
    }

    /** @param reserve bytes that are kept back, of the limit of the files and of the file system */
    Room(Disk disk, Rules rules, long reserve) {
        this.disk = disk;
        this.rules = rules;
        this.reserve = reserve;
    }

    /**
     * Called before something is added.
     *
     * @param bytes of all files, with what waits to be written
     * @return null if there is room, else a failed answer
     */
    @Nullable
    CompletableFuture<?> refusal(long bytes) {
        Full known = full;
        if (known == null && isTooLarge(bytes)) {
            refuse(tooLarge(bytes));
            known = full;
        }
        return known == null ? null : known.answer;
    }

    private boolean isTooLarge(long bytes) {
        long maxSize = rules.maxSize();
        return maxSize > 0 && bytes + reserve > maxSize;
    }

    private String tooLarge(long bytes) {
        return "the store is full: its files have " + bytes + " bytes, and store.max_size is " + rules.maxSize()
                + ", of which "
                + reserve
                + " are kept for clearing up; messages have to be fetched or sessions removed, or the limit raised";
    }

    /** Looks at the limits again; from time to time, and before a file grows. */
    void check(long bytes) throws IOException {
        long free = disk.freeSpace();
        long minFree = Math.max(rules.minFree(), reserve);
        if (isTooLarge(bytes)) {
            refuse(tooLarge(bytes));
        } else if (free < minFree) {
            refuse("the store is full: the file system has " + free + " free bytes, and " + minFree
                    + " are to be left (store.min_free_space, at least a segment); free some, or lower the limit");
        } else if (full != null) {
            full = null;
            LOG.info("store has room again, and takes new work bytes={} free={}", bytes, free);
        }
    }

    /** A write found no room. */
    void exhausted(IOException failure) {
        refuse("the store is full: " + failure.getMessage() + "; what waits is written when there is room");
    }

    private void refuse(String reason) {
        if (full == null) {
            LOG.error("store takes no new messages, sessions and subscriptions: {}", reason);
            full = new Full(reason);
        }
    }

    boolean isFull() {
        return full != null;
    }

    /** Why nothing new is taken; empty if it is. */
    String reason() {
        Full known = full;
        return known == null ? "" : known.reason;
    }
}
