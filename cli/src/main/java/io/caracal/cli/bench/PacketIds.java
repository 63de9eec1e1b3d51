package io.caracal.cli.bench;

/** The packet identifiers of one publisher, each with the time of its message. */
final class PacketIds {
    private static final long FREE = Long.MIN_VALUE;

    private final int[] free;
    private final long[] times;
    private int available;

    /** @param window how many may be in use at once, 1 to 65535 */
    PacketIds(int window) {
        free = new int[window];
        times = new long[window + 1];
        for (int id = window; id > 0; id--) {
            times[id] = FREE;
            free[available++] = id;
        }
    }

    boolean available() {
        return available > 0;
    }

    int used() {
        return free.length - available;
    }

    int take(long time) {
        int id = free[--available];
        times[id] = time;
        return id;
    }

    boolean inUse(int id) {
        return id > 0 && id < times.length && times[id] != FREE;
    }

    /** Frees one in use; returns the time that it was taken with. */
    long give(int id) {
        long time = times[id];
        times[id] = FREE;
        free[available++] = id;
        return time;
    }
}
