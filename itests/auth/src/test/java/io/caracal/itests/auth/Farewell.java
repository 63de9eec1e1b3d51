package io.caracal.itests.auth;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client that is connected, and what the broker says when it ends the connection. */
final class Farewell {
    private final CompletableFuture<Throwable> cause = new CompletableFuture<>();

    private Farewell() {}

    static Farewell of(Device device) {
        Farewell farewell = new Farewell();
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(device.clientId())
                .serverHost("127.0.0.1")
                .serverPort(device.port())
                .addDisconnectedListener(context -> farewell.cause.complete(context.getCause()))
                .simpleAuth()
                .username(device.username())
                .password(device.password().getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        return farewell;
    }

    /** Waits for the broker's DISCONNECT. */
    Mqtt5DisconnectReasonCode reason() throws Exception {
        return ((Mqtt5DisconnectException) cause.get(30, TimeUnit.SECONDS))
                .getMqttMessage()
                .getReasonCode();
    }
}
