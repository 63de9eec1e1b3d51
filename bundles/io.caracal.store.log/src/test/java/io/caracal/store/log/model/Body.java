package io.caracal.store.log.model;

import io.caracal.api.store.Message;
import java.nio.ByteBuffer;

/** Everything of a message, comparable. */
record Body(
        String topic,
        ByteBuffer payload,
        ByteBuffer properties,
        int qos,
        boolean retain,
        long publishedAt,
        long expiresAt,
        String publisher) {

    static Body of(Message message) {
        return new Body(
                message.topicName(),
                ByteBuffer.wrap(message.payload()),
                ByteBuffer.wrap(message.properties()),
                message.qos(),
                message.retain(),
                message.publishedAt(),
                message.expiresAt(),
                message.publisher());
    }

    @Override
    public String toString() {
        return "Body[%s, payload %d#%08x, properties %d#%08x, qos %d%s, %d..%s, %s]"
                .formatted(
                        topic,
                        payload.remaining(),
                        payload.hashCode(),
                        properties.remaining(),
                        properties.hashCode(),
                        qos,
                        retain ? " retain" : "",
                        publishedAt,
                        expiresAt == Message.NEVER ? "" : expiresAt,
                        publisher);
    }
}
