package io.caracal.api.store;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The sessions that outlive their connections (Session Expiry Interval above zero) with subscriptions, queued messages and the
 * states of the QoS protocols. The broker writes every change through and reads only at start; sessions that end with their
 * connection never come here.
 *
 * <p>Calls for one session come from one thread at a time, in the order of the changes; calls for different sessions come from
 * many threads at once. No method blocks. A stage completes when the change is durable, on any thread; an acknowledgement that
 * depends on it is sent only then. Changes of one session become durable in their order.
 */
@ConsumerType
public interface SessionStore {
    /** Everything that was kept, once, at start. */
    CompletionStage<Collection<StoredSession>> recover();

    /** Creates a session, or changes what {@link SessionState} holds of it. */
    CompletionStage<Void> put(SessionState session);

    /** Ends a session with all that belongs to it. */
    CompletionStage<Void> remove(String clientId);

    /** Adds subscriptions to a session, each in place of one with the same filter. */
    CompletionStage<Void> subscribe(String clientId, List<StoredSubscription> subscriptions);

    /** Takes subscriptions from a session. */
    CompletionStage<Void> unsubscribe(String clientId, List<String> filters);

    /**
     * Appends one message to the queues of some sessions; the body is to be stored once.
     *
     * @param message the message
     * @param deliveries one for each session
     */
    CompletionStage<Void> enqueue(Message message, List<StoredDelivery> deliveries);

    /**
     * A delivery was sent with a packet identifier and is in flight from now on.
     *
     * @param delivery {@link StoredDelivery#sequence()}
     */
    void sent(String clientId, long delivery, int packetId);

    /** A QoS 2 delivery was received (PUBREC); only its PUBREL is outstanding, the message is not needed any more. */
    void received(String clientId, long delivery);

    /** A delivery is complete or was dropped from the queue. */
    void completed(String clientId, long delivery);

    /** A QoS 2 message of this client with that packet identifier was accepted; it is a duplicate until it is released. */
    CompletionStage<Void> accepted(String clientId, int packetId);

    /** The packet identifier was released (PUBREL). */
    CompletionStage<Void> released(String clientId, int packetId);
}
