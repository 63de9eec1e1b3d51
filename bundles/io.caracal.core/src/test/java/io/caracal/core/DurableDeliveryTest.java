package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.core.SlowStore.Call;
import io.caracal.core.SlowStore.Waiting;
import io.caracal.itests.spec.Spec;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out to a stored session with a store that takes its time or fails: QoS 2 only what a crash cannot change any more. */
class DurableDeliveryTest {
    private final SlowStore store = new SlowStore();
    private final TestBroker broker = TestBroker.with().loops(3).sessions(store).start();

    @AfterEach
    void stop() {
        broker.close();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    private RawClient subscriber() {
        return broker.connect(Login.as(broker.idOn(0, "subscriber")).persistent())
                .subscribe("t", 2);
    }

    private RawClient publisher(int loop) {
        return broker.connect(broker.idOn(loop, "publisher"));
    }

    @Test
    void aQos2MessageGoesOutWhenItIsDurableWithItsIdentifier() throws Exception {
        RawClient subscriber = subscriber();
        RawClient publisher = publisher(0);
        store.slow(Call.ENQUEUE);
        publisher.publish("t", "once", 2);
        Waiting enqueue = store.next();
        subscriber.assertNothingCame();

        enqueue.complete();

        Packet.Publish publish = subscriber.receivePublish();
        assertThat(publish.dup()).isFalse();
        assertThat(store.sessions().stream()
                        .flatMap(session -> session.queue().stream())
                        .toList())
                .singleElement()
                .satisfies(entry -> assertThat(entry.delivery().packetId()).isEqualTo(publish.packetId()));
    }

    @Test
    void aQos2MessageFromAnotherLoopGoesOutWhenItsIdentifierIsDurable() throws Exception {
        RawClient subscriber = subscriber();
        store.slow(Call.SENT);
        publisher(1).publish("t", "once", 2);
        Waiting sent = store.next();
        subscriber.assertNothingCame();

        sent.complete();

        assertThat(RawClient.text(subscriber.receivePublish())).isEqualTo("once");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aQos1MessageGoesOutAtOnce(int loop) throws Exception {
        RawClient subscriber = subscriber();
        RawClient publisher = publisher(loop);
        store.slow(Call.ENQUEUE, Call.SENT);

        publisher.publish("t", "at least once", 1);

        assertThat(subscriber.receiveText()).isEqualTo("at least once");
        publisher.assertNothingCame();
        store.next().complete();
        publisher.receive(Packet.PubAck.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatComesBehindAQos2MessageDoesNotOvertakeIt(int loop) throws Exception {
        RawClient subscriber = subscriber();
        RawClient publisher = publisher(loop);
        store.slow(loop == 0 ? Call.ENQUEUE : Call.SENT);
        publisher.publish("t", "first", 2);
        publisher.publish("t", "second", 1);
        publisher.publish("t", "third", 2);
        List<Waiting> calls = List.of(store.next(), store.next(), store.next());

        calls.get(2).complete();
        calls.get(1).complete();
        subscriber.assertNothingCame();
        calls.get(0).complete();

        assertThat(RawClient.text(subscriber.receivePublish())).isEqualTo("first");
        assertThat(RawClient.text(subscriber.receivePublish())).isEqualTo("second");
        assertThat(RawClient.text(subscriber.receivePublish())).isEqualTo("third");
    }

    @Test
    void pubrelWaitsUntilItIsDurableThatTheClientHasTheMessage() throws Exception {
        RawClient subscriber = subscriber();
        publisher(0).publish("t", "once", 2);
        int id = subscriber.receivePublish().packetId();
        store.slow(Call.RECEIVED);

        subscriber.pubrec(id);

        Waiting received = store.next();
        subscriber.assertNothingCame();
        subscriber.pubrec(id).assertNothingCame();
        received.complete();
        assertThat(subscriber.receive(Packet.PubRel.class).packetId()).isEqualTo(id);
        assertThat(subscriber.receive(Packet.PubRel.class).packetId()).isEqualTo(id);
    }

    @Test
    void aClientIsSentAwayWithoutPubrelWhenItCannotBeStoredThatItHasTheMessage() {
        RawClient subscriber = subscriber();
        publisher(0).publish("t", "once", 2);
        int id = subscriber.receivePublish().packetId();
        store.broken(Call.RECEIVED);

        subscriber.pubrec(id);

        assertThat(subscriber.sentAway()).isEqualTo(ReasonCode.UNSPECIFIED_ERROR);
    }

    @Test
    void aQos2MessageWhoseIdentifierCannotBeStoredIsNotSentAndNotLost() {
        RawClient subscriber = subscriber();
        store.broken(Call.SENT);
        publisher(1).publish("t", "once", 2);
        assertThat(subscriber.untilClosed()).noneMatch(Packet.Publish.class::isInstance);
        store.broken();

        RawClient again = broker.resume(Login.as(broker.idOn(0, "subscriber")).persistent());

        assertThat(RawClient.text(again.receivePublish())).isEqualTo("once");
        again.assertNothingCame();
    }

    @Test
    void aQos2MessageThatCouldNotBeStoredIsNotSentAndComesOnceWhenItIsGivenAgain() {
        RawClient subscriber = subscriber();
        RawClient publisher = publisher(0);
        store.broken(Call.ENQUEUE);
        Packet.Publish packet = publisher.message("t", "again", 2);
        publisher.send(packet);
        assertThat(publisher.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.UNSPECIFIED_ERROR);
        store.broken();

        publisher.send(packet);

        assertThat(publisher.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.SUCCESS);
        assertThat(RawClient.text(subscriber.receivePublish())).isEqualTo("again");
        subscriber.assertNothingCame();
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5"})
    void aReleaseThatCannotBeStoredIsNeverAnswered(ProtocolVersion version) {
        Login login = Login.as("publisher").version(version).persistent().resuming();
        RawClient publisher = broker.connect(login);
        int id = publisher.publish("t", "x", 2);
        publisher.receive(Packet.PubRec.class);
        store.broken(Call.RELEASED);

        publisher.pubrel(id);

        assertThat(publisher.untilClosed()).noneMatch(Packet.PubComp.class::isInstance);
        await().until(() -> !broker.connected("publisher"));
        store.broken();
        RawClient again = broker.resume(login);
        again.pubrel(id);
        assertThat(again.receive(Packet.PubComp.class))
                .returns(id, Packet.PubComp::packetId)
                .returns(ReasonCode.SUCCESS, Packet.PubComp::reason);
    }

    @Test
    void aClientThatAcknowledgesWhatItDidNotGetHarmsNobody() throws Exception {
        RawClient subscriber = subscriber();
        RawClient publisher = publisher(0);
        store.slow(Call.ENQUEUE);
        publisher.publish("t", "once", 2);
        Waiting enqueue = store.next();

        subscriber.pubrec(1).assertNothingCame();

        enqueue.complete();
        publisher.receive(Packet.PubRec.class);
        assertThat(subscriber.receive(Packet.PubRel.class).packetId()).isEqualTo(1);
        subscriber.pubcomp(1).assertNothingCame();
    }

    @Test
    void aClientThatGoesWhileItsMessageBecomesDurableGetsItWhenItComesBack() throws Exception {
        Login login = Login.as(broker.idOn(0, "subscriber")).persistent();
        RawClient subscriber = subscriber();
        RawClient publisher = publisher(0);
        store.slow(Call.ENQUEUE);
        publisher.publish("t", "once", 2);
        Waiting enqueue = store.next();
        subscriber.reset();
        await().until(() -> !broker.connected(login.clientId()));

        enqueue.complete();

        publisher.receive(Packet.PubRec.class);
        RawClient again = broker.resume(login);
        assertThat(RawClient.text(again.receivePublish())).isEqualTo("once");
        again.assertNothingCame();
    }

    @Test
    @Spec("MQTT-3.2.2-2")
    void aCleanStartWithoutASessionOfItsOwnIsAnsweredWhenTheOldOneIsGoneForGood() throws Exception {
        broker.connect(Login.as("client").persistent()).subscribe("t", 1).disconnect();
        await().until(() -> !broker.connected("client"));
        store.slow(Call.REMOVE);
        RawClient client = broker.begin(Login.as("client"));

        Waiting remove = store.next();
        broker.turn();
        assertThat(client.available()).isEmpty();
        remove.complete();

        assertThat(client.receive(Packet.ConnAck.class))
                .returns(0, Packet.ConnAck::returnCode)
                .returns(false, Packet.ConnAck::sessionPresent);
    }

    @Test
    void aPublisherIsNotReadFromWhileTheStoreLags() throws Exception {
        broker.connect(Login.as("keeper").persistent()).subscribe("kept", 1).disconnect();
        RawClient publisher = broker.connect("publisher");
        store.slow(Call.ENQUEUE);
        store.lagging(true);
        Packet[] packets = new Packet[20];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = publisher.message("kept", "x", 1);
        }
        publisher.send(packets);

        for (int i = 0; i < 5; i++) {
            Waiting one = store.next();
            broker.turn();
            assertThat(store.waiting()).isZero();
            one.complete();
            publisher.receive(Packet.PubAck.class);
        }
        store.lagging(false);
        store.slow();
        store.next().complete();

        for (int i = 5; i < packets.length; i++) {
            publisher.receive(Packet.PubAck.class);
        }
    }

    @Test
    void aPublisherWhoseMessagesNeedNoDiskDoesNotWaitForAStoreThatLags() {
        store.lagging(true);
        RawClient subscriber = broker.connect("subscriber").subscribe("t", 1);
        RawClient publisher = broker.connect("publisher");

        for (int i = 0; i < 50; i++) {
            publisher.publish("t", Integer.toString(i), 1);
        }

        assertThat(subscriber.receiveTexts(50)).hasSize(50);
        for (int i = 0; i < 50; i++) {
            publisher.receive(Packet.PubAck.class);
        }
    }

    @Test
    void numbersAreHigherThanEverythingThatTheStoreHad() {
        List<Long> before = new ArrayList<>();
        RawClient keeper = broker.connect(Login.as("keeper").persistent()).subscribe("kept", 1);
        RawClient publisher = broker.connect("publisher");
        for (int i = 0; i < 3; i++) {
            publisher.publish("kept", "x", 1);
            publisher.receive(Packet.PubAck.class);
        }
        store.sessions().forEach(session -> session.queue()
                .forEach(entry -> before.add(entry.delivery().sequence())));
        keeper.reset();
        broker.close();

        try (TestBroker next = TestBroker.with().sessions(store).start()) {
            RawClient another = next.connect("publisher");
            another.publish("kept", "y", 1);
            another.receive(Packet.PubAck.class);

            assertThat(store.sessions().getFirst().queue())
                    .extracting(entry -> entry.delivery().sequence())
                    .hasSize(4)
                    .startsWith(before.toArray(Long[]::new))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }
}
