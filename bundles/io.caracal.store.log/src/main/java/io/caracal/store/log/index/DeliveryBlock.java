package io.caracal.store.log.index;

import io.caracal.store.log.format.Traits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A run of deliveries of one session, in order: 20 bytes each. */
final class DeliveryBlock {
    static final int MOST = 64;
    private static final int LEAST = 4;

    private long[] sequences;
    private long[] places;
    private int[] states;

    /** Those with traits, while the store is being recovered; the log has them too. */
    private @Nullable Traits @Nullable [] traits;

    private int from;
    private int to;

    DeliveryBlock() {
        this(LEAST);
    }

    private DeliveryBlock(int capacity) {
        sequences = new long[capacity];
        places = new long[capacity];
        states = new int[capacity];
    }

    int size() {
        return to - from;
    }

    boolean isFull() {
        return size() == MOST;
    }

    long first() {
        return sequences[from];
    }

    long last() {
        return sequences[to - 1];
    }

    /** As {@link Arrays#binarySearch(long[], long)}, counted from the first. */
    int search(long sequence) {
        int at = Arrays.binarySearch(sequences, from, to, sequence);
        return at < 0 ? at + from : at - from;
    }

    long sequence(int index) {
        return sequences[from + index];
    }

    long place(int index) {
        return places[from + index];
    }

    int state(int index) {
        return states[from + index];
    }

    Traits traits(int index) {
        Traits found = traits == null ? null : traits[from + index];
        return found == null ? Traits.NONE : found;
    }

    void set(int index, long place, int state) {
        places[from + index] = place;
        states[from + index] = state;
    }

    void traits(int index, Traits of) {
        if (of != Traits.NONE && traits == null) {
            traits = new @Nullable Traits[sequences.length];
        }
        if (traits != null) {
            traits[from + index] = of;
        }
    }

    void forgetTraits() {
        traits = null;
    }

    void insert(int index, long sequence, long place, int state) {
        if (to == sequences.length) {
            makeRoom();
        }
        int at = from + index;
        shift(at, at + 1, to - at);
        sequences[at] = sequence;
        places[at] = place;
        states[at] = state;
        to++;
        traits(index, Traits.NONE);
    }

    void remove(int index) {
        if (index == 0) {
            from++;
        } else {
            shift(from + index + 1, from + index, to - from - index - 1);
            to--;
        }
    }

    /** Cuts the upper half off, into a block of its own. */
    DeliveryBlock split() {
        int half = size() / 2;
        DeliveryBlock upper = new DeliveryBlock(MOST);
        copy(from + half, upper, 0, size() - half);
        upper.to = size() - half;
        to = from + half;
        return upper;
    }

    private void makeRoom() {
        if (from > 0) {
            int size = size();
            shift(from, 0, size);
            from = 0;
            to = size;
            return;
        }
        int capacity = sequences.length * 2;
        sequences = Arrays.copyOf(sequences, capacity);
        places = Arrays.copyOf(places, capacity);
        states = Arrays.copyOf(states, capacity);
        traits = traits == null ? null : Arrays.copyOf(traits, capacity);
    }

    private void shift(int source, int target, int count) {
        copy(source, this, target, count);
    }

    private void copy(int source, DeliveryBlock into, int target, int count) {
        if (count == 0) {
            return;
        }
        System.arraycopy(sequences, source, into.sequences, target, count);
        System.arraycopy(places, source, into.places, target, count);
        System.arraycopy(states, source, into.states, target, count);
        if (traits != null) {
            if (into.traits == null) {
                into.traits = new @Nullable Traits[into.sequences.length];
            }
            System.arraycopy(traits, source, into.traits, target, count);
        }
    }
}
