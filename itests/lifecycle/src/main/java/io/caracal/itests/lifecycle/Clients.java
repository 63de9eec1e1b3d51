package io.caracal.itests.lifecycle;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.caracal.itests.lifecycle.Usage.Credentials;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** MQTT clients for the kit and for usages. */
public final class Clients {
    private Clients() {}

    /** A client with an identifier of its own, not connected yet. */
    public static Mqtt5ClientBuilder builder(InetSocketAddress broker, Optional<Credentials> credentials) {
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(UUID.randomUUID().toString())
                .serverAddress(broker);
        credentials.ifPresent(shown -> builder.simpleAuth()
                .username(shown.username())
                .password(shown.password().getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth());
        return builder;
    }

    /**
     * Connects and disconnects again.
     *
     * @return false if the broker answered with a refusal; any other failure is thrown
     */
    public static boolean getsIn(InetSocketAddress broker, Credentials credentials) {
        Mqtt5BlockingClient client = builder(broker, Optional.of(credentials)).buildBlocking();
        try {
            client.connect();
        } catch (Mqtt5ConnAckException e) {
            return false;
        }
        client.disconnect();
        return true;
    }
}
