package io.caracal.store.log.index;

import io.caracal.api.store.SessionState;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import io.caracal.store.log.format.Traits;
import io.caracal.store.log.index.DeliveryQueue.State;
import io.caracal.store.log.segment.Place;
import io.caracal.store.log.segment.Segments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One session, and where in the log each part of it is. Whenever a record takes the place of another, or nothing refers to one any more, the
 * segment is told.
 */
public final class KeptSession {
    private final long number;
    private final Segments segments;
    private @Nullable SessionState state;
    private long statePlace = Place.NONE;
    private Map<String, KeptSubscription> subscriptions = Map.of();
    private Map<Integer, Long> accepted = Map.of();
    private final DeliveryQueue queue = new DeliveryQueue();

    /** A subscription, and where it is. */
    private record KeptSubscription(StoredSubscription subscription, long place) {}

    KeptSession(long number, Segments segments) {
        this.number = number;
        this.segments = segments;
    }

    /** Its name in the log. */
    public long number() {
        return number;
    }

    /** Null while the log has only told of it, not said what it is; lost, if that stays so. */
    public @Nullable SessionState state() {
        return state;
    }

    public long statePlace() {
        return statePlace;
    }

    void put(SessionState changed, long place) {
        segments.release(statePlace);
        state = changed;
        statePlace = place;
    }

    // Subscriptions

    public int subscriptions() {
        return subscriptions.size();
    }

    public void subscribe(StoredSubscription subscription, long place) {
        if (subscriptions.isEmpty()) {
            subscriptions = new LinkedHashMap<>(4);
        }
        KeptSubscription before = subscriptions.put(subscription.filter(), new KeptSubscription(subscription, place));
        if (before != null) {
            segments.release(before.place);
        }
    }

    /** False if there is none with this filter. */
    public boolean unsubscribe(String filter) {
        KeptSubscription gone = subscriptions.isEmpty() ? null : subscriptions.remove(filter);
        if (gone != null) {
            segments.release(gone.place);
        }
        return gone != null;
    }

    /** Whether this is what is in force for its filter, by the record at this place. */
    public boolean isSubscribedWith(StoredSubscription subscription, long place) {
        KeptSubscription kept = subscriptions.get(subscription.filter());
        return kept != null && kept.place == place && kept.subscription.equals(subscription);
    }

    // QoS 2 from the client

    public void accepted(int packetId, long place) {
        if (accepted.isEmpty()) {
            accepted = new HashMap<>(4);
        }
        Long before = accepted.put(packetId, place);
        if (before != null) {
            segments.release(before);
        }
    }

    public void released(int packetId) {
        Long gone = accepted.isEmpty() ? null : accepted.remove(packetId);
        if (gone != null) {
            segments.release(gone);
        }
    }

    public boolean isAccepted(int packetId) {
        return accepted.containsKey(packetId);
    }

    public boolean isAcceptedAt(int packetId, long place) {
        Long kept = accepted.get(packetId);
        return kept != null && kept == place;
    }

    // Deliveries

    public int deliveries() {
        return queue.size();
    }

    public boolean has(long sequence) {
        return queue.find(sequence);
    }

    /** Adds a delivery, or gives it another place in the log. */
    void enqueue(long sequence, long place, int deliveryState) {
        if (queue.find(sequence)) {
            segments.release(queue.place());
            queue.set(place, deliveryState);
        } else {
            queue.add(sequence, place, deliveryState);
        }
    }

    void traits(Traits traits) {
        queue.traits(traits);
    }

    /** Whether the client has yet to get the message of a delivery. */
    public boolean isWaiting(long sequence) {
        return queue.find(sequence) && !State.isReceived(queue.state());
    }

    /** The place of a delivery; {@link Place#NONE} if it is not there. */
    public long place(long sequence) {
        return queue.find(sequence) ? queue.place() : Place.NONE;
    }

    /** The {@link State} of a delivery that is there. */
    public int state(long sequence) {
        if (!queue.find(sequence)) {
            throw new IllegalArgumentException("no delivery " + sequence);
        }
        return queue.state();
    }

    void sent(long sequence, int packetId) {
        if (queue.find(sequence)) {
            queue.set(queue.place(), State.sent(queue.state(), packetId));
        }
    }

    /** False if it was not there. */
    boolean completed(long sequence) {
        if (!queue.find(sequence)) {
            return false;
        }
        segments.release(queue.place());
        queue.remove();
        return true;
    }

    /** All that refers to the log is gone. */
    void removed() {
        places(segments::release);
    }

    private void places(LongConsumer each) {
        each.accept(statePlace);
        subscriptions.values().forEach(kept -> each.accept(kept.place));
        accepted.values().forEach(each::accept);
        queue.forEach((_, place, _, _) -> each.accept(place));
    }

    // What the broker gets at start

    StoredSession stored() {
        SessionState known = state;
        if (known == null) {
            throw new IllegalStateException("session " + number + " has no state");
        }
        Collection<KeptSubscription> kept = subscriptions.values();
        return new StoredSession(
                known,
                kept.stream().map(KeptSubscription::subscription).toList(),
                entries(known.clientId()),
                Set.copyOf(accepted.keySet()));
    }

    private List<StoredSession.Entry> entries(String clientId) {
        List<StoredSession.Entry> entries = new ArrayList<>(queue.size());
        queue.forEach((sequence, _, bits, traits) -> entries.add(new StoredSession.Entry(
                new StoredDelivery(
                        clientId,
                        sequence,
                        State.qos(bits),
                        State.retain(bits),
                        traits.identifiers(),
                        traits.share(),
                        State.packetId(bits)),
                null,
                State.isReceived(bits))));
        return entries;
    }

    void forgetTraits() {
        queue.forgetTraits();
    }
}
