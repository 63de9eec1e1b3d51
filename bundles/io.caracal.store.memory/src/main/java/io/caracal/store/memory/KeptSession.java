package io.caracal.store.memory;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything of one session. Its own lock, hardly ever contended: one thread at a time changes a session. */
final class KeptSession {
    private SessionState state;
    private final Map<String, StoredSubscription> subscriptions = new LinkedHashMap<>();
    private final DeliveryQueue queue = new DeliveryQueue();
    private final Set<Integer> accepted = new HashSet<>();

    KeptSession(SessionState state) {
        this.state = state;
    }

    synchronized void put(SessionState changed) {
        state = changed;
    }

    synchronized void subscribe(List<StoredSubscription> added) {
        for (StoredSubscription subscription : added) {
            subscriptions.put(subscription.filter(), subscription);
        }
    }

    synchronized void unsubscribe(List<String> filters) {
        filters.forEach(subscriptions::remove);
    }

    synchronized void enqueue(StoredDelivery delivery, Message message) {
        queue.add(new Delivery(delivery, message));
    }

    synchronized void sent(long sequence, int packetId) {
        Delivery delivery = queue.get(sequence);
        if (delivery != null) {
            delivery.sent(packetId);
        }
    }

    synchronized void received(long sequence) {
        Delivery delivery = queue.get(sequence);
        if (delivery != null) {
            delivery.received();
        }
    }

    synchronized @Nullable Message message(long sequence) {
        Delivery delivery = queue.get(sequence);
        return delivery == null ? null : delivery.message();
    }

    synchronized void completed(long sequence) {
        queue.complete(sequence);
    }

    synchronized void accepted(int packetId) {
        accepted.add(packetId);
    }

    synchronized void released(int packetId) {
        accepted.remove(packetId);
    }

    synchronized int subscriptions() {
        return subscriptions.size();
    }

    synchronized int deliveries() {
        return queue.size();
    }

    synchronized StoredSession stored() {
        return new StoredSession(state, List.copyOf(subscriptions.values()), queue.entries(), Set.copyOf(accepted));
    }
}
