package io.caracal.itests.clients;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** HiveMQ's client, MQTT 5.0. */
final class HiveMq5 extends Client {
    private final InetSocketAddress server;
    private @Nullable Mqtt5AsyncClient client;

    HiveMq5(InetSocketAddress server) {
        this.server = server;
    }

    @Override
    boolean connect(Session session) throws Exception {
        Mqtt5AsyncClient created = Mqtt5Client.builder()
                .identifier(session.clientId())
                .serverAddress(server)
                .addDisconnectedListener(context -> gone(reason(context.getCause())))
                .buildAsync();
        client = created;
        created.publishes(MqttGlobalPublishFilter.ALL, message -> arrived(HiveMq5Messages.read(message)));
        var connect = Mqtt5Connect.builder()
                .cleanStart(session.clean())
                .sessionExpiryInterval(session.expiry())
                .restrictions()
                .receiveMaximum(session.receiveMaximum())
                .topicAliasMaximum(16)
                .applyRestrictions();
        if (session.username() != null) {
            connect = connect.simpleAuth()
                    .username(session.username())
                    .password(Objects.requireNonNull(session.password()).getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        if (session.will() != null) {
            connect = connect.willPublish(HiveMq5Messages.write(session.will())
                    .asWill()
                    .extendAsWill()
                    .delayInterval(session.willDelay())
                    .build());
        }
        try {
            return created.toBlocking().connect(connect.build()).isSessionPresent();
        } catch (Mqtt5ConnAckException e) {
            throw new RefusedException(e.getMqttMessage().getReasonCode().getCode(), e);
        }
    }

    @Override
    int subscribe(String filter, int qos) throws Exception {
        return subscribe(Mqtt5Subscribe.builder()
                .addSubscription(subscription(filter, qos))
                .build());
    }

    @Override
    int subscribe(String filter, int qos, int subscriptionId) throws Exception {
        // This library chooses the identifiers itself, so the test's number is carried by no packet; see HiveMqIT.
        throw new UnsupportedOperationException("HiveMQ's client numbers its subscriptions itself");
    }

    private int subscribe(Mqtt5Subscribe subscribe) throws RefusedException {
        try {
            return client().toBlocking()
                    .subscribe(subscribe)
                    .getReasonCodes()
                    .getFirst()
                    .getCode();
        } catch (Mqtt5SubAckException e) {
            Mqtt5SubAckReasonCode code = e.getMqttMessage().getReasonCodes().getFirst();
            throw new RefusedException(code.getCode(), e);
        }
    }

    private static Mqtt5Subscription subscription(String filter, int qos) {
        return Mqtt5Subscription.builder()
                .topicFilter(filter)
                .qos(Objects.requireNonNull(MqttQos.fromCode(qos)))
                .build();
    }

    @Override
    void unsubscribe(String filter) {
        client().toBlocking().unsubscribeWith().topicFilter(filter).send();
    }

    @Override
    int publish(Message message) throws Exception {
        try {
            Mqtt5PublishResult result =
                    client().publish(HiveMq5Messages.write(message)).get(PATIENCE, TimeUnit.SECONDS);
            return switch (result) {
                case Mqtt5PublishResult.Mqtt5Qos1Result one ->
                    one.getPubAck().getReasonCode().getCode();
                case Mqtt5PublishResult.Mqtt5Qos2Result two ->
                    two.getPubRec().getReasonCode().getCode();
                default -> 0;
            };
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Mqtt5PubAckException refused) {
                throw new RefusedException(
                        refused.getMqttMessage().getReasonCode().getCode(), refused);
            }
            throw e;
        }
    }

    /** Without waiting in between. */
    @Override
    void publishAll(List<Message> messages) throws Exception {
        var results = messages.stream()
                .map(message -> client().publish(HiveMq5Messages.write(message)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(results).get(PATIENCE, TimeUnit.SECONDS);
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

    private Mqtt5AsyncClient client() {
        return Objects.requireNonNull(client, "not connected");
    }

    private static int reason(Throwable cause) {
        return cause instanceof Mqtt5DisconnectException told
                ? told.getMqttMessage().getReasonCode().getCode()
                : NO_REASON;
    }
}
