package io.caracal.itests.clients;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** HiveMQ's client, MQTT 3.1.1. */
final class HiveMq3 extends Client {
    /** The default of {@code mqtt.max_awaiting_rel}. */
    private static final int IN_FLIGHT = 100;

    private final InetSocketAddress server;
    private @Nullable Mqtt3AsyncClient client;

    HiveMq3(InetSocketAddress server) {
        this.server = server;
    }

    @Override
    boolean connect(Session session) throws Exception {
        Mqtt3AsyncClient created = Mqtt3Client.builder()
                .identifier(session.clientId())
                .serverAddress(server)
                .addDisconnectedListener(_ -> gone(NO_REASON))
                .buildAsync();
        client = created;
        created.publishes(MqttGlobalPublishFilter.ALL, message -> arrived(read(message)));
        var connect = Mqtt3Connect.builder().cleanSession(session.clean());
        if (session.username() != null) {
            connect = connect.simpleAuth()
                    .username(session.username())
                    .password(Objects.requireNonNull(session.password()).getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        if (session.will() != null) {
            connect = connect.willPublish(write(session.will()));
        }
        try {
            return created.toBlocking().connect(connect.build()).isSessionPresent();
        } catch (Mqtt3ConnAckException e) {
            throw new RefusedException(e.getMqttMessage().getReturnCode().getCode(), e);
        }
    }

    @Override
    int subscribe(String filter, int qos) throws Exception {
        try {
            return client().toBlocking()
                    .subscribeWith()
                    .topicFilter(filter)
                    .qos(qos(qos))
                    .send()
                    .getReturnCodes()
                    .getFirst()
                    .getCode();
        } catch (Mqtt3SubAckException e) {
            throw new RefusedException(
                    e.getMqttMessage().getReturnCodes().getFirst().getCode(), e);
        }
    }

    @Override
    void unsubscribe(String filter) {
        client().toBlocking().unsubscribeWith().topicFilter(filter).send();
    }

    @Override
    int publish(Message message) throws Exception {
        client().publish(write(message)).get(PATIENCE, TimeUnit.SECONDS);
        return 0;
    }

    /** As many at once as the broker takes: MQTT 3.1.1 has no receive maximum that would tell the library. */
    @Override
    void publishAll(List<Message> messages) throws Exception {
        for (int start = 0; start < messages.size(); start += IN_FLIGHT) {
            var results = messages.subList(start, Math.min(start + IN_FLIGHT, messages.size())).stream()
                    .map(message -> client().publish(write(message)))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(results).get(PATIENCE, TimeUnit.SECONDS);
        }
    }

    @Override
    void disconnect() {
        client().toBlocking().disconnect();
    }

    @Override
    public void close() {
        if (client != null && client.getState().isConnected()) {
            try {
                client.toBlocking().disconnect();
            } catch (ConnectionClosedException | MqttClientStateException e) {
                // The other end was faster; closed is closed.
                return;
            }
        }
    }

    private Mqtt3AsyncClient client() {
        return Objects.requireNonNull(client, "not connected");
    }

    private static MqttQos qos(int qos) {
        return Objects.requireNonNull(MqttQos.fromCode(qos));
    }

    private static Mqtt3Publish write(Message message) {
        return Mqtt3Publish.builder()
                .topic(message.topic())
                .payload(message.payload())
                .qos(qos(message.qos()))
                .retain(message.retain())
                .build();
    }

    private static Message read(Mqtt3Publish message) {
        return new Message(
                message.getTopic().toString(),
                message.getPayloadAsBytes(),
                message.getQos().getCode(),
                message.isRetain(),
                Properties.NONE);
    }
}
