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
    private static final int FIRST = CONNECTED + 1;

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

    // Any thread

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
