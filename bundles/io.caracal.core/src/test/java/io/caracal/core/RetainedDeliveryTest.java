package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.store.Message;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Property;
import io.caracal.store.memory.MemoryRetainedStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Retained messages on their way to a subscriber, many at once. */
class RetainedDeliveryTest {
    private static final int MANY = 100_000;

    private final MemoryRetainedStore retained = new MemoryRetainedStore();

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    private void retain(int count, int qos) {
        for (int i = 0; i < count; i++) {
            byte[] topic = ("r/" + i).getBytes(UTF_8);
            retained.put(new Message(topic, topic, new byte[0], qos, true, 0, Message.NEVER, "publisher"), 0);
        }
    }

    @Test
    void manyGoOutAsFastAsAClientWithASmallWindowTakesThem() {
        retain(MANY, 1);
        try (TestBroker broker = TestBroker.with().retained(retained).start()) {
            RawClient client = broker.connect(Login.as("client").with(Property.RECEIVE_MAXIMUM, 10))
                    .subscribe("r/#", 1);

            Set<String> topics = new HashSet<>();
            for (int i = 0; i < MANY; i++) {
                Packet.Publish publish = client.receivePublish();
                assertThat(publish.retain()).isTrue();
                topics.add(publish.topic());
                client.puback(publish);
            }

            assertThat(topics).hasSize(MANY);
            client.assertNothingCame();
            assertThat(broker.broker.dropped()).isZero();
        }
    }

    @Test
    void manyWithQos0WaitForAClientThatDoesNotReadYet() {
        retain(MANY, 0);
        try (TestBroker broker = TestBroker.with().retained(retained).start()) {
            Login login = Login.as("client");
            RawClient client = broker.openNarrow(login).send(login.packet());
            client.receive(Packet.ConnAck.class);
            client.subscribe("r/#", 0);
            RawClient other = broker.connect("other");
            other.assertNothingCame();

            for (int i = 0; i < MANY; i++) {
                client.receivePublish();
            }

            client.assertNothingCame();
        }
    }

    @Test
    void newMessagesComeBehindThoseThatAreUnderWay() {
        retain(100, 1);
        try (TestBroker broker = TestBroker.with().retained(retained).start()) {
            RawClient client = broker.connect(Login.as("client").with(Property.RECEIVE_MAXIMUM, 1))
                    .subscribe("r/#", 1);
            RawClient publisher = broker.connect("publisher");
            publisher.publish("r/5", "new", 1);
            publisher.receive(Packet.PubAck.class);

            List<String> texts = client.receiveTexts(101);

            assertThat(texts.getLast()).isEqualTo("new");
            assertThat(texts.subList(0, 100)).contains("r/5");
        }
    }

    @Test
    void whatWasNotSentYetWaitsInTheSessionOfAClientThatLeaves() {
        retain(50, 1);
        try (TestBroker broker = TestBroker.with().retained(retained).start()) {
            Login login = Login.as("client").persistent().with(Property.RECEIVE_MAXIMUM, 5);
            RawClient client = broker.connect(login).subscribe("r/#", 1);
            List<String> texts = new ArrayList<>(client.receiveTexts(5));
            client.untilPong();
            client.reset();
            await().until(() -> !broker.connected("client"));

            RawClient again = broker.resume(login);

            while (new HashSet<>(texts).size() < 50) {
                texts.add(again.receiveText());
            }
            again.assertNothingCame();
        }
    }

    @Test
    void aStoreThatFailsToFindThemLeavesTheSubscriptionInForce() {
        BreakableRetainedStore broken = new BreakableRetainedStore();
        broken.broken = true;
        try (TestBroker broker = TestBroker.with().retained(broken).start()) {
            RawClient client = broker.connect("client").subscribe("t", 0);

            client.publish("t", "live", 0);

            assertThat(client.receiveText()).isEqualTo("live");
        }
    }
}
