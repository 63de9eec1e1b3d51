package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState.StoredWill;

/**
 * A Will Message that waits for its connection to end.
 *
 * @param message the message; its times are those of the CONNECT packet
 * @param delay the Will Delay Interval in seconds
 */
record Will(Message message, long delay) {

    /** The message as it is published now: a Message Expiry Interval counts from here (MQTT 5.0, section 3.1.3.2.4). */
    Message published(long now) {
        long expiresAt = message.expiresAt() == Message.NEVER
                ? Message.NEVER
                : now + (message.expiresAt() - message.publishedAt());
        return new Message(
                message.topic(),
                message.payload(),
                message.properties(),
                message.qos(),
                message.retain(),
                now,
                expiresAt,
                message.publisher());
    }

    StoredWill stored() {
        return new StoredWill(message, delay);
    }

    static Will of(StoredWill stored) {
        return new Will(stored.message(), stored.delay());
    }
}
