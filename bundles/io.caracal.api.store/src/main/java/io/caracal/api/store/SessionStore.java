package io.caracal.api.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The sessions that outlive their connections (Session Expiry Interval above zero) with subscriptions, queued messages and the
 * states of the QoS protocols. The broker writes every change through, and reads at start; afterwards it reads only bodies of
 * messages that it does not hold in memory. Sessions that end with their connection never come here.
 *
 * <p>Calls for one session come from one thread at a time, in the order of the changes, but for {@link #enqueue}, which comes from
 * any thread and for many sessions at once; calls for different sessions come from many threads at once. No method blocks. A stage
 * completes when the change is durable, on any thread; an acknowledgement that depends on it is sent only then. What is called later
 * is never durable earlier: if a change outlives a crash, so does every change whose call had returned before its own began. A change to
 * a session that is not kept (any more) changes nothing. A change that cannot be kept completes exceptionally, with {@link StoreFullException} if
 * for want of room.
 */
@ConsumerType
public interface SessionStore {
    /**
     * Everything that was kept, once, at start; before it has completed no other method is called.
     *
     * @param visitor takes one session after the other, on one thread
     */
    CompletionStage<Void> recover(Consumer<StoredSession> visitor);

    /** Creates a session, or changes what {@link SessionState} holds of it. */
    CompletionStage<Void> put(SessionState session);

    /** Ends a session with all that belongs to it. */
    CompletionStage<Void> remove(String clientId);

    /** Adds subscriptions to a session, each in place of one with the same filter. */
    CompletionStage<Void> subscribe(String clientId, List<StoredSubscription> subscriptions);

    /** Takes subscriptions from a session. */
    CompletionStage<Void> unsubscribe(String clientId, List<String> filters);

    /**
     * The client that published a QoS 2 message.
     *
     * @param clientId its session; one that is not kept changes nothing
     * @param packetId is a duplicate from now on, until it is {@link #released}
     */
    record Origin(String clientId, int packetId) {}

    /**
     * Appends one message to the queues of some sessions, and notes that its publisher must not give it again: as one change, whole
     * or not at all. The body is stored once.
     *
     * @param message the message
     * @param deliveries at most one for each session and way that it came by; may be empty if there is an origin
     * @param origin the publisher, if QoS 2 binds it; else null
     */
    CompletionStage<Void> enqueue(Message message, List<StoredDelivery> deliveries, @Nullable Origin origin);

    /**
     * Fetches messages that wait. Never on the caller's thread if that takes reading from a disk.
     *
     * @param deliveries {@link StoredDelivery#sequence()} of deliveries of this session
     * @return the messages in the same order, null for what is not there (any more); bounded memory is the caller's concern
     */
    CompletionStage<List<@Nullable Message>> read(String clientId, long[] deliveries);

    /** Whether {@link #read} is a cheap way to get a message again, so that the caller need not hold many in memory. */
    boolean readable();

    /**
     * A delivery is sent with a packet identifier and is in flight from now on. QoS 2 goes out only when this is durable, so that after
     * a crash it is sent with the same one.
     *
     * @param delivery {@link StoredDelivery#sequence()}
     */
    CompletionStage<Void> sent(String clientId, long delivery, int packetId);

    /** A QoS 2 delivery was received (PUBREC); only its PUBREL is outstanding, which goes out when this is durable. The message is not needed any more. */
    CompletionStage<Void> received(String clientId, long delivery);

    /** A delivery is complete or was dropped from the queue. */
    void completed(String clientId, long delivery);

    /** The packet identifier of an {@link Origin} was released (PUBREL); PUBCOMP goes out when this is durable. */
    CompletionStage<Void> released(String clientId, int packetId);

    /** Whether it takes new work; whoever asks first can refuse a message before anybody has it. */
    StoreState state();

    /** Whether so much waits to become durable that no more should be read from publishers who wait for it. */
    boolean lagging();
}
