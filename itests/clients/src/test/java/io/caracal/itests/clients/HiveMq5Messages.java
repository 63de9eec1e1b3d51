package io.caracal.itests.clients;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Messages as HiveMQ's client has them. */
final class HiveMq5Messages {

    private HiveMq5Messages() {}

    static Mqtt5Publish write(Message message) {
        Properties properties = message.properties();
        var publish = Mqtt5Publish.builder()
                .topic(message.topic())
                .payload(message.payload())
                .qos(Objects.requireNonNull(MqttQos.fromCode(message.qos())))
                .retain(message.retain())
                .contentType(properties.contentType())
                .responseTopic(properties.responseTopic())
                .userProperties(user(properties.user()));
        if (properties.correlation() != null) {
            publish = publish.correlationData(properties.correlation().getBytes(StandardCharsets.UTF_8));
        }
        if (properties.expiry() != null) {
            publish = publish.messageExpiryInterval(properties.expiry());
        }
        return publish.build();
    }

    static Message read(Mqtt5Publish publish) {
        var properties = new Properties(
                publish.getUserProperties().asList().stream()
                        .map(property -> property.getName() + "=" + property.getValue())
                        .toList(),
                publish.getContentType().map(Object::toString).orElse(null),
                publish.getResponseTopic().map(Object::toString).orElse(null),
                publish.getCorrelationData().map(HiveMq5Messages::text).orElse(null),
                expiry(publish),
                List.of());
        return new Message(
                publish.getTopic().toString(),
                publish.getPayloadAsBytes(),
                publish.getQos().getCode(),
                publish.isRetain(),
                properties);
    }

    private static Mqtt5UserProperties user(List<String> properties) {
        return Mqtt5UserProperties.of(properties.stream()
                .map(property -> property.split("=", 2))
                .map(pair -> Mqtt5UserProperty.of(pair[0], pair[1]))
                .toList());
    }

    private static @Nullable Long expiry(Mqtt5Publish publish) {
        var interval = publish.getMessageExpiryInterval();
        return interval.isPresent() ? interval.getAsLong() : null;
    }

    private static String text(ByteBuffer data) {
        return StandardCharsets.UTF_8.decode(data).toString();
    }
}
