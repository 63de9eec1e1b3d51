package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Clients that stay connected while something changes: in each pair one publishes numbers at QoS 1 and the other notes what it gets. Beside them others
 * come and go, with the right password and with a wrong one.
 */
final class ConnectedPairs implements AutoCloseable {
    static final String USER = "otter";
    static final String RIGHT = "fish and more fish";

    /** Who may come in. */
    static final String CONFIGURATION = """
            authentication = [
              { mechanism = password_based, backend = built_in_database, users = [{ user_id = "%s", password = "%s" }] }
            ]
            """.formatted(USER, RIGHT);

    private final InetSocketAddress broker;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Queue<String> trouble = new ConcurrentLinkedQueue<>();
    private final List<Pair> pairs = new ArrayList<>();

    ConnectedPairs(InetSocketAddress broker, int count) {
        this.broker = broker;
        for (int i = 0; i < count; i++) {
            pairs.add(new Pair("pairs/" + i, connected(), connected()));
        }
        pairs.forEach(Pair::start);
    }

    private Mqtt5BlockingClient client(String password) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(UUID.randomUUID().toString())
                .serverAddress(broker)
                .simpleAuth()
                .username(USER)
                .password(password.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .addDisconnectedListener(context -> {
                    if (context.getSource() != MqttDisconnectSource.USER
                            && !(context.getCause() instanceof Mqtt5ConnAckException)) {
                        trouble.add("disconnected: " + context.getCause());
                    }
                })
                .buildBlocking();
    }

    private Mqtt5BlockingClient connected() {
        Mqtt5BlockingClient client = client(RIGHT);
        client.connect();
        return client;
    }

    /** Whether a new client is let in with the right password. */
    boolean letsIn() {
        return letsIn(RIGHT);
    }

    /** Whether one is with a wrong password. */
    boolean letsInWrong() {
        return letsIn("no fish");
    }

    private boolean letsIn(String password) {
        Mqtt5BlockingClient client = client(password);
        try {
            client.connect();
        } catch (Mqtt5ConnAckException _) {
            return false;
        }
        client.disconnect();
        return true;
    }

    private final class Pair {
        private final String topic;
        private final Mqtt5BlockingClient publisher;
        private final Mqtt5BlockingClient subscriber;
        private final Set<Integer> received = ConcurrentHashMap.newKeySet();
        private final Thread thread = new Thread(this::publish, "pair");
        private volatile int acknowledged;

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
                for (int number = 0; !end.await(2, TimeUnit.MILLISECONDS); number++) {
                    publisher
                            .publishWith()
                            .topic(topic)
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .payload(ByteBuffer.allocate(Integer.BYTES)
                                    .putInt(0, number)
                                    .array())
                            .send();
                    acknowledged = number + 1;
                }
            } catch (InterruptedException | RuntimeException e) {
                trouble.add(topic + ": " + e);
            }
        }
    }

    /** Ends the publishing; fails if a client was dropped or anything that was acknowledged did not arrive. */
    void assertUntouched() throws InterruptedException {
        end.countDown();
        for (Pair pair : pairs) {
            pair.thread.join();
        }
        await("every acknowledged publish")
                .untilAsserted(() -> assertThat(pairs).allMatch(pair -> pair.received.size() == pair.acknowledged));
        assertThat(pairs).allMatch(pair -> pair.acknowledged > 0);
        assertThat(trouble).isEmpty();
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
