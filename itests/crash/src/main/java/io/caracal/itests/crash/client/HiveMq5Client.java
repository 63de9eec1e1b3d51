package io.caracal.itests.crash.client;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.caracal.itests.crash.history.Event.Connected;
import io.caracal.itests.crash.history.Event.Connecting;
import io.caracal.itests.crash.history.History;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** HiveMQ's client, MQTT 5.0. */
public final class HiveMq5Client extends Client {
    private static final int EXPIRY_SECONDS = 86_400;
    private static final int RETRY_MILLIS = 50;

    private final Mqtt5AsyncClient client;

    public HiveMq5Client(String name, History history, InetSocketAddress broker) {
        super(name, history);
        client = Mqtt5Client.builder()
                .identifier(name)
                .serverAddress(broker)
                .automaticReconnect()
                .initialDelay(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(4 * RETRY_MILLIS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> history.add(new Connected(
                        name,
                        false,
                        ((Mqtt5ClientConnectedContext) context).getConnAck().isSessionPresent())))
                .addDisconnectedListener(_ -> history.add(new Connecting(name, false)))
                .buildAsync();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> arrived(
                        message.getTopic().toString(),
                        message.getPayloadAsBytes(),
                        message.getQos().getCode(),
                        message.isRetain()));
    }

    @Override
    public void start() {
        history().add(new Connecting(name(), false));
        client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(EXPIRY_SECONDS)
                .keepAlive(0)
                .send();
    }

    @Override
    public boolean connected() {
        return client.getState().isConnected();
    }

    @Override
    void send(String topic, byte[] payload, int qos, boolean retain, int number) {
        client.publish(Mqtt5Publish.builder()
                        .topic(topic)
                        .payload(payload)
                        .qos(qos(qos))
                        .retain(retain)
                        .build())
                .whenComplete((result, failure) -> answered(number, result, failure));
    }

    private void answered(int number, @Nullable Mqtt5PublishResult result, @Nullable Throwable failure) {
        Throwable problem =
                failure == null ? Objects.requireNonNull(result).getError().orElse(null) : failure;
        if (problem == null) {
            acknowledged(number);
        } else {
            refused(number, problem);
        }
    }

    @Override
    public void subscribe(String filter, int qos) throws InterruptedException {
        Attempts.repeat(history(), name(), filter, qos, () -> client.subscribeWith()
                .topicFilter(filter)
                .qos(qos(qos))
                .send());
    }

    @Override
    public void unsubscribe(String filter) throws InterruptedException {
        Attempts.repeatEnd(history(), name(), filter, () -> client.unsubscribeWith()
                .topicFilter(filter)
                .send());
    }

    static MqttQos qos(int qos) {
        return Objects.requireNonNull(MqttQos.fromCode(qos));
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
