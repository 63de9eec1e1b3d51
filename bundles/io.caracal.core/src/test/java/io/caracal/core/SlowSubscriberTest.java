package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.itests.spec.Spec;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscribers that take messages more slowly than they come. */
class SlowSubscriberTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aFullQueueHoldsPublishersBackAndNothingIsLost(int loop) throws Exception {
        try (TestBroker broker = TestBroker.with()
                .loops(3)
                .mqtt("maxMqueueLen", Optional.of(5), "maxInflight", 2)
                .start()) {
            RawClient subscriber = broker.connect(broker.idOn(0, "subscriber")).subscribe("t", 1);
            RawClient publisher = broker.connect(broker.idOn(loop, "publisher"));
            int count = 500;
            CompletableFuture<Void> publishing = TestBroker.beside(() -> publishInWindow(publisher, count));

            assertThat(subscriber.receiveTexts(count)).isEqualTo(numbers(count));

            publishing.join();
            assertThat(broker.broker.dropped()).isZero();
        }
    }

    /** A window of 50 unacknowledged messages; whoever waits for an acknowledgement waits for the subscriber. */
    private static void publishInWindow(RawClient publisher, int count) {
        int acknowledged = 0;
        for (int i = 0; i < count; i++) {
            publisher.publish("t", Integer.toString(i), 1);
            if (i - acknowledged >= 50) {
                publisher.receive(Packet.PubAck.class);
                acknowledged++;
            }
        }
        for (; acknowledged < count; acknowledged++) {
            publisher.receive(Packet.PubAck.class);
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    @Test
    void theAcknowledgementComesWhenTheMessageHasLeftTheQueue() {
        try (TestBroker broker = TestBroker.with()
                .mqtt("maxMqueueLen", Optional.of(1), "maxInflight", 1)
                .start()) {
            RawClient subscriber = broker.connect("subscriber").subscribe("t", 1);
            RawClient publisher = broker.connect("publisher");
            for (int i = 0; i < 3; i++) {
                publisher.publish("t", Integer.toString(i), 1);
            }
            // One is in flight, one in the queue, the third beyond its limit.
            publisher.receive(Packet.PubAck.class);
            publisher.receive(Packet.PubAck.class);
            publisher.assertNothingCame();

            subscriber.receiveText();

            assertThat(subscriber.receiveText()).isEqualTo("1");
            assertThat(publisher.receive(Packet.PubAck.class).packetId()).isEqualTo(3);
            assertThat(subscriber.receiveText()).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void patienceRunsOutForAClientThatTakesNothing(int loop) {
        try (TestBroker broker = TestBroker.with()
                .loops(3)
                .patience(SHORT)
                .mqtt("maxMqueueLen", Optional.of(3), "maxInflight", 2)
                .start()) {
            RawClient subscriber = broker.connect(broker.idOn(0, "subscriber")).subscribe("t", 1);
            RawClient publisher = broker.connect(broker.idOn(loop, "publisher"));

            for (int i = 0; i < 20; i++) {
                publisher.publish("t", Integer.toString(i), 1);
            }

            for (int i = 0; i < 20; i++) {
                publisher.receive(Packet.PubAck.class);
            }
            await().untilAsserted(() -> assertThat(broker.broker.dropped()).isEqualTo(15));
            // Two were in flight; of those that waited the latest are left.
            assertThat(subscriber.receiveTexts(5)).containsExactly("0", "1", "17", "18", "19");
            subscriber.assertNothingCame();
        }
    }

    @Test
    void patienceRunsOutAlsoForAClientThatTookSomeOfWhatItHeldBack() {
        try (TestBroker broker = TestBroker.with()
                .patience(SHORT)
                .mqtt("maxMqueueLen", Optional.of(3), "maxInflight", 2)
                .start()) {
            RawClient subscriber = broker.connect("subscriber").subscribe("t", 1);
            RawClient publisher = broker.connect("publisher");
            for (int i = 0; i < 7; i++) {
                publisher.publish("t", Integer.toString(i), 1);
            }

            // Now the two that its publisher waits for are in the queue and within its limit.
            subscriber.receiveTexts(3);

            for (int i = 0; i < 7; i++) {
                publisher.receive(Packet.PubAck.class);
            }
            assertThat(subscriber.receiveTexts(4)).containsExactly("3", "4", "5", "6");
            assertThat(broker.broker.dropped()).isZero();
        }
    }

    @Test
    void aClientThatHadNothingToTakeForLongIsGivenTheSamePatience() throws Exception {
        try (TestBroker broker = TestBroker.with()
                .loops(1)
                .patience(SHORT)
                .mqtt("maxMqueueLen", Optional.of(3), "maxInflight", 2)
                .start()) {
            RawClient subscriber = broker.connect("subscriber").subscribe("t", 1);
            RawClient publisher = broker.connect("publisher");
            publisher.publish("t", "first", 1);
            subscriber.receiveText();
            broker.passTime("subscriber", SHORT.toMillis() + 300);

            int count = 40;
            Packet[] burst = new Packet[count];
            for (int i = 0; i < count; i++) {
                burst[i] = publisher.message("t", Integer.toString(i), 1);
            }
            publisher.send(burst);

            assertThat(subscriber.receiveTexts(count)).isEqualTo(numbers(count));
            assertThat(broker.broker.dropped()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3600})
    void whenASlowClientLeavesItsPublishersAreAnswered(long sessionExpiryInterval) {
        try (TestBroker broker = TestBroker.with()
                .mqtt("maxMqueueLen", Optional.of(3), "maxInflight", 2)
                .start()) {
            RawClient subscriber = broker.connect(
                            Login.as("subscriber").with(Property.SESSION_EXPIRY_INTERVAL, sessionExpiryInterval))
                    .subscribe("t", 1);
            RawClient publisher = broker.connect("publisher");
            for (int i = 0; i < 20; i++) {
                publisher.publish("t", Integer.toString(i), 1);
            }
            for (int i = 0; i < 5; i++) {
                publisher.receive(Packet.PubAck.class);
            }
            publisher.assertNothingCame();

            subscriber.reset();

            for (int i = 5; i < 20; i++) {
                publisher.receive(Packet.PubAck.class);
            }
        }
    }

    @Test
    void manyMessagesOfAPublisherOfMqtt311AreHeldBackToo() throws Exception {
        try (TestBroker broker = TestBroker.with()
                .loops(2)
                .mqtt("maxMqueueLen", Optional.of(10), "maxInflight", 5)
                .start()) {
            RawClient subscriber = broker.connect("subscriber").subscribe("t", 1);
            RawClient publisher = broker.connect(Login.as("publisher").version(ProtocolVersion.MQTT_3_1_1));
            int count = 5000;
            Packet[] all = new Packet[count];
            for (int i = 0; i < count; i++) {
                all[i] = publisher.message("t", Integer.toString(i), 1);
            }
            CompletableFuture<Void> publishing = TestBroker.beside(() -> publisher.send(all));

            assertThat(subscriber.receiveTexts(count)).isEqualTo(numbers(count));

            publishing.join();
            for (int i = 0; i < count; i++) {
                assertThat(publisher.receive(Packet.PubAck.class).packetId()).isEqualTo(i + 1);
            }
            assertThat(broker.broker.dropped()).isZero();
        }
    }

    @Test
    void qos0MessagesForAClientThatDoesNotReadTakeABoundedAmountOfMemory() {
        try (TestBroker broker = TestBroker.with().loops(2).start()) {
            Login login = Login.as("subscriber");
            RawClient subscriber = broker.openNarrow(login).send(login.packet());
            subscriber.receive(Packet.ConnAck.class);
            subscriber.subscribe("t", 0);
            RawClient publisher = broker.connect("publisher");
            long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
            byte[] payload = new byte[32 * 1024];

            // 640 MB, far more than this JVM has.
            for (int i = 0; i < 20_000; i++) {
                publisher.send(publisher.message("t", payload, 0, false));
                if (i % 100 == 0) {
                    publisher.assertNothingCame();
                }
            }

            publisher.assertNothingCame();
            assertThat(broker.broker.dropped()).isGreaterThan(15_000);
            long used = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before;
            assertThat(used).isLessThan(64L * 1024 * 1024);
        }
    }

    @Test
    @Spec({"MQTT-3.3.4-9", "MQTT-4.9.0-2"})
    void theReceiveMaximumHoldsAlsoAfterReleasesOfAnEarlierConnection() {
        try (TestBroker broker = TestBroker.with().start()) {
            Login login = Login.as("subscriber").persistent().with(Property.RECEIVE_MAXIMUM, 2);
            RawClient subscriber = broker.connect(login).subscribe("t", 2);
            RawClient publisher = broker.connect("publisher");
            publisher.publish("t", "a", 2);
            publisher.publish("t", "b", 2);
            int first = subscriber.receivePublish().packetId();
            int second = subscriber.receivePublish().packetId();
            subscriber.pubrec(first).pubrec(second);
            subscriber.receive(Packet.PubRel.class);
            subscriber.receive(Packet.PubRel.class);
            subscriber.reset();
            await().until(() -> !broker.connected("subscriber"));
            RawClient again = broker.resume(login);
            for (int i = 0; i < 2; i++) {
                again.pubcomp(again.receive(Packet.PubRel.class).packetId());
            }
            again.assertNothingCame();

            for (int i = 0; i < 10; i++) {
                publisher.publish("t", "more", 1);
            }

            again.receivePublish();
            again.receivePublish();
            again.assertNothingCame();
        }
    }

    @Test
    @Spec("MQTT-3.3.4-7")
    void noMoreThanTheReceiveMaximumIsUnderWay() {
        try (TestBroker broker = TestBroker.with().start()) {
            RawClient subscriber = broker.connect(Login.as("subscriber").with(Property.RECEIVE_MAXIMUM, 3))
                    .subscribe("t", 2);
            RawClient publisher = broker.connect("publisher");
            for (int i = 0; i < 10; i++) {
                publisher.publish("t", Integer.toString(i), 1 + i % 2);
            }
            List<Packet.Publish> first = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                first.add(subscriber.receivePublish());
            }
            subscriber.assertNothingCame();

            // PUBREC does not end a QoS 2 delivery, PUBCOMP does.
            subscriber.pubrec(first.get(1).packetId());
            subscriber.receive(Packet.PubRel.class);
            subscriber.assertNothingCame();
            subscriber.pubcomp(first.get(1).packetId());

            assertThat(RawClient.text(subscriber.receivePublish())).isEqualTo("3");
            subscriber.assertNothingCame();
        }
    }
}
