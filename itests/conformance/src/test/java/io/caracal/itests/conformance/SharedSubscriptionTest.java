package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedSubscriptionTest extends ConformanceTest {

    private String shared(String filter) {
        return "$share/" + name("g") + "/" + topic(filter);
    }

    @Test
    @Spec({"MQTT-4.8.2-1", "MQTT-4.8.2-2"})
    void membersTakeTurns() {
        RawClient first = connected(Version.V5).subscribe(shared("a"), 1);
        RawClient second = connected(Version.V5).subscribe(shared("a"), 1);
        RawClient publisher = connected(Version.V5);

        for (int i = 0; i < 10; i++) {
            publisher.publish(new Publish(topic("a")).qos(1).payload("m" + i));
        }

        var payloads = IntStream.range(0, 5)
                .boxed()
                .flatMap(i -> Stream.of(first, second))
                .map(member -> {
                    Packet message = member.read(Packet.PUBLISH);
                    member.acknowledge(message);
                    return message.text();
                })
                .toList();
        assertThat(payloads).hasSize(10).doesNotHaveDuplicates();
        first.expectOnlyPong();
        second.expectOnlyPong();
    }

    @Test
    void everyGroupAndEveryOrdinarySubscriptionGetsMessage() {
        RawClient group = connected(Version.V5).subscribe("$share/" + name("g") + "/" + topic("a"), 0);
        RawClient otherGroup = connected(Version.V5).subscribe("$share/" + name("h") + "/" + topic("#"), 0);
        RawClient ordinary = connected(Version.V5).subscribe(topic("a"), 0);

        connected(Version.V5).publish(new Publish(topic("a")).payload("to all"));

        group.readMessage("to all");
        otherGroup.readMessage("to all");
        ordinary.readMessage("to all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$share/",
                "$share/g",
                "$share/g/",
                "$share//a",
                "$share/g+/a",
                "$share/g#/a",
                "$share/+/a",
                "$share/g/a#"
            })
    @Spec({"MQTT-4.8.2-1", "MQTT-4.8.2-2"})
    void invalidSharedFilterIsRefused(String filter) {
        RawClient client = connected(Version.V5);

        client.send(new Subscribe(1).filter(filter, 0));

        client.expectFilterRefused(0x80, 0x81, 0x82, 0x8F);
    }

    @Test
    @Spec("MQTT-4.8.2-3")
    void messageIsDeliveredWithQosGrantedToMember() {
        RawClient low = connected(Version.V5).subscribe(shared("a"), 0);
        RawClient high = connected(Version.V5).subscribe(shared("a"), 2);
        RawClient publisher = connected(Version.V5);

        publisher.publish(new Publish(topic("a")).qos(2).payload("x"));
        publisher.publish(new Publish(topic("a")).qos(2).payload("y"));

        assertThat(low.read(Packet.PUBLISH).qos()).isZero();
        assertThat(high.read(Packet.PUBLISH).qos()).isEqualTo(2);
    }

    @Test
    void unacknowledgedMessagesGoToAnotherMemberWhenOneLeaves() {
        RawClient leaving = connected(Version.V5).subscribe(shared("a"), 1);
        RawClient publisher = connected(Version.V5);
        for (int i = 0; i < 5; i++) {
            publisher.publish(new Publish(topic("a")).qos(1).payload("m" + i));
        }
        for (int i = 0; i < 5; i++) {
            leaving.readMessage("m" + i);
        }
        RawClient staying = connected(Version.V5).subscribe(shared("a"), 1);

        leaving.abort();

        for (int i = 0; i < 5; i++) {
            staying.acknowledge(staying.readMessage("m" + i));
        }
    }

    @Test
    void messagesWaitingForMemberGoToAnotherWhenItLeaves() {
        var oneAtATime = new Props().u16(Props.RECEIVE_MAXIMUM, 1);
        RawClient leaving = connected(
                        new Connect(Version.V5).clientId(name("l")).properties(oneAtATime))
                .subscribe(shared("a"), 1);
        RawClient publisher = connected(Version.V5);
        for (int i = 0; i < 5; i++) {
            publisher.publish(new Publish(topic("a")).qos(1).payload("m" + i));
        }
        leaving.readMessage("m0");
        RawClient staying = connected(Version.V5).subscribe(shared("a"), 1);

        leaving.abort();

        for (int i = 0; i < 5; i++) {
            staying.acknowledge(staying.readMessage("m" + i));
        }
    }

    @Test
    @Spec("MQTT-4.8.2-4")
    void qos2DeliveryIsCompletedToSameMemberWhenItReturns() {
        Connect connect = persistent(Version.V5, name("m"));
        RawClient member = connected(connect).subscribe(shared("a"), 2);
        connected(Version.V5).publish(new Publish(topic("a")).qos(2).payload("m"));
        Packet message = member.readMessage("m");
        RawClient other = connected(Version.V5).subscribe(shared("a"), 2);

        member.send(Packets.ack(Packet.PUBREC, message.id())).read(Packet.PUBREL);
        member.abort();
        RawClient again = connected(connect);

        assertThat(again.read(Packet.PUBREL).id()).isEqualTo(message.id());
        again.send(Packets.ack(Packet.PUBCOMP, message.id())).expectOnlyPong();
        other.expectSilence();
    }

    @Test
    @Spec("MQTT-4.8.2-5")
    void qos2MessageOfEndedSessionGoesToNoOther() {
        RawClient member = connected(Version.V5).subscribe(shared("a"), 2);
        connected(Version.V5).publish(new Publish(topic("a")).qos(2).payload("m"));
        Packet message = member.readMessage("m");
        RawClient other = connected(Version.V5).subscribe(shared("a"), 2);

        member.send(Packets.ack(Packet.PUBREC, message.id())).read(Packet.PUBREL);
        member.abort();

        other.expectSilence();
    }

    @ParameterizedTest
    @ValueSource(ints = {Packet.PUBACK, Packet.PUBREC})
    @Spec("MQTT-4.8.2-6")
    void refusedMessageGoesToNoOther(int type) {
        RawClient member = connected(Version.V5).subscribe(shared("a"), 2);
        connected(Version.V5)
                .publish(new Publish(topic("a"))
                        .qos(type == Packet.PUBACK ? 1 : 2)
                        .payload("m"));
        Packet message = member.readMessage("m");
        RawClient other = connected(Version.V5).subscribe(shared("a"), 2);

        member.send(Packets.ack(type, message.id(), 0x80)).expectOnlyPong();
        member.abort();

        other.expectSilence();
    }

    /** Retained messages are not sent for new shared subscriptions (5.0, section 4.8.2). */
    @Test
    void retainedMessageIsNotSentToSharedSubscription() {
        connected(Version.V5).publish(new Publish(topic("a")).qos(1).retain().payload("kept"));

        connected(Version.V5).subscribe(shared("a"), 1).expectSilence();
    }

    @Test
    void memberThatUnsubscribedGetsNothingMore() {
        RawClient leaving = connected(Version.V5).subscribe(shared("a"), 1);
        RawClient staying = connected(Version.V5).subscribe(shared("a"), 1);
        RawClient publisher = connected(Version.V5);

        Packet unsuback =
                leaving.send(Packets.unsubscribe(Version.V5, 1, shared("a"))).read(Packet.UNSUBACK);
        publisher.publish(new Publish(topic("a")).qos(1).payload("x"));
        publisher.publish(new Publish(topic("a")).qos(1).payload("y"));

        assertThat(unsuback.reason()).isZero();
        staying.acknowledge(staying.readMessage("x"));
        staying.acknowledge(staying.readMessage("y"));
        leaving.expectOnlyPong();
    }

    @Test
    void messagesForAbsentMembersWait() {
        Connect connect = persistent(Version.V5, name("m"));
        connected(connect).subscribe(shared("a"), 1).disconnect();

        connected(Version.V5).publish(new Publish(topic("a")).qos(1).payload("waiting"));

        connected(connect).readMessage("waiting");
    }

    /** A member that comes and goes under load: every message is taken over by somebody (QoS 1, so twice is allowed). */
    @Test
    void nothingIsLostWhileMembersComeAndGo() {
        RawClient staying = connected(Version.V5).subscribe(shared("a"), 1);
        RawClient publisher = connected(Version.V5);
        Set<String> received = new HashSet<>();

        for (int round = 0; round < 10; round++) {
            RawClient visitor = connected(new Connect(Version.V5).clientId(name("v" + round)))
                    .subscribe(shared("a"), 1);
            for (int i = 0; i < 10; i++) {
                publisher.publish(new Publish(topic("a")).qos(1).payload("m" + round + "." + i));
            }
            Packet one = visitor.read(Packet.PUBLISH);
            received.add(one.text());
            visitor.acknowledge(one).abort();
        }

        while (received.size() < 100) {
            Packet message = staying.read(Packet.PUBLISH);
            received.add(message.text());
            staying.acknowledge(message);
        }
    }

    @Test
    void subscriptionIdentifierOfSharedSubscriptionIsSent() {
        RawClient member = connected(Version.V5);
        member.send(new Subscribe(1).filter(shared("a"), 0).identifier(9)).read(Packet.SUBACK);

        connected(Version.V5).publish(new Publish(topic("a")).payload("m"));

        assertThat(member.readMessage("m").all(Props.SUBSCRIPTION_IDENTIFIER)).containsExactly(9);
    }
}
