package io.caracal.store.memory;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoreState;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in memory, gone when the process ends. A message body exists once, however many sessions hold it. A change to a
 * session that is not kept (any more) changes nothing.
 */
public class MemorySessionStore implements SessionStore {
    private final ConcurrentHashMap<String, KeptSession> sessions = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Void> recover(Consumer<StoredSession> visitor) {
        sessions.values().forEach(session -> visitor.accept(session.stored()));
        return Done.nothing();
    }

    @Override
    public CompletionStage<Void> put(SessionState session) {
        KeptSession kept = sessions.get(session.clientId());
        if (kept == null) {
            sessions.put(session.clientId(), new KeptSession(session));
        } else {
            kept.put(session);
        }
        return Done.nothing();
    }

    @Override
    public CompletionStage<Void> remove(String clientId) {
        sessions.remove(clientId);
        return Done.nothing();
    }

    @Override
    public CompletionStage<Void> subscribe(String clientId, List<StoredSubscription> subscriptions) {
        KeptSession session = sessions.get(clientId);
        if (session != null) {
            session.subscribe(subscriptions);
        }
        return Done.nothing();
    }

    @Override
    public CompletionStage<Void> unsubscribe(String clientId, List<String> filters) {
        KeptSession session = sessions.get(clientId);
        if (session != null) {
            session.unsubscribe(filters);
        }
        return Done.nothing();
    }

    @Override
    public CompletionStage<Void> enqueue(Message message, List<StoredDelivery> deliveries, @Nullable Origin origin) {
        if (origin != null) {
            KeptSession publisher = sessions.get(origin.clientId());
            if (publisher != null) {
                publisher.accepted(origin.packetId());
            }
        }
        for (StoredDelivery delivery : deliveries) {
            KeptSession session = sessions.get(delivery.clientId());
            if (session != null) {
                session.enqueue(delivery, message);
            }
        }
        return Done.nothing();
    }

    @Override
    public CompletionStage<List<@Nullable Message>> read(String clientId, long[] deliveries) {
        KeptSession session = sessions.get(clientId);
        List<@Nullable Message> found = new ArrayList<>(deliveries.length);
        for (long delivery : deliveries) {
            found.add(session == null ? null : session.message(delivery));
        }
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public boolean readable() {
        return false;
    }

    @Override
    public CompletionStage<Void> sent(String clientId, long delivery, int packetId) {
        KeptSession session = sessions.get(clientId);
        if (session != null) {
            session.sent(delivery, packetId);
        }
        return Done.nothing();
    }

    @Override
    public CompletionStage<Void> received(String clientId, long delivery) {
        KeptSession session = sessions.get(clientId);
        if (session != null) {
            session.received(delivery);
        }
        return Done.nothing();
    }

    @Override
    public void completed(String clientId, long delivery) {
        KeptSession session = sessions.get(clientId);
        if (session != null) {
            session.completed(delivery);
        }
    }

    @Override
    public CompletionStage<Void> released(String clientId, int packetId) {
        KeptSession session = sessions.get(clientId);
        if (session != null) {
            session.released(packetId);
        }
        return Done.nothing();
    }

    @Override
    public StoreState state() {
        return StoreState.OPEN;
    }

    @Override
    public boolean lagging() {
        return false;
    }

    /** How much is kept. */
    record Counts(long sessions, long subscriptions, long deliveries) {}

    Counts counts() {
        long subscriptions = 0;
        long deliveries = 0;
        for (KeptSession session : sessions.values()) {
            subscriptions += session.subscriptions();
            deliveries += session.deliveries();
        }
        return new Counts(sessions.size(), subscriptions, deliveries);
    }
}
