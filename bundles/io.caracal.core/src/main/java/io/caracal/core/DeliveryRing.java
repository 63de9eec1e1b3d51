package io.caracal.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries in the order of their numbers. They mostly come at the end and go at the beginning; one that comes late, from another
 * loop or back from somewhere, takes its place.
 */
final class DeliveryRing {
    private static final @Nullable Delivery[] NONE = {};
    private static final int FIRST = 4;

    /** A power of two, or none. */
    private @Nullable Delivery[] slots = NONE;

    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Delivery delivery) {
        if (size == slots.length) {
            resize(Math.max(FIRST, size * 2));
        }
        int at = size++;
        while (at > 0 && get(at - 1).sequence > delivery.sequence) {
            set(at, get(at - 1));
            at--;
        }
        set(at, delivery);
    }

    private void resize(int capacity) {
        @Nullable Delivery[] other = new Delivery[capacity];
        for (int i = 0; i < size; i++) {
            other[i] = get(i);
        }
        slots = other;
        head = 0;
    }

    /** @param index 0 for the first, below {@link #size} */
    Delivery get(int index) {
        Delivery delivery = slots[(head + index) & (slots.length - 1)];
        if (delivery == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return delivery;
    }

    private void set(int index, @Nullable Delivery delivery) {
        slots[(head + index) & (slots.length - 1)] = delivery;
    }

    @Nullable
    Delivery first() {
        return size == 0 ? null : get(0);
    }

    Delivery remove(int index) {
        Delivery removed = get(index);
        if (index < size / 2) {
            for (int i = index; i > 0; i--) {
                set(i, get(i - 1));
            }
            set(0, null);
            head = (head + 1) & (slots.length - 1);
        } else {
            for (int i = index; i < size - 1; i++) {
                set(i, get(i + 1));
            }
            set(size - 1, null);
        }
        size--;
        shrink();
        return removed;
    }

    /** A queue that was long once must not cost that much for good. */
    private void shrink() {
        if (size == 0) {
            clear();
        } else if (size * 4 < slots.length && slots.length > 64) {
            resize(slots.length / 2);
        }
    }

    /** Where the delivery with a number is; negative if there is none. */
    int indexOf(long sequence) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(get(middle).sequence, sequence);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ~low;
    }

    void clear() {
        if (slots.length > FIRST) {
            slots = NONE;
        } else {
            Arrays.fill(slots, null);
        }
        head = 0;
        size = 0;
    }
}
