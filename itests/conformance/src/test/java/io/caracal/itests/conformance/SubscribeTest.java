package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.caracal.itests.spec.Spec;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SubscribeTest extends ConformanceTest {

    private static final byte[] NOT_UTF8 = {(byte) 0xC3, 0x28};

    @ParameterizedTest
    @EnumSource
    @Spec({
        "MQTT-2.2.1-6",
        "MQTT-3.8.4-1",
        "MQTT-3.8.4-2",
        "MQTT-3.8.4-5",
        "MQTT-3.8.4-6",
        "MQTT-3.8.4-7",
        "MQTT-3.9.3-1",
        "MQTT-3.9.3-2",
        "3.1.1:MQTT-2.3.1-7",
        "3.1.1:MQTT-3.8.4-1",
        "3.1.1:MQTT-3.8.4-2",
        "3.1.1:MQTT-3.8.4-4",
        "3.1.1:MQTT-3.8.4-5",
        "3.1.1:MQTT-3.9.3-1",
        "3.1.1:MQTT-3.9.3-2"
    })
    void oneSubackAnswersAllFiltersInTheirOrder(Version version) {
        RawClient client = connected(version);

        Packet suback = client.send(new Subscribe(4711)
                        .filter(topic("a"), 2)
                        .filter(topic("b"), 0)
                        .filter(topic("c"), 1)
                        .filter(topic("d"), 2))
                .read(Packet.SUBACK);

        assertThat(suback.id()).isEqualTo(4711);
        assertThat(suback.reasons()).containsExactly(2, 0, 1, 2);
        connected(version).publish(new Publish(topic("c")).payload("c")).publish(new Publish(topic("d")).payload("d"));
        client.readMessage("c");
        client.readMessage("d");
    }

    /** MQTT 3.1 gives these bits to DUP and QoS. */
    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5"})
    @Spec({"MQTT-3.8.1-1", "3.1.1:MQTT-3.8.1-1", "3.1.1:MQTT-2.2.2-2"})
    void wrongFlagsEndConnection(Version version) {
        RawClient client = connected(version);
        byte[] packet = new Subscribe(1).filter(topic("a"), 0).encode(version);
        packet[0] = (byte) 0x80;

        client.send(packet);

        client.expectDisconnect(0x81);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(Version.V3_1_1, Version.V5)
                .flatMap(version -> Stream.of(
                        malformed(version, "no filter", new Subscribe(1)),
                        malformed(version, "filter not UTF-8", new Subscribe(1).filter(NOT_UTF8, 0)),
                        malformed(version, "filter with U+0000", new Subscribe(1).filter("a\0b", 0)),
                        malformed(version, "QoS 3", new Subscribe(1).filter("a", 3)),
                        malformed(version, "reserved bits", new Subscribe(1).filter("a", 0xC0)),
                        malformed(version, "packet identifier 0", new Subscribe(0).filter("a", 0))));
    }

    static Stream<Arguments> malformedIn5() {
        var twoIdentifiers =
                new Props().varint(Props.SUBSCRIPTION_IDENTIFIER, 1).varint(Props.SUBSCRIPTION_IDENTIFIER, 2);
        return Stream.of(
                malformed(Version.V5, "retain handling 3", new Subscribe(1).filter("a", 0x30)),
                malformed(Version.V5, "no local and shared", new Subscribe(1).filter("$share/g/a", Subscribe.NO_LOCAL)),
                malformed(
                        Version.V5,
                        "subscription identifier 0",
                        new Subscribe(1).filter("a", 0).identifier(0)),
                malformed(
                        Version.V5,
                        "two subscription identifiers",
                        new Subscribe(1).filter("a", 0).properties(twoIdentifiers)),
                malformed(
                        Version.V5,
                        "a property of PUBLISH",
                        new Subscribe(1).filter("a", 0).properties(new Props().u16(Props.TOPIC_ALIAS, 1))));
    }

    private static Arguments malformed(Version version, String what, Subscribe subscribe) {
        return argumentSet(version + " " + what, version, subscribe);
    }

    @ParameterizedTest
    @MethodSource({"malformed", "malformedIn5"})
    @Spec({
        "MQTT-1.5.4-1",
        "MQTT-1.5.4-2",
        "MQTT-2.2.1-3",
        "MQTT-3.8.3-1",
        "MQTT-3.8.3-2",
        "MQTT-3.8.3-4",
        "MQTT-3.8.3-5",
        "MQTT-4.7.3-2",
        "MQTT-4.13.1-1",
        "MQTT-3.14.2-1",
        "3.1.1:MQTT-1.5.3-1",
        "3.1.1:MQTT-1.5.3-2",
        "3.1.1:MQTT-2.3.1-1",
        "3.1.1:MQTT-3.8.3-1",
        "3.1.1:MQTT-3.8.3-3",
        "3.1.1:MQTT-3.8.3-4",
        "3.1.1:MQTT-4.7.3-2",
        "3.1.1:MQTT-4.8.0-1"
    })
    void malformedSubscribeEndsConnection(Version version, Subscribe subscribe) {
        Bystander bystander = bystander();
        RawClient client = connected(version);

        client.send(subscribe);

        client.expectDisconnect(0x81, 0x82, 0x8F);
        bystander.isServed();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.8.4-3", "3.1.1:MQTT-3.8.4-3"})
    void sameFilterReplacesSubscription(Version version) {
        RawClient client = connected(version).subscribe(topic("a"), 0).subscribe(topic("a"), 1);

        connected(version).publish(new Publish(topic("a")).qos(1).payload("once"));

        Packet message = client.readMessage("once");
        assertThat(message.qos()).isEqualTo(1);
        client.acknowledge(message).expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.8.4-4", "3.1.1:MQTT-3.8.4-3"})
    void replacedSubscriptionGetsRetainedMessageAgain(Version version) {
        connected(version).publish(new Publish(topic("a")).qos(1).retain().payload("kept"));
        RawClient client = connected(version).subscribe(topic("a"), 0);
        client.readMessage("kept");

        client.subscribe(topic("a"), 0);

        assertThat(client.readMessage("kept").retain()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.8.4-4", "3.1.1:MQTT-3.8.4-3"})
    void noPublicationIsLostWhileSubscriptionIsReplaced(Version version) {
        RawClient client = connected(version).subscribe(topic("a"), 0);
        RawClient publisher = connected(version);

        for (int i = 0; i < 100; i++) {
            publisher.send(new Publish(topic("a")).payload("m" + i));
            client.send(new Subscribe(1 + i).filter(topic("a"), 0));
        }

        for (int i = 0; i < 100; i++) {
            assertThat(client.readUntil(packet -> packet.type() == Packet.PUBLISH)
                            .text())
                    .isEqualTo("m" + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.3.4-2", "3.1.1:MQTT-3.3.5-1"})
    void overlappingSubscriptionsDeliverWithHighestQos(Version version) {
        RawClient client = connected(version)
                .subscribe(topic("a/b"), 0)
                .subscribe(topic("a/+"), 2)
                .subscribe(topic("a/#"), 1);

        connected(version).publish(new Publish(topic("a/b")).qos(2).payload("overlap"));

        Packet message = client.readMessage("overlap");
        assertThat(message.qos()).isEqualTo(2);
        client.acknowledge(message).expectSilence();
    }

    @Test
    @Spec({"MQTT-3.3.4-3", "MQTT-3.3.4-4"})
    void oneCopyCarriesIdentifiersOfAllMatchingSubscriptions() {
        RawClient client = connected(Version.V5);
        client.send(new Subscribe(1).filter(topic("a/b"), 1).identifier(1)).read(Packet.SUBACK);
        client.send(new Subscribe(2).filter(topic("a/+"), 1).identifier(268_435_455))
                .read(Packet.SUBACK);
        client.send(new Subscribe(3).filter(topic("a/#"), 1)).read(Packet.SUBACK);
        client.send(new Subscribe(4).filter(topic("#"), 0).identifier(1)).read(Packet.SUBACK);
        client.send(new Subscribe(5).filter(topic("other"), 1).identifier(5)).read(Packet.SUBACK);

        connected(Version.V5).publish(new Publish(topic("a/b")).qos(1).payload("overlap"));

        Packet message = client.readMessage("overlap");
        assertThat(message.all(Props.SUBSCRIPTION_IDENTIFIER))
                .contains(1, 268_435_455)
                .doesNotContain(5);
        client.acknowledge(message).expectSilence();
    }

    @Test
    void identifierIsReplacedWithItsSubscription() {
        RawClient client = connected(Version.V5);
        client.send(new Subscribe(1).filter(topic("a"), 0).identifier(1)).read(Packet.SUBACK);
        client.send(new Subscribe(2).filter(topic("a"), 0).identifier(2)).read(Packet.SUBACK);

        connected(Version.V5).publish(new Publish(topic("a")).payload("m"));

        assertThat(client.readMessage("m").all(Props.SUBSCRIPTION_IDENTIFIER)).containsExactly(2);
    }

    @Test
    @Spec("MQTT-3.8.3-3")
    void noLocalKeepsOwnMessagesAway() {
        RawClient client = connected(Version.V5);
        client.send(new Subscribe(1).filter(topic("a"), Subscribe.NO_LOCAL)).read(Packet.SUBACK);
        RawClient other = connected(Version.V5);

        client.publish(new Publish(topic("a")).qos(1).payload("own"));
        other.publish(new Publish(topic("a")).qos(1).payload("of another"));

        client.readMessage("of another");
    }

    @ParameterizedTest
    @EnumSource
    void clientGetsItsOwnMessages(Version version) {
        RawClient client = connected(version).subscribe(topic("a"), 0);

        client.send(new Publish(topic("a")).payload("own"));

        client.readMessage("own");
    }
}
