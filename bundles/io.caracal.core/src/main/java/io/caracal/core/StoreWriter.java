package io.caracal.core;

import io.caracal.api.store.SessionStore;
import io.caracal.api.store.SessionStore.Origin;
import io.caracal.api.store.StoredDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the message at hand leaves in the store: one call for the sessions of all loops. What ends a delivery is told only behind that
 * call, so that the log never loses a message that passes from one session to another. On the loop.
 */
final class StoreWriter {
    private final BrokerLoop loop;
    private final List<StoredDelivery> deliveries = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final List<Completed> completed = new ArrayList<>();

    private record Held(HeldPackets packets, Delivery delivery) {}

    private record Completed(String clientId, long sequence) {}

    StoreWriter(BrokerLoop loop) {
        this.loop = loop;
    }

    private SessionStore store() {
        return loop.broker.sessionStore();
    }

    void add(StoredDelivery delivery) {
        deliveries.add(delivery);
    }

    /** Adds a delivery of QoS 2 that goes out as soon as it is durable. */
    void addHeld(StoredDelivery stored, HeldPackets packets, Delivery delivery) {
        deliveries.add(stored);
        held.add(new Held(packets, delivery));
    }

    void completed(String clientId, long sequence) {
        if (deliveries.isEmpty()) {
            store().completed(clientId, sequence);
        } else {
            completed.add(new Completed(clientId, sequence));
        }
    }

    /**
     * Writes what the current message left.
     *
     * @param origin its publisher, if QoS 2 binds it
     * @return null if there is nothing to wait for
     */
    @Nullable
    CompletionStage<Void> write(@Nullable Origin origin) {
        if (deliveries.isEmpty() && origin == null) {
            return null;
        }
        List<StoredDelivery> all = List.copyOf(deliveries);
        deliveries.clear();
        CompletionStage<Void> kept = store().enqueue(loop.outgoing.message(), all, origin);
        for (int i = 0; i < held.size(); i++) {
            held.get(i).packets.publishNew(held.get(i).delivery, kept);
        }
        held.clear();
        for (int i = 0; i < completed.size(); i++) {
            store().completed(completed.get(i).clientId, completed.get(i).sequence);
        }
        completed.clear();
        if (BrokerLoop.done(kept)) {
            return null;
        }
        if (!all.isEmpty()) {
            loop.commits.await(kept, failure -> {
                if (failure != null) {
                    withdraw(all);
                }
            });
        }
        return kept;
    }

    /** What is not kept is taken back where that is still possible: its publisher gives it again. */
    private void withdraw(List<StoredDelivery> lost) {
        for (StoredDelivery delivery : lost) {
            BrokerLoop owner = loop.broker.ownerOf(delivery.clientId());
            owner.eventLoop.execute(() -> {
                Session session = owner.sessions.get(delivery.clientId());
                if (session != null && session.deliveriesIfAny() != null) {
                    session.deliveries().withdraw(delivery.sequence());
                }
            });
        }
    }
}
