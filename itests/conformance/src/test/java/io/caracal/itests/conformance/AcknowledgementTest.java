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
import org.junit.jupiter.params.provider.ValueSource;

/** PUBACK, PUBREC, PUBREL and PUBCOMP (sections 3.4 to 3.7). */
class AcknowledgementTest extends ConformanceTest {

    /** MQTT 3.1 gives these bits to DUP and QoS. */
    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5"})
    @Spec({"MQTT-3.6.1-1", "3.1.1:MQTT-3.6.1-1", "3.1.1:MQTT-2.2.2-2"})
    void wrongFlagsOfPubrelEndConnection(Version version) {
        RawClient client = connected(version);
        client.send(new Publish(topic("a")).qos(2).id(1)).read(Packet.PUBREC);

        client.send(Bytes.packet(Packet.PUBREL << 4, new Bytes().u16(1)));

        client.expectDisconnect(0x81);
    }

    /** In MQTT 3.1 these packets are sent again with DUP. */
    @Test
    void dupIsAcceptedFrom31() {
        RawClient client = connected(Version.V3_1);
        client.send(new Publish(topic("a")).qos(2).id(1)).read(Packet.PUBREC);

        client.send(Bytes.packet(0x6A, new Bytes().u16(1))).read(Packet.PUBCOMP);
        client.send(Bytes.packet(0x8A, new Bytes().u16(2).text(topic("a")).u8(0)))
                .read(Packet.SUBACK);
        client.send(Bytes.packet(0xAA, new Bytes().u16(3).text(topic("a")))).read(Packet.UNSUBACK);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                argumentSet("PUBACK with flags", Bytes.ofHex("41 02 00 01")),
                argumentSet("PUBREC with flags", Bytes.ofHex("52 02 00 01")),
                argumentSet("PUBCOMP with flags", Bytes.ofHex("71 02 00 01")),
                argumentSet("PUBACK without identifier", Bytes.ofHex("40 00")),
                argumentSet("PUBACK cut off", Bytes.ofHex("40 01 00")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    @Spec({"MQTT-2.1.3-1", "3.1.1:MQTT-2.2.2-1", "3.1.1:MQTT-2.2.2-2", "3.1.1:MQTT-4.8.0-1"})
    void malformedAcknowledgementEndsConnection(byte[] packet) {
        for (Version version : new Version[] {Version.V3_1_1, Version.V5}) {
            RawClient client = connected(version);

            client.send(packet);

            client.expectDisconnect(0x81, 0x82);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Packet.PUBACK, Packet.PUBREC, Packet.PUBREL, Packet.PUBCOMP})
    @Spec({"MQTT-3.4.2-1", "MQTT-3.5.2-1", "MQTT-3.6.2-1", "MQTT-3.7.2-1"})
    void unknownReasonCodeEndsConnection(int type) {
        RawClient client = connected(Version.V5);

        client.send(Packets.ack(type, 1, 0x55));

        client.expectDisconnect(0x81, 0x82);
    }

    @Test
    @Spec({"MQTT-3.6.2-1", "MQTT-2.2.1-5"})
    void pubrecOfUnknownIdentifierIsAnsweredAsNotFound() {
        RawClient client = connected(Version.V5);

        Packet pubrel = client.send(Packets.ack(Packet.PUBREC, 77)).read(Packet.PUBREL);

        assertThat(pubrel.id()).isEqualTo(77);
        assertThat(pubrel.reason()).isEqualTo(0x92);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.7.2-1", "MQTT-4.3.3-11", "MQTT-2.2.1-5"})
    void pubrelOfUnknownIdentifierIsAnswered(Version version) {
        RawClient client = connected(version);

        Packet pubcomp = client.send(Packets.ack(Packet.PUBREL, 77)).read(Packet.PUBCOMP);

        assertThat(pubcomp.id()).isEqualTo(77);
        if (version.hasProperties()) {
            assertThat(pubcomp.reason()).isEqualTo(0x92);
        }
    }

    @ParameterizedTest
    @EnumSource
    void acknowledgementsOfUnknownIdentifiersAreIgnored(Version version) {
        RawClient client = connected(version);

        client.send(Packets.ack(Packet.PUBACK, 77), Packets.ack(Packet.PUBCOMP, 77));

        client.expectOnlyPong();
    }

    @ParameterizedTest
    @ValueSource(ints = {Packet.PUBACK, Packet.PUBREC})
    @Spec({"MQTT-4.3.3-4", "MQTT-4.4.0-2"})
    void refusedMessageIsDoneWith(int type) {
        Connect connect = persistent(Version.V5, name("sub"));
        RawClient subscriber = connected(connect).subscribe(topic("a"), 2);
        connected(Version.V5)
                .publish(new Publish(topic("a"))
                        .qos(type == Packet.PUBACK ? 1 : 2)
                        .payload("no"));
        Packet message = subscriber.readMessage("no");

        subscriber.send(Packets.ack(type, message.id(), 0x83)).expectOnlyPong();
        subscriber.disconnect();

        RawClient again = open(Version.V5);
        assertThat(again.connect(connect).sessionPresent()).isTrue();
        again.expectSilence();
    }

    /** The limit is as small as the broker's CONNACK allows, so that hardly any reason string has room. */
    @Test
    @Spec({
        "MQTT-3.1.2-24",
        "MQTT-3.4.2-2",
        "MQTT-3.4.2-3",
        "MQTT-3.5.2-2",
        "MQTT-3.5.2-3",
        "MQTT-3.6.2-2",
        "MQTT-3.6.2-3",
        "MQTT-3.7.2-2",
        "MQTT-3.7.2-3",
        "MQTT-3.9.2-1",
        "MQTT-3.9.2-2",
        "MQTT-3.11.2-1",
        "MQTT-3.11.2-2",
        "MQTT-3.14.2-3",
        "MQTT-3.14.2-4"
    })
    void noAcknowledgementExceedsMaximumPacketSize() {
        int limit = open(Version.V5)
                .connect(new Connect(Version.V5).clientId(name("a")))
                .size();
        RawClient client = connected(new Connect(Version.V5)
                .clientId(name("b"))
                .properties(new Props().u32(Props.MAXIMUM_PACKET_SIZE, limit)));

        client.send(
                new Publish(topic("nobody")).qos(1).id(1).encode(Version.V5),
                new Publish(topic("nobody")).qos(2).id(2).encode(Version.V5),
                Packets.ack(Packet.PUBREC, 99),
                Packets.ack(Packet.PUBREL, 99),
                new Subscribe(3).filter("no/#/good", 0).encode(Version.V5),
                Packets.unsubscribe(Version.V5, 4, "not subscribed"),
                new Connect(Version.V5).encode());

        Packet last = client.readUntil(packet -> {
            assertThat(packet.size()).as("size of %s", packet).isLessThanOrEqualTo(limit);
            return packet.type() == Packet.DISCONNECT;
        });
        assertThat(last.reason()).isGreaterThanOrEqualTo(0x80);
    }
}
