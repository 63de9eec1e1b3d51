package io.caracal.store.log.segment;

import java.util.Arrays;

/**
 * What is alive in a segment, by pages, so that what lives can be found without reading the rest. A record counts as often as something refers to it:
 * once for each delivery of a message, for example.
 */
public final class Usage {
    /** Bytes of a page. */
    public static final int PAGE = 1 << 14;

    private static final int SHIFT = 3;

    private int[] live = {};

    /** Where the first record of a page begins, by eight bytes and plus one; 0 if none begins there. */
    private short[] first = {};

    private long dataBytes;
    private long references;
    private long alive;

    /** A record was written. */
    void add(long position, int size, int count) {
        int page = page(position);
        if (page >= live.length) {
            int pages = Math.max(page + 1, live.length * 2);
            live = Arrays.copyOf(live, pages);
            first = Arrays.copyOf(first, pages);
        }
        if (first[page] == 0) {
            first[page] = (short) ((position - (long) page * PAGE >>> SHIFT) + 1);
        }
        hold(position, size, count);
    }

    void hold(long position, int size, int count) {
        if (count > 0) {
            dataBytes += size;
            references += count;
            alive += count;
            live[page(position)] += count;
        }
    }

    void release(long position) {
        live[page(position)]--;
        alive--;
    }

    /** How much of the segment is still referred to. */
    public long alive() {
        return alive;
    }

    /** An estimate: a record of which some references are gone counts in part. */
    public long liveBytes() {
        return references == 0 ? 0 : (long) ((double) dataBytes * alive / references);
    }

    /** The first page from a given one on in which something is alive; -1 if there is none. */
    public int nextLive(int page) {
        for (int i = page; i < live.length; i++) {
            if (live[i] > 0) {
                return i;
            }
        }
        return -1;
    }

    /** Where the first record of a page begins that has one. */
    public long firstRecord(int page) {
        return (long) page * PAGE + ((long) first[page] - 1 << SHIFT);
    }

    private static int page(long position) {
        return (int) (position / PAGE);
    }
}
