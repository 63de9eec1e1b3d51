package io.caracal.store.log.index;

import io.caracal.api.store.SessionState;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import io.caracal.store.log.format.Traits;
import io.caracal.store.log.index.DeliveryQueue.State;
import io.caracal.store.log.segment.Segments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All sessions, by client identifier and by number. Under the lock of the journal. */
public final class SessionIndex {
    private final Segments segments;
    private final Map<String, KeptSession> byClient = new HashMap<>();
    private final LongMap<KeptSession> byNumber = new LongMap<>();
    private long lastNumber;
    private long deliveries;
    private long subscriptions;

    public SessionIndex(Segments segments) {
        this.segments = segments;
    }

    public @Nullable KeptSession get(String clientId) {
        return byClient.get(clientId);
    }

    public @Nullable KeptSession get(long number) {
        return byNumber.get(number);
    }

    /** A number that no session has had. */
    public long nextNumber() {
        return lastNumber + 1;
    }

    /** The session that the log speaks of; while it is read, a session can be spoken of before it is said what it is. */
    public KeptSession named(long number) {
        KeptSession known = byNumber.get(number);
        if (known != null) {
            return known;
        }
        lastNumber = Math.max(lastNumber, number);
        KeptSession created = new KeptSession(number, segments);
        byNumber.put(number, created);
        return created;
    }

    public void put(KeptSession session, SessionState state, long place) {
        KeptSession before = byClient.put(state.clientId(), session);
        if (before != null && before != session) {
            remove(before); // its end was in a record that is damaged
        }
        session.put(state, place);
    }

    public void remove(KeptSession session) {
        session.removed();
        byNumber.remove(session.number());
        deliveries -= session.deliveries();
        subscriptions -= session.subscriptions();
        SessionState state = session.state();
        if (state != null) {
            byClient.remove(state.clientId(), session);
        }
    }

    public void subscribe(KeptSession session, StoredSubscription subscription, long place) {
        int before = session.subscriptions();
        session.subscribe(subscription, place);
        subscriptions += session.subscriptions() - before;
    }

    public void unsubscribe(KeptSession session, String filter) {
        if (session.unsubscribe(filter)) {
            subscriptions--;
        }
    }

    /** Adds a delivery, or gives it another place in the log. */
    public void enqueue(KeptSession session, long sequence, long place, int state) {
        int before = session.deliveries();
        session.enqueue(sequence, place, state);
        deliveries += session.deliveries() - before;
    }

    /** Notes what only the broker needs, once, of the delivery that was just added. */
    public void traits(KeptSession session, Traits traits) {
        session.traits(traits);
    }

    public void sent(KeptSession session, long sequence, int packetId) {
        session.sent(sequence, packetId);
    }

    /** The record that says so takes the place of the message. */
    public void received(KeptSession session, long sequence, int packetId, long place) {
        enqueue(session, sequence, place, State.received(State.of(2, false, packetId)));
    }

    public void completed(KeptSession session, long sequence) {
        if (session.completed(sequence)) {
            deliveries--;
        }
    }

    /** Drops the sessions of which the log does not say what they are, and says how many deliveries went with them. */
    public long removeNameless() {
        List<KeptSession> nameless = new ArrayList<>();
        byNumber.forEach(session -> {
            if (session.state() == null) {
                nameless.add(session);
            }
        });
        long lost = nameless.stream().mapToLong(KeptSession::deliveries).sum();
        nameless.forEach(this::remove);
        return lost;
    }

    /** A session as the broker gets it at start. */
    public StoredSession handOut(KeptSession session) {
        StoredSession stored = session.stored();
        session.forgetTraits();
        return stored;
    }

    public Collection<KeptSession> all() {
        return byClient.values();
    }

    public long sessions() {
        return byClient.size();
    }

    public long subscriptions() {
        return subscriptions;
    }

    public long deliveries() {
        return deliveries;
    }
}
