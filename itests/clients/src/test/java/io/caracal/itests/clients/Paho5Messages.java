package io.caracal.itests.clients;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/** Messages as Paho's client for MQTT 5.0 has them. */
final class Paho5Messages {

    private Paho5Messages() {}

    static MqttMessage write(Message message) {
        Properties given = message.properties();
        var properties = new MqttProperties();
        properties.setUserProperties(new ArrayList<>(given.user().stream()
                .map(property -> property.split("=", 2))
                .map(pair -> new UserProperty(pair[0], pair[1]))
                .toList()));
        properties.setContentType(given.contentType());
        properties.setResponseTopic(given.responseTopic());
        if (given.correlation() != null) {
            properties.setCorrelationData(given.correlation().getBytes(StandardCharsets.UTF_8));
        }
        properties.setMessageExpiryInterval(given.expiry());
        return new MqttMessage(message.payload(), message.qos(), message.retain(), properties);
    }

    static Message read(String topic, MqttMessage message) {
        MqttProperties seen = message.getProperties();
        List<Integer> ids = seen.getSubscriptionIdentifiers();
        var properties = new Properties(
                seen.getUserProperties().stream()
                        .map(property -> property.getKey() + "=" + property.getValue())
                        .toList(),
                seen.getContentType(),
                seen.getResponseTopic(),
                text(seen.getCorrelationData()),
                seen.getMessageExpiryInterval(),
                ids == null ? List.of() : List.copyOf(ids));
        return new Message(topic, message.getPayload(), message.getQos(), message.isRetained(), properties);
    }

    private static @Nullable String text(byte @Nullable [] data) {
        return data == null ? null : new String(data, StandardCharsets.UTF_8);
    }
}
