package io.caracal.core;

import io.caracal.api.store.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one session, in order within a priority, higher priorities first. Who adds looks for room before: the limit is
 * {@code mqtt.max_mqueue_len}. What must go first is the oldest QoS 0 message; if there is none, the oldest message of the lowest
 * priority. Bodies may be in the store alone; to know the priority of such a message it has to be read.
 */
final class MessageQueue {
    private final QueuedBytes bytes;
    private MqttSettings settings;
    private int limit;

    /** The only queue if no priorities are configured, which is the usual case; else those whose priorities are not known yet. */
    private final DeliveryRing plain = new DeliveryRing();

    private @Nullable TreeMap<Integer, DeliveryRing> byPriority;
    private int size;
    private int qos0;
    private int hot;
    private int cold;

    /** @param bytes counts the memory that the messages of all queues of the loop take */
    MessageQueue(MqttSettings settings, QueuedBytes bytes) {
        this.bytes = bytes;
        this.settings = settings;
        this.limit = settings.maxMqueueLen().orElse(Integer.MAX_VALUE);
    }

    /**
     * Goes by other settings from now on. What waits is put in order anew; messages of one topic keep theirs. A queue that is too
     * long for a new limit becomes shorter as messages leave.
     */
    void follow(MqttSettings current) {
        if (current == settings) {
            return;
        }
        boolean sameOrder = current.mqueuePriorities().equals(settings.mqueuePriorities())
                && current.mqueueDefaultPriority() == settings.mqueueDefaultPriority();
        settings = current;
        limit = current.maxMqueueLen().orElse(Integer.MAX_VALUE);
        if (!sameOrder) {
            List<Delivery> waiting = new ArrayList<>(size);
            for (DeliveryRing ring : lowestFirst()) {
                for (int i = 0; i < ring.size(); i++) {
                    waiting.add(ring.get(i));
                }
            }
            waiting.sort(Comparator.comparingLong(delivery -> delivery.sequence));
            plain.clear();
            byPriority = null;
            waiting.forEach(delivery -> ringOf(delivery).add(delivery));
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean hasRoom() {
        return size < limit;
    }

    /** Whether there is more than the limit allows. */
    boolean exceeded() {
        return size > limit;
    }

    /** Whether there are messages whose priorities are not known before they are read: nothing goes out or is dropped until then. */
    boolean unsorted() {
        return !plain.isEmpty() && !settings.mqueuePriorities().isEmpty();
    }

    void add(Delivery delivery) {
        ringOf(delivery).add(delivery);
        delivery.state = Delivery.WAITING;
        bytes.waits(delivery);
        size++;
        qos0 += delivery.qos == 0 ? 1 : 0;
        if (delivery.cold()) {
            cold++;
        } else if (delivery.kept) {
            hot++;
        }
    }

    private DeliveryRing ringOf(Delivery delivery) {
        Map<String, Integer> priorities = settings.mqueuePriorities();
        if (priorities.isEmpty() || delivery.message == null) {
            return plain;
        }
        Integer priority = priorities.get(delivery.message.topicName());
        if (byPriority == null) {
            byPriority = new TreeMap<>();
        }
        return byPriority.computeIfAbsent(priority == null ? usual() : priority, key -> new DeliveryRing());
    }

    /** The priority of topics that have none of their own. */
    private int usual() {
        return settings.mqueueDefaultPriority() == MqttSettings.DefaultPriority.LOWEST ? 0 : 256;
    }

    private Collection<DeliveryRing> lowestFirst() {
        if (byPriority == null) {
            return List.of(plain);
        }
        List<DeliveryRing> all = new ArrayList<>(byPriority.values());
        all.addFirst(plain);
        return all;
    }

    /** Adds a delivery in place of what must go first, which may be the delivery itself; returns what had to go. */
    Delivery replace(Delivery delivery) {
        if (size == 0 || qos0 == 0 && delivery.qos == 0) {
            return delivery;
        }
        Delivery dropped = drop();
        add(delivery);
        return dropped;
    }

    /** Takes out what must go first; the queue is not empty. */
    Delivery drop() {
        for (DeliveryRing ring : lowestFirst()) {
            for (int i = 0; i < ring.size(); i++) {
                if (qos0 == 0 || ring.get(i).qos == 0) {
                    return removed(ring.remove(i));
                }
            }
        }
        throw new IllegalStateException("there is nothing to drop");
    }

    private Delivery removed(Delivery delivery) {
        delivery.state = Delivery.SENT;
        bytes.gone(delivery);
        size--;
        qos0 -= delivery.qos == 0 ? 1 : 0;
        if (delivery.cold()) {
            cold--;
        } else if (delivery.kept) {
            hot--;
        }
        return delivery;
    }

    /** Takes one out, wherever it is; false if it is not there (any more). */
    boolean remove(Delivery delivery) {
        if (delivery.state != Delivery.WAITING) {
            return false;
        }
        for (DeliveryRing ring : lowestFirst()) {
            int index = ring.indexOf(delivery.sequence);
            if (index >= 0 && ring.get(index) == delivery) {
                ring.remove(index);
                removed(delivery);
                return true;
            }
        }
        return false;
    }

    /** The delivery with a number; null if it does not wait here. */
    @Nullable
    Delivery find(long sequence) {
        for (DeliveryRing ring : lowestFirst()) {
            int index = ring.indexOf(sequence);
            if (index >= 0) {
                return ring.get(index);
            }
        }
        return null;
    }

    /** What goes out next; null if nothing waits. */
    @Nullable
    Delivery peek() {
        return size == 0 ? null : first().first();
    }

    /** Takes out what goes out next; null if nothing waits. */
    @Nullable
    Delivery poll() {
        return size == 0 ? null : removed(first().remove(0));
    }

    private DeliveryRing first() {
        if (byPriority != null) {
            for (DeliveryRing ring : byPriority.descendingMap().values()) {
                if (!ring.isEmpty()) {
                    return ring;
                }
            }
        }
        return plain;
    }

    // Bodies

    /** How many messages that the store has are in memory as well. */
    int hot() {
        return hot;
    }

    /** How many are in the store alone. */
    int cold() {
        return cold;
    }

    /** Leaves the body of a message that waits to the store. */
    void letGo(Delivery delivery) {
        if (delivery.kept && delivery.message != null) {
            bytes.unloaded(delivery);
            delivery.message = null;
            hot--;
            cold++;
        }
    }

    /** Leaves all bodies to the store that it has. */
    void letGo() {
        for (DeliveryRing ring : lowestFirst()) {
            for (int i = 0; i < ring.size() && hot > 0; i++) {
                letGo(ring.get(i));
            }
        }
    }

    /** Takes the body of a message, read from the store; it is put in its place if that was not known. */
    void fill(Delivery delivery, Message message) {
        if (!delivery.cold()) {
            return;
        }
        int index = unsorted() ? plain.indexOf(delivery.sequence) : -1;
        delivery.message = message;
        bytes.loaded(delivery);
        hot++;
        cold--;
        if (index >= 0 && plain.get(index) == delivery) {
            plain.remove(index);
            ringOf(delivery).add(delivery);
        }
    }

    /** The first ones whose bodies have to be read, in the order in which they are needed. */
    List<Delivery> toRead(int most) {
        List<Delivery> found = new ArrayList<>(Math.min(most, cold));
        visit((priority, delivery) -> {
            if (delivery.cold()) {
                found.add(delivery);
            }
            return found.size() < Math.min(most, cold);
        });
        return found;
    }

    // All

    /** Looks at what waits. */
    interface Visitor {
        /** @return false to see no more */
        boolean visit(int priority, Delivery delivery);
    }

    /** Shows what waits, in the order in which it goes out; what is not in order yet comes first. */
    void visit(Visitor visitor) {
        if (!visit(byPriority == null ? 0 : usual(), plain, visitor) || byPriority == null) {
            return;
        }
        for (Map.Entry<Integer, DeliveryRing> each : byPriority.descendingMap().entrySet()) {
            if (!visit(each.getKey(), each.getValue(), visitor)) {
                return;
            }
        }
    }

    private static boolean visit(int priority, DeliveryRing ring, Visitor visitor) {
        for (int i = 0; i < ring.size(); i++) {
            if (!visitor.visit(priority, ring.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Lets the publishers of all that waits go on. */
    void settle() {
        visit((priority, delivery) -> {
            delivery.settle();
            return true;
        });
    }

    /** What came by shared subscriptions, in order. */
    List<Delivery> shared() {
        List<Delivery> shared = new ArrayList<>();
        visit((priority, delivery) -> {
            if (delivery.group != null) {
                shared.add(delivery);
            }
            return true;
        });
        return shared;
    }
}
