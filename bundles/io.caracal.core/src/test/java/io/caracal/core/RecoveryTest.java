package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.store.StoredSession;
import io.caracal.itests.spec.Spec;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import io.caracal.store.memory.MemoryRetainedStore;
import io.caracal.store.memory.MemorySessionStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a broker finds again in the stores of the one before it. */
class RecoveryTest {
    private static final Login CLIENT = Login.as("client").persistent();

    private final MemorySessionStore sessions = new MemorySessionStore();
    private final MemoryRetainedStore retained = new MemoryRetainedStore();
    private TestBroker broker = start(3);

    private TestBroker start(int loops) {
        return TestBroker.with()
                .loops(loops)
                .sessions(sessions)
                .retained(retained)
                .start();
    }

    /** Another broker with the same stores, and with another number of loops. */
    private void restart() {
        broker.close();
        broker = start(2);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    private void publish(String topic, String payload, int qos) {
        RawClient publisher = broker.connect("publisher-" + topic + payload);
        publisher.publish(topic, payload, qos);
        publisher.receive();
        publisher.disconnect();
    }

    @Test
    void subscriptionsWithTheirOptionsSurvive() {
        RawClient client = broker.connect(CLIENT);
        client.send(new Packet.Subscribe(
                1,
                List.of(
                        new Packet.Subscription("own", 1, true, false, 0),
                        new Packet.Subscription("flag/+", 1, false, true, 0)),
                Properties.builder().add(Property.SUBSCRIPTION_IDENTIFIER, 77).build()));
        client.receive(Packet.SubAck.class);
        client.send(new Packet.Unsubscribe(2, List.of("gone"), Properties.NONE));
        client.receive(Packet.UnsubAck.class);
        client.disconnect();

        restart();

        RawClient again = broker.resume(CLIENT);
        again.publish("own", "not for me", 0);
        again.send(again.message("flag/a", new byte[] {1}, 1, true));
        Packet.Publish received = (Packet.Publish) again.untilPong().stream()
                .filter(Packet.Publish.class::isInstance)
                .reduce((one, two) -> {
                    throw new AssertionError("more than one message: " + one + two);
                })
                .orElseThrow();
        assertThat(received.topic()).isEqualTo("flag/a");
        assertThat(received.retain()).isTrue();
        assertThat(received.properties().number(Property.SUBSCRIPTION_IDENTIFIER, 0))
                .isEqualTo(77);
    }

    @Test
    void theQueueSurvivesInItsOrder() {
        broker.connect(CLIENT).subscribe("q/#", 2).disconnect();
        for (int i = 0; i < 20; i++) {
            publish("q/" + i % 3, Integer.toString(i), 1);
        }

        restart();

        RawClient again = broker.resume(CLIENT);
        for (int i = 0; i < 20; i++) {
            Packet.Publish publish = again.receivePublish();
            assertThat(publish.dup()).isFalse();
            assertThat(RawClient.text(publish)).isEqualTo(Integer.toString(i));
            again.puback(publish);
        }
        again.assertNothingCame();
    }

    @Test
    @Spec({"MQTT-4.4.0-1", "MQTT-4.6.0-1"})
    void whatWasInFlightIsSentAgainWithItsIdentifierAndDup() {
        RawClient client = broker.connect(CLIENT).subscribe("q", 2);
        publish("q", "one", 1);
        publish("q", "two", 2);
        publish("q", "three", 1);
        int first = client.receivePublish().packetId();
        int second = client.receivePublish().packetId();
        Packet.Publish acknowledged = client.receivePublish();
        client.puback(acknowledged).assertNothingCame();
        client.disconnect();

        restart();

        RawClient again = broker.resume(CLIENT);
        assertThat(again.receivePublish())
                .returns(first, Packet.Publish::packetId)
                .returns(true, Packet.Publish::dup)
                .returns("one", RawClient::text);
        assertThat(again.receivePublish())
                .returns(second, Packet.Publish::packetId)
                .returns(true, Packet.Publish::dup)
                .returns("two", RawClient::text);
        again.assertNothingCame();
    }

    @Test
    void newMessagesGetOtherIdentifiersThanThoseInFlight() {
        RawClient client = broker.connect(CLIENT).subscribe("q", 1);
        publish("q", "one", 1);
        publish("q", "two", 1);
        client.receivePublish();
        client.receivePublish();
        client.disconnect();
        publish("q", "three", 1);

        restart();

        RawClient again = broker.resume(CLIENT);
        List<Integer> ids = List.of(
                again.receivePublish().packetId(),
                again.receivePublish().packetId(),
                again.receivePublish().packetId());
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void aReleasedDeliveryIsReleasedAgainAndNotSentAgain() {
        RawClient client = broker.connect(CLIENT).subscribe("q", 2);
        publish("q", "once", 2);
        int id = client.receivePublish().packetId();
        client.pubrec(id);
        assertThat(client.receive(Packet.PubRel.class).packetId()).isEqualTo(id);
        client.disconnect();

        restart();

        RawClient again = broker.resume(CLIENT);
        assertThat(again.receive(Packet.PubRel.class).packetId()).isEqualTo(id);
        again.pubcomp(id).assertNothingCame();
    }

    @Test
    @Spec("MQTT-4.3.3-10")
    void aMessageThatWasAcceptedIsADuplicateUntilItIsReleased() {
        RawClient subscriber =
                broker.connect(Login.as("subscriber").persistent()).subscribe("q", 2);
        RawClient client = broker.connect(CLIENT);
        Packet.Publish packet = client.message("q", "once", 2);
        client.send(packet);
        client.receive(Packet.PubRec.class);
        assertThat(RawClient.text(subscriber.receivePublish())).isEqualTo("once");

        restart();

        RawClient again = broker.resume(CLIENT);
        RawClient watcher = broker.connect("watcher").subscribe("q", 0);
        again.send(new Packet.Publish(
                packet.topic(), packet.payload(), 2, false, true, packet.packetId(), Properties.NONE));
        assertThat(again.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.SUCCESS);
        watcher.assertNothingCame();
        again.pubrel(packet.packetId());
        assertThat(again.receive(Packet.PubComp.class).reason()).isEqualTo(ReasonCode.SUCCESS);
        again.send(packet);
        again.receive(Packet.PubRec.class);
        assertThat(watcher.receiveText()).isEqualTo("once");
    }

    @Test
    void aSessionOfMqtt311Survives() {
        Login login = Login.as("client").version(ProtocolVersion.MQTT_3_1_1).resuming();
        broker.connect(login).subscribe("q", 1).disconnect();
        publish("q", "queued", 1);

        restart();

        assertThat(broker.resume(login).receiveText()).isEqualTo("queued");
    }

    @Test
    void aSessionThatEndsWithItsConnectionDoesNotSurvive() {
        broker.connect("client").subscribe("q", 1);

        restart();

        broker.connect(Login.as("client").resuming());
    }

    @Test
    void aSessionExpiresThoughTheBrokerWasRestarted() {
        Login brief = Login.as("client").with(Property.SESSION_EXPIRY_INTERVAL, 1);
        broker.connect(brief).subscribe("q", 1).disconnect();
        await().until(() -> !broker.connected("client"));

        restart();

        await().until(() -> !broker.hasSession("client"));
        List<StoredSession> left = new ArrayList<>();
        sessions.recover(left::add);
        assertThat(left).isEmpty();
        broker.connect(brief.resuming());
    }

    @Test
    void aDelayedWillIsPublishedThoughTheBrokerWasRestarted() {
        Properties delay =
                Properties.builder().add(Property.WILL_DELAY_INTERVAL, 1).build();
        RawClient watcher = broker.connect(Login.as("watcher").persistent()).subscribe("will", 1);
        broker.connect(CLIENT.will("will", "late", 1, false, delay)).reset();
        await().until(() -> !broker.connected("client"));
        watcher.disconnect();

        restart();

        RawClient again = broker.resume(Login.as("watcher").persistent());
        assertThat(again.receiveText()).isEqualTo("late");
        again.disconnect();
        restart();
        broker.resume(Login.as("watcher").persistent()).assertNothingCame();
    }

    @Test
    void retainedMessagesSurvive() {
        RawClient client = broker.connect("client");
        client.send(client.message("r/a", "kept".getBytes(java.nio.charset.StandardCharsets.UTF_8), 1, true));
        client.receive(Packet.PubAck.class);

        restart();

        RawClient again = broker.connect("client").subscribe("r/#", 1);
        assertThat(again.receivePublish()).returns("kept", RawClient::text).returns(true, Packet.Publish::retain);
    }

    @Test
    void aMessageThatWaitsForAMemberOfASharedSubscriptionGoesToAnotherAfterwards() {
        broker.connect(CLIENT).subscribe("$share/g/q", 1).disconnect();
        await().until(() -> !broker.connected("client"));
        publish("q", "shared", 1);

        restart();

        RawClient other = broker.connect("other").subscribe("$share/g/q", 1);
        // The one that holds the message takes its session up and leaves it for good.
        broker.resume(CLIENT)
                .send(new Packet.Disconnect(
                        ReasonCode.SUCCESS,
                        Properties.builder()
                                .add(Property.SESSION_EXPIRY_INTERVAL, 0)
                                .build()));
        assertThat(other.receiveText()).isEqualTo("shared");
    }
}
