package io.caracal.itests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.caracal.itests.lifecycle.Usage.Credentials;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Pairs of clients that stay connected; in each one publishes numbers at QoS 1, each after the acknowledgement of the one before,
 * and the other notes what it gets.
 */
public final class Traffic implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final CountDownLatch end = new CountDownLatch(1);
    private final Queue<String> dropped = new ConcurrentLinkedQueue<>();
    private final List<Pair> pairs = new ArrayList<>();

    /** Connects the clients and starts publishing. */
    public Traffic(InetSocketAddress broker, Optional<Credentials> credentials, int count) {
        for (int i = 0; i < count; i++) {
            pairs.add(new Pair("lifecycle/" + i, client(broker, credentials), client(broker, credentials)));
        }
        pairs.forEach(Pair::start);
    }

    private Mqtt5BlockingClient client(InetSocketAddress broker, Optional<Credentials> credentials) {
        Mqtt5BlockingClient client = Clients.builder(broker, credentials)
                .addDisconnectedListener(context -> {
                    if (context.getSource() != MqttDisconnectSource.USER) {
                        dropped.add(context.getClientConfig().getClientIdentifier() + ": " + context.getCause());
                    }
                })
                .buildBlocking();
        client.connect();
        return client;
    }

    private final class Pair {
        private final String topic;
        private final Mqtt5BlockingClient publisher;
        private final Mqtt5BlockingClient subscriber;
        private final AtomicInteger acknowledged = new AtomicInteger();
        private final Set<Integer> received = ConcurrentHashMap.newKeySet();
        private final Thread thread = new Thread(this::publish, "traffic");

        Pair(String topic, Mqtt5BlockingClient publisher, Mqtt5BlockingClient subscriber) {
            this.topic = topic;
            this.publisher = publisher;
            this.subscriber = subscriber;
        }

        void start() {
            subscriber
                    .toAsync()
                    .publishes(
                            MqttGlobalPublishFilter.ALL,
                            publish -> received.add(
                                    ByteBuffer.wrap(publish.getPayloadAsBytes()).getInt()));
            subscriber
                    .subscribeWith()
                    .topicFilter(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            thread.start();
        }

        private void publish() {
            try {
                while (!end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    int number = acknowledged.get();
                    publisher
                            .publishWith()
                            .topic(topic)
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .payload(ByteBuffer.allocate(Integer.BYTES)
                                    .putInt(0, number)
                                    .array())
                            .send();
                    acknowledged.incrementAndGet();
                }
            } catch (InterruptedException | RuntimeException e) {
                dropped.add(topic + ": " + e);
            }
        }

        int lost() {
            return acknowledged.get() - received.size();
        }
    }

    /** Clients that were disconnected, with the reason; empty if all is well. */
    public List<String> dropped() {
        return List.copyOf(dropped);
    }

    /** How many publishes have been acknowledged. */
    public int acknowledged() {
        return pairs.stream().mapToInt(pair -> pair.acknowledged.get()).sum();
    }

    /** Stops publishing and waits until everything that was acknowledged has come out; fails if it does not. */
    public void awaitNothingLost() throws InterruptedException {
        end.countDown();
        for (Pair pair : pairs) {
            pair.thread.join();
        }
        Awaitility.await("every acknowledged publish")
                .untilAsserted(() -> assertThat(pairs).extracting(Pair::lost).containsOnly(0));
    }

    @Override
    public void close() {
        end.countDown();
        for (Pair pair : pairs) {
            pair.publisher.disconnect();
            pair.subscriber.disconnect();
        }
    }
}
