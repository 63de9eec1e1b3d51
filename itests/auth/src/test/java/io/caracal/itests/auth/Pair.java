package io.caracal.itests.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that publishes all the time at QoS 1, and one that gets it: traffic in front of which something is done. */
final class Pair implements AutoCloseable {
    private final String topic = "pair/" + UUID.randomUUID();
    private final Set<Integer> received = ConcurrentHashMap.newKeySet();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicBoolean end = new AtomicBoolean();
    private final Mqtt5BlockingClient publisher;
    private final Mqtt5BlockingClient subscriber;
    private final Thread thread = new Thread(this::publish, "pair");

    private Pair(Mqtt5BlockingClient publisher, Mqtt5BlockingClient subscriber) {
        this.publisher = publisher;
        this.subscriber = subscriber;
    }

    static Pair connected(Device publisher, Device subscriber) {
        Pair pair = new Pair(publisher.connected(), subscriber.connected());
        pair.subscriber
                .toAsync()
                .publishes(
                        MqttGlobalPublishFilter.ALL,
                        message -> pair.received.add(
                                Integer.parseInt(new String(message.getPayloadAsBytes(), StandardCharsets.US_ASCII))));
        pair.subscriber
                .subscribeWith()
                .topicFilter(pair.topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
        pair.thread.start();
        return pair;
    }

    private void publish() {
        while (!end.get()) {
            String number = Integer.toString(acknowledged.get());
            publisher
                    .publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(number.getBytes(StandardCharsets.US_ASCII))
                    .send();
            acknowledged.incrementAndGet();
        }
    }

    /** Messages go on coming in. */
    void assertWorks() {
        int before = received.size();
        await("messages").until(() -> received.size() > before + 10);
    }

    /** Both are still connected, and what was acknowledged came. */
    void assertNothingLost() throws InterruptedException {
        assertThat(thread.isAlive()).as("the publisher has not failed").isTrue();
        end.set(true);
        thread.join();
        await("every acknowledged message").until(() -> received.size() >= acknowledged.get());
    }

    @Override
    public void close() throws InterruptedException {
        end.set(true);
        thread.join();
        publisher.disconnect();
        subscriber.disconnect();
    }
}
