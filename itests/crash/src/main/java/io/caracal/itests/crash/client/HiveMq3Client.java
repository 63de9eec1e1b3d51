package io.caracal.itests.crash.client;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.caracal.itests.crash.history.Event.Connected;
import io.caracal.itests.crash.history.Event.Connecting;
import io.caracal.itests.crash.history.History;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** HiveMQ's client, MQTT 3.1.1. */
public final class HiveMq3Client extends Client {
    private static final int RETRY_MILLIS = 50;

    private final Mqtt3AsyncClient client;

    public HiveMq3Client(String name, History history, InetSocketAddress broker) {
        super(name, history);
        client = Mqtt3Client.builder()
                .identifier(name)
                .serverAddress(broker)
                .automaticReconnect()
                .initialDelay(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(4 * RETRY_MILLIS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> history.add(new Connected(
                        name,
                        false,
                        ((Mqtt3ClientConnectedContext) context).getConnAck().isSessionPresent())))
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
        client.connectWith().cleanSession(false).keepAlive(0).send();
    }

    @Override
    public boolean connected() {
        return client.getState().isConnected();
    }

    @Override
    void send(String topic, byte[] payload, int qos, boolean retain, int number) {
        client.publish(Mqtt3Publish.builder()
                        .topic(topic)
                        .payload(payload)
                        .qos(HiveMq5Client.qos(qos))
                        .retain(retain)
                        .build())
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        acknowledged(number);
                    } else {
                        refused(number, failure);
                    }
                });
    }

    @Override
    public void subscribe(String filter, int qos) throws InterruptedException {
        Attempts.repeat(history(), name(), filter, qos, () -> client.subscribeWith()
                .topicFilter(filter)
                .qos(HiveMq5Client.qos(qos))
                .send());
    }

    @Override
    public void unsubscribe(String filter) throws InterruptedException {
        Attempts.repeatEnd(history(), name(), filter, () -> client.unsubscribeWith()
                .topicFilter(filter)
                .send());
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
