package io.caracal.itests.bench.load;

import java.util.Arrays;

/** The packet identifiers of one publisher, used in turn. Holding one is holding a place in its window. */
final class PacketIds {
    private enum State {
        FREE,
        PUBLISHED,
        RELEASED
    }

    private final State[] states;
    private final int[] free;
    private int head;
    private int count;

    PacketIds(int window) {
        states = new State[window + 1];
        Arrays.fill(states, State.FREE);
        free = new int[window];
        for (int i = 0; i < window; i++) {
            free[i] = i + 1;
        }
        count = window;
    }

    boolean available() {
        return count > 0;
    }

    int used() {
        return free.length - count;
    }

    int take() {
        int id = free[head];
        head = head + 1 == free.length ? 0 : head + 1;
        count--;
        states[id] = State.PUBLISHED;
        return id;
    }

    /** PUBREC has come. */
    boolean release(int id) {
        return move(id, State.PUBLISHED, State.RELEASED);
    }

    /** PUBACK or a PUBREC that refuses has come, or, if it was released, PUBCOMP. */
    boolean give(int id, boolean released) {
        if (!move(id, released ? State.RELEASED : State.PUBLISHED, State.FREE)) {
            return false;
        }
        int tail = head + count;
        free[tail >= free.length ? tail - free.length : tail] = id;
        count++;
        return true;
    }

    private boolean move(int id, State from, State to) {
        if (id >= states.length || states[id] != from) {
            return false;
        }
        states[id] = to;
        return true;
    }
}
