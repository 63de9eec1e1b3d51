package io.caracal.store.log.journal;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** What was written since the start. Under the lock of the journal. */
public final class Tally {
    private final long[] lastNanos = new long[128];
    private long commits;
    private long records;
    private long bytes;
    private long movedBytes;

    void record() {
        records++;
    }

    void commit(int size, long nanos) {
        lastNanos[(int) (commits++ % lastNanos.length)] = nanos;
        bytes += size;
    }

    /** Bytes that were written only to free room. */
    public void moved(long size) {
        movedBytes += size;
    }

    public long commits() {
        return commits;
    }

    public long records() {
        return records;
    }

    public long bytes() {
        return bytes;
    }

    public long movedBytes() {
        return movedBytes;
    }

    /** The median of the last commits. */
    public long commitMicros() {
        int count = (int) Math.min(commits, lastNanos.length);
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(lastNanos, count);
        Arrays.sort(sorted);
        return TimeUnit.NANOSECONDS.toMicros(sorted[count / 2]);
    }
}
