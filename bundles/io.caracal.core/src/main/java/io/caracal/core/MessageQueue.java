package io.caracal.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one session: bounded, in order within a priority, higher priorities first. When it is full, the oldest waiting
 * QoS 0 message goes; if there is none, the oldest message of the lowest priority.
 */
final class MessageQueue {
    private final MqttSettings settings;
    /** The only queue if no priorities are configured, which is the usual case. */
    private final ArrayDeque<Delivery> plain = new ArrayDeque<>(4);

    private @Nullable TreeMap<Integer, ArrayDeque<Delivery>> byPriority;
    private int size;
    private int qos0;

    MessageQueue(MqttSettings settings) {
        this.settings = settings;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** @return what had to go to make room, which may be the delivery itself; null if there was room */
    @Nullable
    Delivery offer(Delivery delivery) {
        Delivery dropped = null;
        int limit = settings.maxMqueueLen().orElse(Integer.MAX_VALUE);
        if (size >= limit) {
            dropped = size == 0 ? delivery : makeRoom(delivery);
            if (dropped == delivery) {
                return dropped;
            }
        }
        queueOf(delivery).addLast(delivery);
        size++;
        qos0 += delivery.qos == 0 ? 1 : 0;
        return dropped;
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
        return byPriority.computeIfAbsent(priority, ignored -> new ArrayDeque<>(4));
    }

    private Delivery makeRoom(Delivery incoming) {
        if (qos0 == 0 && incoming.qos == 0) {
            return incoming;
        }
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
        return incoming;
    }

    private List<ArrayDeque<Delivery>> lowestFirst() {
        return byPriority == null ? List.of(plain) : new ArrayList<>(byPriority.values());
    }

    private void removed(Delivery delivery) {
        size--;
        qos0 -= delivery.qos == 0 ? 1 : 0;
    }

    @Nullable
    Delivery peek() {
        return size == 0 ? null : first().peekFirst();
    }

    @Nullable
    Delivery poll() {
        if (size == 0) {
            return null;
        }
        Delivery delivery = first().pollFirst();
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
