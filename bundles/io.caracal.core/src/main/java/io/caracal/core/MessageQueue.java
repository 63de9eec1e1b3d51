package io.caracal.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one session, in order within a priority, higher priorities first. Who adds looks for room before: the limit is
 * {@code mqtt.max_mqueue_len}. What must go first is the oldest QoS 0 message; if there is none, the oldest message of the lowest
 * priority.
 */
final class MessageQueue {
    private MqttSettings settings;
    private int limit;
    /** The only queue if no priorities are configured, which is the usual case. */
    private final ArrayDeque<Delivery> plain = new ArrayDeque<>(4);

    private @Nullable TreeMap<Integer, ArrayDeque<Delivery>> byPriority;
    private int size;
    private int qos0;

    MessageQueue(MqttSettings settings) {
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
            List<Delivery> waiting = new ArrayList<>();
            lowestFirst().forEach(waiting::addAll);
            waiting.sort(Comparator.comparingLong(delivery -> delivery.sequence));
            plain.clear();
            byPriority = null;
            waiting.forEach(delivery -> queueOf(delivery).addLast(delivery));
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

    void add(Delivery delivery) {
        queueOf(delivery).addLast(delivery);
        size++;
        qos0 += delivery.qos == 0 ? 1 : 0;
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
        for (ArrayDeque<Delivery> queue : lowestFirst()) {
            Iterator<Delivery> oldest = queue.iterator();
            while (oldest.hasNext()) {
                Delivery delivery = oldest.next();
                if (qos0 == 0 || delivery.qos == 0) {
                    oldest.remove();
                    removed(delivery);
                    return delivery;
                }
            }
        }
        throw new IllegalStateException("there is nothing to drop");
    }

    private ArrayDeque<Delivery> queueOf(Delivery delivery) {
        Map<String, Integer> priorities = settings.mqueuePriorities();
        if (priorities.isEmpty() || delivery.message == null) {
            return plain;
        }
        Integer priority = priorities.get(delivery.message.topicName());
        if (priority == null) {
            priority = settings.mqueueDefaultPriority() == MqttSettings.DefaultPriority.LOWEST ? 0 : 256;
        }
        if (byPriority == null) {
            byPriority = new TreeMap<>();
        }
        return byPriority.computeIfAbsent(priority, key -> new ArrayDeque<>(4));
    }

    private Collection<ArrayDeque<Delivery>> lowestFirst() {
        return byPriority == null ? List.of(plain) : byPriority.values();
    }

    private void removed(Delivery delivery) {
        size--;
        qos0 -= delivery.qos == 0 ? 1 : 0;
    }

    /** What goes out next; null if nothing waits. */
    @Nullable
    Delivery peek() {
        return size == 0 ? null : first().peekFirst();
    }

    /** Takes out what goes out next; null if nothing waits. */
    @Nullable
    Delivery poll() {
        Delivery delivery = size == 0 ? null : first().pollFirst();
        if (delivery != null) {
            removed(delivery);
        }
        return delivery;
    }

    private ArrayDeque<Delivery> first() {
        if (byPriority != null) {
            for (ArrayDeque<Delivery> queue : byPriority.descendingMap().values()) {
                if (!queue.isEmpty()) {
                    return queue;
                }
            }
        }
        return plain;
    }

    /** Looks at what waits. */
    interface Visitor {
        /** @return false to see no more */
        boolean visit(int priority, Delivery delivery);
    }

    /** Shows what waits, in the order in which it goes out. */
    void visit(Visitor visitor) {
        if (byPriority == null) {
            visit(0, plain, visitor);
            return;
        }
        for (Map.Entry<Integer, ArrayDeque<Delivery>> each :
                byPriority.descendingMap().entrySet()) {
            if (!visit(each.getKey(), each.getValue(), visitor)) {
                return;
            }
        }
    }

    private static boolean visit(int priority, ArrayDeque<Delivery> queue, Visitor visitor) {
        for (Delivery delivery : queue) {
            if (!visitor.visit(priority, delivery)) {
                return false;
            }
        }
        return true;
    }

    /** Lets the publishers of all that waits go on. */
    void settle() {
        for (ArrayDeque<Delivery> queue : lowestFirst()) {
            queue.forEach(Delivery::settle);
        }
    }

    /** Takes out what came by shared subscriptions, in order. */
    List<Delivery> removeShared() {
        List<Delivery> shared = new ArrayList<>();
        for (ArrayDeque<Delivery> queue : lowestFirst()) {
            Iterator<Delivery> each = queue.iterator();
            while (each.hasNext()) {
                Delivery delivery = each.next();
                if (delivery.group != null) {
                    each.remove();
                    removed(delivery);
                    shared.add(delivery);
                }
            }
        }
        return shared;
    }
}
