package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Publisher and subscriber lose their connections at any point of the exchange, again and again; the messages arrive nevertheless, with
 * QoS 2 each exactly once. The system property {@code caracal.conformance.seed} repeats a run.
 */
class ExactlyOnceTest extends ConformanceTest {

    private static final int MESSAGES = 150;
    private static final int BREAKS_IN_HUNDRED = 12;

    @ParameterizedTest
    @EnumSource
    @Spec({
        "MQTT-4.3.3-3",
        "MQTT-4.3.3-5",
        "MQTT-4.3.3-6",
        "MQTT-4.3.3-10",
        "MQTT-4.4.0-1",
        "MQTT-4.6.0-5",
        "3.1.1:MQTT-4.3.3-1",
        "3.1.1:MQTT-4.3.3-2",
        "3.1.1:MQTT-4.4.0-1",
        "3.1.1:MQTT-4.6.0-6"
    })
    void messagesWithQos2ArriveOnceAndInOrderOverBrokenConnections(Version version, TestReporter reporter) {
        assertThat(delivered(version, 2, reporter)).isEqualTo(sent());
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.3.2-3", "MQTT-4.4.0-1", "3.1.1:MQTT-4.3.2-1", "3.1.1:MQTT-4.4.0-1"})
    void messagesWithQos1ArriveOverBrokenConnections(Version version, TestReporter reporter) {
        assertThat(Set.copyOf(delivered(version, 1, reporter))).isEqualTo(Set.copyOf(sent()));
    }

    private static List<String> sent() {
        return IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toList();
    }

    private List<String> delivered(Version version, int qos, TestReporter reporter) {
        long seed = Long.getLong("caracal.conformance.seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        var subscriber = new Subscriber(version, new Random(seed));
        var publisher = new Publisher(version, qos, new Random(~seed));
        var publishing = CompletableFuture.runAsync(publisher::publishAll, Thread::startVirtualThread);
        List<String> delivered = subscriber.receiveAll();
        publishing.join();
        return delivered;
    }

    /** An end of the exchange whose connection breaks now and then. */
    private abstract class Peer {
        private final Connect connect;
        private final Random random;
        boolean steady;
        RawClient client;

        Peer(Connect connect, Random random) {
            this.connect = connect;
            this.random = random;
            this.client = dial();
        }

        /** Breaks the connection without a word, sometimes; then the session is taken up again on a new one. */
        final boolean broken() {
            if (steady || random.nextInt(100) >= BREAKS_IN_HUNDRED) {
                return false;
            }
            client.close();
            client = dial();
            return true;
        }

        private RawClient dial() {
            var fresh = new RawClient(broker.address(), connect.version());
            fresh.connect(connect);
            return fresh;
        }
    }

    private final class Publisher extends Peer {
        private final int qos;

        Publisher(Version version, int qos, Random random) {
            super(persistent(version, name("pub")), random);
            this.qos = qos;
        }

        void publishAll() {
            for (int i = 0; i < MESSAGES; i++) {
                int id = 1 + i % 5;
                Publish publish = new Publish(topic("a")).qos(qos).id(id).payload("m" + i);
                client.send(publish);
                while (broken()) {
                    client.send(publish.dup());
                }
                client.readUntil(packet -> packet.type() == (qos == 1 ? Packet.PUBACK : Packet.PUBREC));
                if (qos == 2) {
                    release(id);
                }
            }
            client.close();
        }

        private void release(int id) {
            do {
                client.send(Packets.ack(Packet.PUBREL, id));
            } while (broken());
            assertThat(client.read(Packet.PUBCOMP).id()).isEqualTo(id);
        }
    }

    private final class Subscriber extends Peer {
        private final Set<Integer> received = new HashSet<>();
        private final List<String> messages = new ArrayList<>();

        Subscriber(Version version, Random random) {
            super(persistent(version, name("sub")), random);
            client.subscribe(topic("#"), 2);
        }

        List<String> receiveAll() {
            while (Set.copyOf(messages).size() < MESSAGES || !received.isEmpty()) {
                receive(client.read());
            }
            steady = true;
            client.send(Packets.PINGREQ);
            for (Packet packet = client.read(); packet.type() != Packet.PINGRESP; packet = client.read()) {
                receive(packet);
            }
            client.close();
            return messages;
        }

        private void receive(Packet packet) {
            if (packet.type() == Packet.PUBREL) {
                received.remove(packet.id());
                answer(Packet.PUBCOMP, packet);
            } else if (packet.qos() == 1) {
                messages.add(packet.text());
                answer(Packet.PUBACK, packet);
            } else {
                if (received.add(packet.id())) {
                    messages.add(packet.text());
                }
                answer(Packet.PUBREC, packet);
            }
        }

        private void answer(int type, Packet packet) {
            if (!broken()) {
                client.send(Packets.ack(type, packet.id()));
                broken();
            }
        }
    }
}
