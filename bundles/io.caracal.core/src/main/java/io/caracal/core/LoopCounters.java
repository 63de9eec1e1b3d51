package io.caracal.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one loop counts. Written on that loop only, without atomic operations: a count costs a load, an addition and a store. Any
 * thread may read; it sees each number whole and soon, but two of them perhaps a moment apart.
 */
final class LoopCounters {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    /** Keeps the cells of two loops out of one line of the processor's cache. */
    private static final int PAD = 16;

    private static final int TYPES = 16;
    private static final int RECEIVED = PAD;
    private static final int SENT = RECEIVED + TYPES;
    private static final int SESSIONS = SENT + TYPES;
    private static final int CONNECTED = SESSIONS + 1;
    private static final int QUEUED_BYTES = CONNECTED + 1;
    private static final int BUFFERED_BYTES = QUEUED_BYTES + 1;
    private static final int LAGGARDS = BUFFERED_BYTES + 1;
    private static final int HELD_PUBLISHERS = LAGGARDS + 1;
    private static final int DELAY_MILLIS = HELD_PUBLISHERS + 1;
    private static final int FIRST = DELAY_MILLIS + 1;

    private final long[] cells = new long[FIRST + Counter.values().length + PAD];

    private void add(int cell, long amount) {
        CELL.setOpaque(cells, cell, cells[cell] + amount);
    }

    private long read(int cell) {
        return (long) CELL.getOpaque(cells, cell);
    }

    void count(Counter counter) {
        add(FIRST + counter.ordinal(), 1);
    }

    void count(Counter counter, long amount) {
        add(FIRST + counter.ordinal(), amount);
    }

    /** @param type see {@link io.caracal.mqtt.PacketType} */
    void packetReceived(int type) {
        add(RECEIVED + type, 1);
    }

    /** @param type any but PUBLISH, whose packets are counted as messages */
    void packetSent(int type) {
        add(SENT + type, 1);
    }

    void sessions(int now) {
        CELL.setOpaque(cells, SESSIONS, (long) now);
    }

    void connected(int change) {
        add(CONNECTED, change);
    }

    /** What waits, and for whom. */
    void load(long queuedBytes, long bufferedBytes, int laggards, int heldPublishers, long delayMillis) {
        CELL.setOpaque(cells, QUEUED_BYTES, queuedBytes);
        CELL.setOpaque(cells, BUFFERED_BYTES, bufferedBytes);
        CELL.setOpaque(cells, LAGGARDS, (long) laggards);
        CELL.setOpaque(cells, HELD_PUBLISHERS, (long) heldPublishers);
        CELL.setOpaque(cells, DELAY_MILLIS, delayMillis);
    }

    // Any thread

    /** Memory that messages take which wait in sessions. */
    long queuedBytes() {
        return read(QUEUED_BYTES);
    }

    /** Memory of what clients have not taken, and of packets that are not complete. */
    long bufferedBytes() {
        return read(BUFFERED_BYTES);
    }

    /** Connections whose clients have not taken all that was sent. */
    long laggards() {
        return read(LAGGARDS);
    }

    long heldPublishers() {
        return read(HELD_PUBLISHERS);
    }

    /** How late the loop is, on average over the last moments. */
    long delayMillis() {
        return read(DELAY_MILLIS);
    }

    long get(Counter counter) {
        return read(FIRST + counter.ordinal());
    }

    long packetsReceived(int type) {
        return read(RECEIVED + type);
    }

    long packetsSent(int type) {
        return read(SENT + type);
    }

    /** Sessions with and without a connection. */
    long sessions() {
        return read(SESSIONS);
    }

    /** Clients that are connected. */
    long connected() {
        return read(CONNECTED);
    }
}
