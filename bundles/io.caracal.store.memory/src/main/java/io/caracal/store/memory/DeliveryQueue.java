package io.caracal.store.memory;

import io.caracal.api.store.StoredSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one session by their sequence, which rises. They come at the end and are mostly completed at the beginning,
 * so this is an array in order; what is completed in the middle stays until everything before it is completed too.
 */
final class DeliveryQueue {
    private static final Delivery[] EMPTY = {};

    private @Nullable Delivery[] deliveries = EMPTY;
    private int head;
    private int tail;

    void add(Delivery delivery) {
        if (tail == deliveries.length) {
            makeRoom();
        }
        int at = head == tail || last().sequence() < delivery.sequence() ? tail : ~search(delivery.sequence());
        if (at < 0) {
            throw new IllegalArgumentException("sequence " + delivery.sequence() + " is in the queue already");
        }
        System.arraycopy(deliveries, at, deliveries, at + 1, tail - at);
        deliveries[at] = delivery;
        tail++;
    }

    /** The delivery with a sequence, or null if it is not there or completed. */
    @Nullable
    Delivery get(long sequence) {
        int at = search(sequence);
        Delivery found = at < 0 ? null : deliveries[at];
        return found == null || found.isCompleted() ? null : found;
    }

    void complete(long sequence) {
        Delivery delivery = get(sequence);
        if (delivery == null) {
            return;
        }
        delivery.completed();
        while (head < tail && at(head).isCompleted()) {
            deliveries[head++] = null;
        }
        while (tail > head && at(tail - 1).isCompleted()) {
            deliveries[--tail] = null;
        }
        if (head == tail) {
            head = 0;
            tail = 0;
        }
    }

    /** How many are not completed. */
    int size() {
        int size = 0;
        for (int i = head; i < tail; i++) {
            size += at(i).isCompleted() ? 0 : 1;
        }
        return size;
    }

    List<StoredSession.Entry> entries() {
        List<StoredSession.Entry> entries = new ArrayList<>();
        for (int i = head; i < tail; i++) {
            if (!at(i).isCompleted()) {
                entries.add(at(i).entry());
            }
        }
        return entries;
    }

    /** Leaves out what is completed; the array grows only if that does not free half of it. */
    private void makeRoom() {
        @Nullable Delivery[] full = deliveries;
        int size = 0;
        for (int i = head; i < tail; i++) {
            if (!at(i).isCompleted()) {
                size++;
            }
        }
        deliveries = size > full.length / 2 || full.length == 0 ? new Delivery[Math.max(4, full.length * 2)] : full;
        int to = 0;
        for (int i = head; i < tail; i++) {
            Delivery delivery = full[i];
            if (delivery != null && !delivery.isCompleted()) {
                deliveries[to++] = delivery;
            }
        }
        Arrays.fill(deliveries, to, deliveries.length, null);
        head = 0;
        tail = to;
    }

    private int search(long sequence) {
        int low = head;
        int high = tail - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(at(middle).sequence(), sequence);
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

    private Delivery last() {
        return at(tail - 1);
    }

    private Delivery at(int index) {
        Delivery delivery = deliveries[index];
        if (delivery == null) {
            throw new IllegalStateException("no delivery between the first and the last");
        }
        return delivery;
    }
}
