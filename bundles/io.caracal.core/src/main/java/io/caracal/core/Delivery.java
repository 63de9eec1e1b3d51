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

    static final int[] NO_IDENTIFIERS = {};

    /** Null only in flight, for a session that ends with its connection and so never sends it again. */
    @Nullable
    Message message;

    /** Sent on the connection that there is now, so that it counts against Receive Maximum. */
    boolean outstanding;

    final int[] identifiers;
    final @Nullable SharedGroup group;
    final byte qos;
    final boolean retain;
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
}
