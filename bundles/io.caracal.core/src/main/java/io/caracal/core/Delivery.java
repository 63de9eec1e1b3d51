package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.core.routing.SharedGroup;
import org.jspecify.annotations.Nullable;

/** One message on its way to one session: waiting in the queue or in flight. Touched on the session's loop only. */
final class Delivery {
    /** In flight, nothing heard of it. */
    static final byte SENT = 0;
    /** QoS 2: the client has the message (PUBREC), PUBREL is on its way. */
    static final byte RELEASED = 1;

    /** In the queue. */
    static final byte WAITING = 2;

    static final int[] NO_IDENTIFIERS = {};

    final int[] identifiers;
    final @Nullable SharedGroup group;
    final byte qos;
    final boolean retain;

    /**
     * Null if the store gives it back ({@link #kept}), and in flight if it can never be sent again: the client has it, or the session
     * ends with its connection.
     */
    @Nullable
    Message message;

    /** A publisher whose acknowledgement waits until this has left the queue; usually null. */
    @Nullable
    PendingAck publisher;

    /** The store has it under {@link #sequence}. */
    boolean kept;

    /** Sent on the connection that there is now, so that it counts against Receive Maximum. */
    boolean outstanding;

    /** Its place among the deliveries of its session; of those that the store has, no two in the broker have the same. */
    long sequence;

    char packetId;
    byte state;

    Delivery(@Nullable Message message, int qos, boolean retain, int[] identifiers, @Nullable SharedGroup group) {
        this.message = message;
        this.qos = (byte) qos;
        this.retain = retain;
        this.identifiers = identifiers;
        this.group = group;
    }

    /** Whether its body is in the store alone. */
    boolean cold() {
        return message == null && kept;
    }

    /** It has left the queue, one way or the other: whoever waited for that may go on. */
    void settle() {
        if (publisher != null) {
            publisher.kept();
            publisher = null;
        }
    }
}
