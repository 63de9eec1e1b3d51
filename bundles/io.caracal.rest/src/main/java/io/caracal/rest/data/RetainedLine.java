package io.caracal.rest.data;

import io.caracal.api.rest.Describe;
import io.caracal.api.store.Message;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A retained message.
 *
 * @param payload in base64
 */
record RetainedLine(
        String topic,

        @Describe(value = "QoS", min = 0, max = 2) int qos,

        Instant publishAt,
        Optional<Instant> expiryAt,
        String fromClientid,
        String payload,
        Optional<PublishProperties> properties) {

    static RetainedLine of(Message message) {
        return new RetainedLine(
                message.topicName(),
                message.qos(),
                Instant.ofEpochMilli(message.publishedAt()),
                message.expiresAt() == Message.NEVER
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(message.expiresAt())),
                message.publisher(),
                Base64.getEncoder().encodeToString(message.payload()),
                message.properties().length == 0
                        ? Optional.empty()
                        : Optional.of(PublishProperties.decode(message.properties())));
    }

    /** @throws IllegalArgumentException if no client could have published it */
    Message message() {
        byte[] bytes = Base64.getDecoder().decode(payload);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("payload: is empty, which would remove the message");
        }
        return new Message(
                PublishProperties.topic("topic", topic),
                bytes,
                properties.map(PublishProperties::encode).orElse(new byte[0]),
                qos,
                true,
                publishAt.toEpochMilli(),
                expiryAt.map(Instant::toEpochMilli).orElse(Message.NEVER),
                fromClientid);
    }
}
