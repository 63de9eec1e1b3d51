package io.caracal.store.log.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments of a store by their numbers, which rise and have gaps only where files are missing. Under the lock of the journal. */
public final class Segments {
    private @Nullable Segment[] slots = new @Nullable Segment[16];
    private long base;
    private int from;
    private int to;

    public void add(Segment segment) {
        if (from == to) {
            from = 0;
            to = 0;
            base = segment.number();
        }
        long slot = segment.number() - base;
        if (slot < to || slot - from > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("segment " + segment.number() + " does not follow " + (base + to - 1));
        }
        if (slot >= slots.length) {
            makeRoom((int) (slot - from));
            slot = segment.number() - base;
        }
        slots[(int) slot] = segment;
        to = (int) slot + 1;
    }

    private void makeRoom(int needed) {
        @Nullable Segment[] old = slots;
        slots = Arrays.copyOfRange(old, from, from + Math.max(needed + 1, 2 * (to - from) + 16));
        Arrays.fill(slots, to - from, slots.length, null);
        base += from;
        to -= from;
        from = 0;
    }

    /** The segment with a number, or null if it is gone. */
    public @Nullable Segment get(long number) {
        long slot = number - base;
        return slot < from || slot >= to ? null : slots[(int) slot];
    }

    /** The one with the lowest number, or null if there is none. */
    public @Nullable Segment oldest() {
        return from == to ? null : slots[from];
    }

    public void removeOldest() {
        slots[from++] = null;
        while (from < to && slots[from] == null) {
            from++;
        }
    }

    /** What refers to a record is gone. */
    public void release(long place) {
        Segment segment = get(Place.segment(place));
        if (segment != null) {
            segment.usage().release(Place.position(place));
        }
    }

    /** All of them, the oldest first. */
    public List<Segment> all() {
        List<Segment> all = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            Segment segment = slots[i];
            if (segment != null) {
                all.add(segment);
            }
        }
        return all;
    }

    public int count() {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += slots[i] == null ? 0 : 1;
        }
        return count;
    }

    public long bytes() {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            Segment segment = slots[i];
            bytes += segment == null ? 0 : segment.tail();
        }
        return bytes;
    }

    public long liveBytes() {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            Segment segment = slots[i];
            bytes += segment == null ? 0 : segment.usage().liveBytes();
        }
        return bytes;
    }
}
