package io.caracal.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of QoS 1 and 2 that the client has not yet acknowledged, by packet identifier. A slot is the identifier modulo
 * the capacity, and identifiers are handed out in turn, so each look-up is one array access.
 */
final class InFlight {
    private static final int MAX_PACKET_ID = 65535;

    private @Nullable Delivery[] slots = new Delivery[16];
    private int size;
    private int lastId;

    int size() {
        return size;
    }

    /** Takes a delivery in and gives it a packet identifier that is not in use [MQTT-2.2.1-4]. */
    int add(Delivery delivery) {
        if (size * 2 >= slots.length && slots.length <= MAX_PACKET_ID) {
            grow();
        }
        int id = lastId;
        do {
            id = id == MAX_PACKET_ID ? 1 : id + 1;
        } while (slots[id & (slots.length - 1)] != null);
        lastId = id;
        delivery.packetId = (char) id;
        slots[id & (slots.length - 1)] = delivery;
        size++;
        return id;
    }

    /** Puts a delivery back under the identifier that it had, when a session is read from the store. */
    void restore(Delivery delivery) {
        while (slots[delivery.packetId & (slots.length - 1)] != null) {
            grow();
        }
        slots[delivery.packetId & (slots.length - 1)] = delivery;
        size++;
        lastId = delivery.packetId;
    }

    private void grow() {
        @Nullable Delivery[] larger = new Delivery[slots.length * 2];
        for (Delivery delivery : slots) {
            if (delivery != null) {
                larger[delivery.packetId & (larger.length - 1)] = delivery;
            }
        }
        slots = larger;
    }

    @Nullable
    Delivery get(int packetId) {
        Delivery delivery = slots[packetId & (slots.length - 1)];
        return delivery != null && delivery.packetId == packetId ? delivery : null;
    }

    void remove(Delivery delivery) {
        slots[delivery.packetId & (slots.length - 1)] = null;
        size--;
    }

    /** Everything in flight in the order in which it was sent [MQTT-4.6.0-1]. */
    List<Delivery> inOrder() {
        List<Delivery> all = new ArrayList<>(size);
        for (Delivery delivery : slots) {
            if (delivery != null) {
                all.add(delivery);
            }
        }
        all.sort(Comparator.comparingLong(delivery -> delivery.sequence));
        return all;
    }
}
