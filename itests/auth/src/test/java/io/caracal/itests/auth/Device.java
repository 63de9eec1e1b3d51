package io.caracal.itests.auth;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A client that connects with these names, over MQTT 5.0.
 *
 * @param username empty for none
 * @param password empty for none
 */
record Device(int port, String clientId, String username, String password) {

    /** With a client identifier of its own. */
    static Device of(int port, String username, String password) {
        return new Device(port, UUID.randomUUID().toString(), username, password);
    }

    /** Not connected yet. */
    Mqtt5BlockingClient client() {
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(port);
        if (!username.isEmpty() && !password.isEmpty()) {
            builder.simpleAuth()
                    .username(username)
                    .password(password.getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        } else if (!username.isEmpty()) {
            builder.simpleAuth().username(username).applySimpleAuth();
        }
        return builder.buildBlocking();
    }

    Mqtt5BlockingClient connected() {
        Mqtt5BlockingClient client = client();
        client.connect();
        return client;
    }

    /** Connects and disconnects; what the broker said. */
    Mqtt5ConnAckReasonCode asks() {
        Mqtt5BlockingClient client = client();
        try {
            client.connect();
        } catch (Mqtt5ConnAckException e) {
            return e.getMqttMessage().getReasonCode();
        }
        client.disconnect();
        return Mqtt5ConnAckReasonCode.SUCCESS;
    }

    boolean getsIn() {
        return asks() == Mqtt5ConnAckReasonCode.SUCCESS;
    }
}
