package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker with short queues and the behaviour that operators can choose. */
@WithSettings({
    "mqtt.max_mqueue_len=3",
    "mqtt.mqueue_store_qos0=false",
    "mqtt.mqueue_priorities={urgent=200}",
    "mqtt.max_inflight=2",
    "mqtt.max_awaiting_rel=2",
    "mqtt.await_rel_timeout=1s",
    "mqtt.max_subscriptions=4",
    "mqtt.check_payload_format=true",
    "mqtt.ignore_loop_deliver=true",
    "mqtt.session_expiry_interval=1s",
    "mqtt.use_username_as_clientid=true",
    "mqtt.shared_subscription_strategy=hash_topic",
    "mqtt.keepalive_multiplier=3.0"
})
class QueueTest extends ConformanceTest {

    private RawClient away(Connect connect) {
        return connected(connect).subscribe(topic("a"), 1);
    }

    @Test
    void fullQueueDropsOldestMessages() {
        Connect connect = persistent(Version.V5, name("sub"));
        away(connect).disconnect();
        RawClient publisher = connected(Version.V5);

        for (int i = 0; i < 6; i++) {
            publisher.publish(new Publish(topic("a")).qos(1).payload("m" + i));
        }

        RawClient again = connected(connect);
        for (int i = 3; i < 6; i++) {
            again.acknowledge(again.readMessage("m" + i));
        }
        again.expectOnlyPong();
    }

    @Test
    void messagesWithPriorityLeaveQueueFirst() {
        Connect connect = persistent(Version.V5, name("sub"));
        away(connect).subscribe("urgent", 1).disconnect();

        connected(Version.V5)
                .publish(new Publish(topic("a")).qos(1).payload("ordinary"))
                .publish(new Publish("urgent").qos(1).payload("urgent"));

        RawClient again = connected(connect);
        again.acknowledge(again.readMessage("urgent"));
        again.acknowledge(again.readMessage("ordinary"));
    }

    @Test
    void messagesWithQos0DoNotWaitForAbsentClient() {
        Connect connect = persistent(Version.V5, name("sub"));
        away(connect).disconnect();

        connected(Version.V5)
                .publish(new Publish(topic("a")).payload("not kept"))
                .publish(new Publish(topic("a")).qos(1).payload("kept"));

        connected(connect).readMessage("kept");
    }

    @Test
    @Spec("MQTT-4.9.0-1")
    void inflightWindowOfBrokerIsNarrowerThanReceiveMaximum() {
        RawClient subscriber = connected(Version.V5).subscribe(topic("a"), 1);
        RawClient publisher = connected(Version.V5);

        for (int i = 0; i < 3; i++) {
            publisher.publish(new Publish(topic("a")).qos(1).payload("m" + i));
        }

        Packet first = subscriber.readMessage("m0");
        subscriber.readMessage("m1");
        subscriber.expectSilence().acknowledge(first).readMessage("m2");
    }

    @Test
    void oneSubscriptionTooManyIsRefused() {
        RawClient client = connected(Version.V5);

        Packet suback = client.send(new Subscribe(1)
                        .filter(topic("1"), 0)
                        .filter(topic("2"), 0)
                        .filter(topic("3"), 0)
                        .filter(topic("4"), 0)
                        .filter(topic("5"), 0))
                .read(Packet.SUBACK);

        assertThat(suback.reasons()).containsExactly(0, 0, 0, 0, 0x97);
    }

    @Test
    @Spec({"MQTT-4.3.3-9", "MQTT-3.5.2-1"})
    void payloadThatIsNotWhatItSaysIsRefused() {
        RawClient subscriber = connected(Version.V5).subscribe(topic("a"), 0);
        RawClient client = connected(Version.V5);
        var text = new Props().u8(Props.PAYLOAD_FORMAT_INDICATOR, 1);

        Packet pubrec = client.send(
                        new Publish(topic("a")).qos(2).id(1).properties(text).payload(new byte[] {(byte) 0xFF}))
                .read(Packet.PUBREC);
        Packet next = client.send(
                        new Publish(topic("a")).qos(2).id(1).properties(text).payload("text"))
                .read(Packet.PUBREC);

        assertThat(pubrec.reason()).isEqualTo(0x99);
        assertThat(next.reason()).isLessThan(0x80);
        subscriber.readMessage("text");
    }

    @Test
    @Spec("MQTT-3.3.4-7")
    void secondMessageTooManyWithoutPubrelEndsConnection() {
        RawClient client = open(Version.V5);
        Packet connack = client.connect(new Connect(Version.V5).clientId(name("c")));

        for (int id = 1; id <= 3; id++) {
            client.send(new Publish(topic("a")).qos(2).id(id));
        }

        assertThat(connack.number(Props.RECEIVE_MAXIMUM)).contains(2L);
        client.expectDisconnectBehind(Packet.PUBREC, 0x93);
    }

    @ParameterizedTest
    @EnumSource
    void identifierThatWaitsTooLongForPubrelIsForgotten(Version version) {
        RawClient client = connected(version);
        for (int id = 1; id <= 2; id++) {
            client.send(new Publish(topic("a")).qos(2).id(id)).read(Packet.PUBREC);
        }

        client.expectSilence(Duration.ofMillis(2500));

        client.publish(new Publish(topic("a")).qos(2)).expectOnlyPong();
    }

    @ParameterizedTest
    @EnumSource
    void ownMessagesDoNotComeBack(Version version) {
        RawClient client = connected(version).subscribe(topic("a"), 0);

        client.send(new Publish(topic("a")).payload("own")).expectOnlyPong();

        client.expectSilence();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1", "V3_1_1"})
    void sessionOfOlderClientsExpires(Version version) {
        Connect connect = persistent(version, name("c"));
        connected(connect).subscribe(topic("a"), 1).disconnect();
        RawClient publisher = connected(version);
        publisher.expectSilence(Duration.ofMillis(2500));

        RawClient again = open(version);

        assertThat(again.connect(connect).sessionPresent()).isFalse();
        publisher.publish(new Publish(topic("a")).qos(1).payload("m"));
        again.expectSilence();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1", "V3_1_1"})
    @Spec("3.1.1:MQTT-4.1.0-2")
    void sessionOfConnectedClientDoesNotExpire(Version version) {
        RawClient client = connected(persistent(version, name("c"))).subscribe(topic("a"), 1);
        client.expectSilence(Duration.ofMillis(2500));

        connected(version).publish(new Publish(topic("a")).qos(1).payload("still subscribed"));

        client.readMessage("still subscribed");
    }

    @ParameterizedTest
    @EnumSource
    void userNameTakesPlaceOfClientIdentifier(Version version) {
        byte[] user = name("user").getBytes(StandardCharsets.UTF_8);
        RawClient older = connected(new Connect(version).clientId(name("1")).userName(user));

        connected(new Connect(version).clientId(name("2")).userName(user));

        older.expectDisconnect(0x8E);
    }

    @Test
    void sharedMessagesOfOneTopicGoToOneMember() {
        String filter = "$share/" + name("g") + "/" + topic("#");
        RawClient first = connected(Version.V5).subscribe(filter, 0);
        RawClient second = connected(Version.V5).subscribe(filter, 0);
        RawClient publisher = connected(Version.V5);

        for (int i = 0; i < 10; i++) {
            publisher.publish(new Publish(topic("t")).payload("m" + i));
        }

        assertThat(List.of(first.drain().size(), second.drain().size())).containsExactlyInAnyOrder(0, 10);
    }

    @ParameterizedTest
    @EnumSource
    void keepAliveIsMultipliedAsConfigured(Version version) {
        RawClient client = connected(new Connect(version).clientId(name("k")).keepAlive(1));

        client.expectSilence(Duration.ofMillis(2200));

        client.expectDisconnect(0x8D);
    }
}
