package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.itests.spec.Spec;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client identifier that connects while it is connected. */
class TakeOverTest {
    private final TestBroker broker = TestBroker.with()
            .loops(3)
            .mqtt("maxMqueueLen", java.util.Optional.empty())
            .start();

    @AfterEach
    void stop() {
        broker.close();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @Test
    @Spec("MQTT-3.1.4-3")
    void theOlderConnectionIsToldAndClosed() {
        RawClient first = broker.connect("client");

        RawClient second = broker.connect("client");

        assertThat(first.sentAway()).isEqualTo(ReasonCode.SESSION_TAKEN_OVER);
        second.assertNothingCame();
    }

    @Test
    void aClientThatIsTakenOverManyTimesUnderLoadLosesNothing() {
        Login login = Login.as("client").persistent().with(Property.RECEIVE_MAXIMUM, 20);
        RawClient client = broker.connect(login).subscribe("load/#", 1);
        int publishers = 3;
        int count = 1500;
        AtomicBoolean published = new AtomicBoolean();
        CompletableFuture<Void> load = CompletableFuture.allOf(IntStream.range(0, publishers)
                .mapToObj(p -> TestBroker.beside(() -> publish(p, count)))
                .toArray(CompletableFuture[]::new));
        CompletableFuture<Void> done = load.thenRun(() -> published.set(true));

        Set<String> received = new HashSet<>();
        List<String> order = new ArrayList<>();
        int connections = 1;
        while (received.size() < publishers * count) {
            // The last ones of each connection are not acknowledged: they have to come again.
            for (int i = 0; i < 150 && received.size() < publishers * count; i++) {
                Packet.Publish publish = client.receivePublish();
                if (received.add(RawClient.text(publish))) {
                    order.add(RawClient.text(publish));
                }
                if (i < 130) {
                    client.puback(publish);
                }
            }
            client = broker.resume(login);
            connections++;
        }

        done.join();
        assertThat(published).isTrue();
        assertThat(connections).isGreaterThan(5);
        for (int p = 0; p < publishers; p++) {
            String prefix = p + ":";
            assertThat(order.stream().filter(text -> text.startsWith(prefix)))
                    .isEqualTo(
                            IntStream.range(0, count).mapToObj(i -> prefix + i).toList());
        }
    }

    private void publish(int p, int count) {
        RawClient publisher = broker.connect(broker.idOn(p, "publisher"));
        for (int i = 0; i < count; i++) {
            publisher.publish("load/" + p, p + ":" + i, 1);
            publisher.receive(Packet.PubAck.class);
        }
    }

    @Test
    void ofManyThatConnectAtOnceOneIsLeft() {
        int clients = 40;
        List<RawClient> all = IntStream.range(0, clients)
                .mapToObj(i -> broker.open(Login.as("same")))
                .toList();
        all.parallelStream().forEach(client -> client.send(Login.as("same").packet()));

        await().until(() -> broker.connections() == 1);
        assertThat(broker.connected("same")).isTrue();
        assertThat(all).allSatisfy(client -> assertThat(client.receive()).isInstanceOf(Packet.ConnAck.class));
    }

    @Test
    void theWillOfTheOlderConnectionIsPublished() {
        RawClient watcher = broker.connect("watcher").subscribe("will", 0);
        broker.connect(Login.as("client").will("will", "of the first"));

        broker.connect("client");

        assertThat(watcher.receiveText()).isEqualTo("of the first");
    }
}
