package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest extends ConformanceTest {

    @ParameterizedTest
    @EnumSource
    @Spec({
        "MQTT-3.1.2-5",
        "MQTT-3.1.2-6",
        "MQTT-3.1.2-23",
        "MQTT-3.1.3-2",
        "MQTT-3.1.4-4",
        "MQTT-4.5.0-1",
        "3.1.1:MQTT-3.1.2-4",
        "3.1.1:MQTT-3.1.2-5",
        "3.1.1:MQTT-3.1.3-2",
        "3.1.1:MQTT-3.1.4-3",
        "3.1.1:MQTT-4.1.0-1",
        "3.1.1:MQTT-4.5.0-1"
    })
    void resumedSessionHasSubscriptionsAndMissedMessages(Version version) {
        Connect connect = persistent(version, name("sub"));
        connected(connect).subscribe(topic("a"), 2).disconnect();
        RawClient publisher = connected(version);
        publisher.publish(new Publish(topic("a")).qos(1).payload("one"));
        publisher.publish(new Publish(topic("a")).qos(2).payload("two"));

        RawClient again = connected(connect);

        Packet one = again.readMessage("one");
        assertThat(one.dup()).as("DUP of a first delivery").isFalse();
        again.acknowledge(one).acknowledge(again.readMessage("two"));
        publisher.publish(new Publish(topic("a")).payload("live"));
        again.readMessage("live");
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-4", "MQTT-3.1.4-4", "3.1.1:MQTT-3.1.2-6", "3.1.1:MQTT-3.1.4-3"})
    void cleanStartDropsStoredSession(Version version) {
        Connect connect = persistent(version, name("sub"));
        connected(connect).subscribe(topic("a"), 1).disconnect();
        RawClient publisher =
                connected(version).publish(new Publish(topic("a")).qos(1).payload("missed"));

        RawClient clean = connected(persistent(version, name("sub")).clean(true));
        publisher.publish(new Publish(topic("a")).qos(1).payload("unsubscribed"));

        clean.expectSilence();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1", "V3_1_1"})
    @Spec("3.1.1:MQTT-3.1.2-6")
    void cleanSessionIsNotReused(Version version) {
        connected(new Connect(version).clientId(name("c")))
                .subscribe(topic("a"), 1)
                .disconnect();

        RawClient again = open(version);
        Packet connack = again.connect(persistent(version, name("c")));
        connected(version).publish(new Publish(topic("a")).qos(1).payload("m"));

        assertThat(connack.sessionPresent()).isFalse();
        again.expectSilence();
    }

    @Test
    void sessionWithoutExpiryIntervalEndsWithConnection() {
        connected(new Connect(Version.V5).clientId(name("c"))).disconnect();

        Packet connack = open(Version.V5)
                .connect(new Connect(Version.V5).clientId(name("c")).clean(false));

        assertThat(connack.sessionPresent()).isFalse();
    }

    @Test
    @Spec("MQTT-4.1.0-2")
    void sessionIsDiscardedWhenItsExpiryIntervalPassed() {
        Connect connect = expiring(1);
        connected(connect).subscribe(topic("a"), 1).disconnect();

        // connecting would renew the session, so the probe is a message that nobody waits for any more
        RawClient publisher = connected(Version.V5);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> publisher
                                .send(new Publish(topic("a")).qos(1).id(1))
                                .read(Packet.PUBACK)
                                .reason()
                        == 0x10);

        assertThat(open(Version.V5).connect(expiring(0)).sessionPresent()).isFalse();
    }

    @Test
    @Spec("MQTT-4.1.0-1")
    void sessionLastsAsLongAsItsConnection() {
        RawClient client = connected(expiring(1)).subscribe(topic("a"), 1);
        client.expectSilence(Duration.ofMillis(2500));

        connected(Version.V5).publish(new Publish(topic("a")).qos(1).payload("still subscribed"));

        client.readMessage("still subscribed");
    }

    @Test
    void sessionExpiryIntervalIsChangedByDisconnect() {
        connected(expiring(LONG_EXPIRY))
                .send(Packets.disconnect(0, new Props().u32(Props.SESSION_EXPIRY_INTERVAL, 0)))
                .expectClose();

        assertThat(open(Version.V5).connect(expiring(1)).sessionPresent()).isFalse();
        RawClient other = connected(new Connect(Version.V5)
                .clientId(name("other"))
                .properties(new Props().u32(Props.SESSION_EXPIRY_INTERVAL, 1)));
        other.send(Packets.disconnect(0, new Props().u32(Props.SESSION_EXPIRY_INTERVAL, LONG_EXPIRY)))
                .expectClose();
        Packet connack = open(Version.V5)
                .connect(new Connect(Version.V5).clientId(name("other")).clean(false));
        assertThat(connack.sessionPresent()).isTrue();
    }

    @Test
    void disconnectMayNotGiveExpiryToSessionWithoutOne() {
        RawClient client = connected(Version.V5);

        client.send(Packets.disconnect(0, new Props().u32(Props.SESSION_EXPIRY_INTERVAL, 60)));

        client.expectDisconnectOrClose(0x82);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({
        "MQTT-3.3.1-1",
        "MQTT-3.3.1-3",
        "MQTT-4.3.2-3",
        "MQTT-4.3.3-3",
        "MQTT-4.4.0-1",
        "MQTT-4.6.0-1",
        "3.1.1:MQTT-3.3.1-1",
        "3.1.1:MQTT-3.3.1-3",
        "3.1.1:MQTT-4.3.2-1",
        "3.1.1:MQTT-4.3.3-1",
        "3.1.1:MQTT-4.4.0-1",
        "3.1.1:MQTT-4.6.0-1",
        "3.1.1:MQTT-4.6.0-6"
    })
    void unacknowledgedMessagesAreSentAgainInOrderWithDup(Version version) {
        Connect connect = persistent(version, name("sub"));
        RawClient client = connected(connect).subscribe(topic("a"), 2);
        RawClient publisher = connected(version);
        var ids = new int[6];
        for (int i = 0; i < ids.length; i++) {
            publisher.publish(new Publish(topic("a")).qos(1 + i % 2).payload("m" + i));
            ids[i] = client.readMessage("m" + i).id();
        }
        client.send(Packets.ack(Packet.PUBACK, ids[2])).expectOnlyPong();

        client.abort();
        RawClient again = connected(connect);

        for (int i : new int[] {0, 1, 3, 4, 5}) {
            Packet message = again.readMessage("m" + i);
            assertThat(message.id()).as("identifier of %s", message).isEqualTo(ids[i]);
            assertThat(message.dup()).as("DUP of %s", message).isTrue();
        }
        again.expectOnlyPong();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.3.3-5", "MQTT-4.3.3-6", "MQTT-4.4.0-1", "3.1.1:MQTT-4.3.3-1", "3.1.1:MQTT-4.4.0-1"})
    void pubrelIsSentAgainInsteadOfPublish(Version version) {
        Connect connect = persistent(version, name("sub"));
        RawClient client = connected(connect).subscribe(topic("a"), 2);
        connected(version).publish(new Publish(topic("a")).qos(2).payload("m"));
        int id = client.readMessage("m").id();
        client.send(Packets.ack(Packet.PUBREC, id)).read(Packet.PUBREL);

        client.abort();
        RawClient again = connected(connect);

        assertThat(again.read(Packet.PUBREL).id()).isEqualTo(id);
        again.send(Packets.ack(Packet.PUBCOMP, id)).disconnect();
        connected(connect).expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.3.3-10", "MQTT-3.1.2-5", "3.1.1:MQTT-4.3.3-2", "3.1.1:MQTT-4.1.0-1"})
    void receivedIdentifiersOfQos2OutliveConnection(Version version) {
        RawClient subscriber = connected(version).subscribe(topic("#"), 0);
        Connect connect = persistent(version, name("pub"));
        RawClient publisher = connected(connect);
        Publish publish = new Publish(topic("a")).qos(2).id(5).payload("once");
        publisher.send(publish).read(Packet.PUBREC);

        publisher.abort();
        RawClient again = connected(connect);
        again.send(publish.dup()).read(Packet.PUBREC);
        again.send(Packets.ack(Packet.PUBREL, 5)).read(Packet.PUBCOMP);
        again.publish(new Publish(topic("end")).payload("end"));

        subscriber.readMessage("once");
        subscriber.readMessage("end");
    }

    /** Retries while connected would show within the two seconds; nothing but a resumption may cause any. */
    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5"})
    @Spec("MQTT-4.4.0-1")
    void nothingIsSentAgainWhileConnected(Version version) {
        RawClient client = connected(version).subscribe(topic("a"), 2);
        RawClient publisher = connected(version);
        publisher.publish(new Publish(topic("a")).qos(1).payload("one"));
        publisher.publish(new Publish(topic("a")).qos(2).payload("two"));
        client.readMessage("one");
        client.readMessage("two");

        client.expectSilence(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.4-3", "MQTT-4.4.0-1", "3.1.1:MQTT-3.1.4-2", "3.1.1:MQTT-4.4.0-1"})
    void takeOverResumesSessionOfConnectedClient(Version version) {
        Connect connect = persistent(version, name("sub"));
        RawClient older = connected(connect).subscribe(topic("a"), 1);
        RawClient publisher =
                connected(version).publish(new Publish(topic("a")).qos(1).payload("unacknowledged"));
        int id = older.readMessage("unacknowledged").id();

        RawClient newer = connected(connect);

        older.expectDisconnect(0x8E);
        Packet again = newer.readMessage("unacknowledged");
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.dup()).isTrue();
        publisher.publish(new Publish(topic("a")).qos(1).payload("next"));
        newer.readMessage("next");
    }

    @Test
    void sessionIsResumedWithAnotherVersion() {
        Connect old = persistent(Version.V3_1_1, name("sub"));
        connected(old).subscribe(topic("a"), 2).disconnect();
        RawClient publisher = connected(Version.V5);
        publisher.publish(new Publish(topic("a")).qos(2).payload("first").properties(new Props().user("k", "v")));

        RawClient newer = connected(persistent(Version.V5, name("sub")));
        newer.acknowledge(newer.readMessage("first")).disconnect();
        publisher.publish(new Publish(topic("a")).qos(1).payload("second").properties(new Props().user("k", "v")));
        RawClient again = connected(old);

        again.acknowledge(again.readMessage("second")).expectOnlyPong();
    }

    @Test
    void sessionThatNeverExpiresIsKept() {
        connected(expiring(0xFFFF_FFFFL)).disconnect();

        assertThat(open(Version.V5).connect(expiring(0)).sessionPresent()).isTrue();
    }

    /** Delivery resumes after a first message that was acknowledged on the earlier connection: nothing comes twice. */
    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.4.0-1", "MQTT-4.3.2-3", "MQTT-4.3.3-5"})
    void acknowledgedMessagesAreNotSentAgain(Version version) {
        Connect connect = persistent(version, name("sub"));
        RawClient client = connected(connect).subscribe(topic("a"), 2);
        RawClient publisher = connected(version);
        publisher.publish(new Publish(topic("a")).qos(1).payload("one"));
        publisher.publish(new Publish(topic("a")).qos(2).payload("two"));
        client.acknowledge(client.readMessage("one"));
        client.acknowledge(client.readMessage("two")).expectOnlyPong();

        client.abort();

        connected(connect).expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.6.0-5", "3.1.1:MQTT-4.6.0-6"})
    void longQueueIsDeliveredInOrderBehindUnacknowledgedMessages(Version version) {
        Connect connect = persistent(version, name("sub"));
        RawClient client = connected(connect).subscribe(topic("a"), 1);
        RawClient publisher = connected(version);
        for (int i = 0; i < 40; i++) {
            publisher.publish(new Publish(topic("a")).qos(1).payload("m" + i));
        }
        client.readMessage("m0");
        client.abort();
        for (int i = 40; i < 200; i++) {
            publisher.publish(new Publish(topic("a")).qos(1).payload("m" + i));
        }

        RawClient again = connected(connect);

        for (int i = 0; i < 200; i++) {
            again.acknowledge(again.readMessage("m" + i));
        }
        again.expectOnlyPong();
    }

    @Test
    void ofManyContendersOneStaysConnected() {
        var contenders = Stream.generate(() -> open(Version.V5)).limit(30).toList();

        contenders.forEach(client -> client.send(new Connect(Version.V5).clientId(name("same"))));

        Awaitility.await()
                .until(() -> contenders.stream().filter(RawClient::answersPing).count() == 1);
    }

    private Connect expiring(long seconds) {
        return new Connect(Version.V5)
                .clientId(name("e"))
                .clean(false)
                .properties(new Props().u32(Props.SESSION_EXPIRY_INTERVAL, seconds));
    }
}
