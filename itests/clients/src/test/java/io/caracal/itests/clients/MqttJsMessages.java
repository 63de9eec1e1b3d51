package io.caracal.itests.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages as MQTT.js has them, in JSON. */
final class MqttJsMessages {

    private MqttJsMessages() {}

    static void write(Message message, boolean withProperties, ObjectNode target) {
        target.put("topic", message.topic())
                .put("payload", Base64.getEncoder().encodeToString(message.payload()))
                .put("qos", message.qos())
                .put("retain", message.retain());
        if (withProperties) {
            write(message.properties(), target.putObject("properties"));
        }
    }

    private static void write(Properties properties, ObjectNode target) {
        if (!properties.user().isEmpty()) {
            ObjectNode user = target.putObject("userProperties");
            for (String property : properties.user()) {
                String[] pair = property.split("=", 2);
                // MQTT.js writes a property of several values as several properties of one name.
                user.withArray(pair[0]).add(pair[1]);
            }
        }
        if (properties.contentType() != null) {
            target.put("contentType", properties.contentType());
        }
        if (properties.responseTopic() != null) {
            target.put("responseTopic", properties.responseTopic());
        }
        if (properties.correlation() != null) {
            byte[] data = properties.correlation().getBytes(StandardCharsets.UTF_8);
            target.put("correlationData", Base64.getEncoder().encodeToString(data));
        }
        if (properties.expiry() != null) {
            target.put("messageExpiryInterval", properties.expiry());
        }
    }

    static Message read(JsonNode message) {
        try {
            return new Message(
                    message.get("topic").asText(),
                    message.get("payload").binaryValue(),
                    message.get("qos").asInt(),
                    message.get("retain").asBoolean(),
                    properties(message.get("properties")));
        } catch (IOException e) {
            throw new UncheckedIOException("no Base64 in " + message, e);
        }
    }

    private static Properties properties(JsonNode seen) throws IOException {
        JsonNode correlation = seen.get("correlationData");
        JsonNode expiry = seen.get("messageExpiryInterval");
        return new Properties(
                user(seen.path("userProperties")),
                text(seen.get("contentType")),
                text(seen.get("responseTopic")),
                correlation == null ? null : new String(correlation.binaryValue(), StandardCharsets.UTF_8),
                expiry == null ? null : expiry.asLong(),
                all(seen.path("subscriptionIdentifier")).stream()
                        .map(JsonNode::asInt)
                        .toList());
    }

    private static List<String> user(JsonNode properties) {
        List<String> user = new ArrayList<>();
        properties.properties().forEach(entry -> all(entry.getValue())
                .forEach(value -> user.add(entry.getKey() + "=" + value.asText())));
        return user;
    }

    /** MQTT.js gives one value as it is, and several as an array. */
    private static List<JsonNode> all(JsonNode value) {
        if (value.isMissingNode()) {
            return List.of();
        }
        return value.isArray() ? value.valueStream().toList() : List.of(value);
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null ? null : value.asText();
    }
}
