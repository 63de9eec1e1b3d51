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

class UnsubscribeTest extends ConformanceTest {

    @ParameterizedTest
    @EnumSource
    @Spec({
        "MQTT-2.2.1-6", "MQTT-3.10.4-2", "MQTT-3.10.4-4", "MQTT-3.10.4-5",
        "3.1.1:MQTT-2.3.1-7", "3.1.1:MQTT-3.10.4-2", "3.1.1:MQTT-3.10.4-4", "3.1.1:MQTT-3.10.4-5"
    })
    void unsubscribedFilterGetsNothingMore(Version version) {
        RawClient client = connected(version).subscribe(topic("a"), 1).subscribe(topic("end"), 1);

        Packet unsuback =
                client.send(Packets.unsubscribe(version, 4711, topic("a"))).read(Packet.UNSUBACK);
        Packet again =
                client.send(Packets.unsubscribe(version, 4712, topic("a"))).read(Packet.UNSUBACK);
        connected(version)
                .publish(new Publish(topic("a")).qos(1).payload("late"))
                .publish(new Publish(topic("end")).qos(1).payload("end"));

        assertThat(unsuback.id()).isEqualTo(4711);
        assertThat(again.id()).isEqualTo(4712);
        client.readMessage("end");
    }

    @Test
    @Spec({"MQTT-3.10.4-6", "MQTT-3.11.3-1", "MQTT-3.11.3-2"})
    void reasonCodesComeInTheOrderOfFilters() {
        RawClient client = connected(Version.V5).subscribe(topic("a"), 1).subscribe(topic("c"), 1);

        Packet unsuback = client.send(Packets.unsubscribe(Version.V5, 1, topic("a"), topic("b"), topic("c")))
                .read(Packet.UNSUBACK);

        assertThat(unsuback.reasons()).containsExactly(0x00, 0x11, 0x00);
    }

    @ParameterizedTest
    @EnumSource
    @Spec("3.1.1:MQTT-3.10.4-6")
    void severalFiltersAreUnsubscribedAtOnce(Version version) {
        RawClient client = connected(version)
                .subscribe(topic("a"), 0)
                .subscribe(topic("b"), 0)
                .subscribe(topic("c"), 0);

        client.send(Packets.unsubscribe(version, 1, topic("a"), topic("b"))).read(Packet.UNSUBACK);
        connected(version)
                .publish(new Publish(topic("a")).payload("a"))
                .publish(new Publish(topic("b")).payload("b"))
                .publish(new Publish(topic("c")).payload("c"));

        client.readMessage("c");
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.10.4-1", "3.1.1:MQTT-3.10.4-1"})
    void onlyExactlySameFilterIsDeleted(Version version) {
        RawClient client = connected(version).subscribe(topic("a/+"), 0);

        client.send(Packets.unsubscribe(version, 1, topic("a/b"), topic("a/#"), topic("#"), topic("A/+")))
                .read(Packet.UNSUBACK);
        connected(version).publish(new Publish(topic("a/b")).payload("still"));
        client.readMessage("still");
        client.send(Packets.unsubscribe(version, 2, topic("a/+"))).read(Packet.UNSUBACK);
        connected(version).publish(new Publish(topic("a/b")).payload("gone"));

        client.expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.10.4-3", "3.1.1:MQTT-3.10.4-3"})
    void deliveriesUnderWayAreCompleted(Version version) {
        Connect connect = persistent(version, name("sub"));
        RawClient client = connected(connect).subscribe(topic("a"), 2);
        RawClient publisher = connected(version);
        publisher
                .publish(new Publish(topic("a")).qos(2).payload("two"))
                .publish(new Publish(topic("a")).qos(1).payload("one"));
        Packet two = client.readMessage("two");
        Packet one = client.readMessage("one");

        client.send(Packets.unsubscribe(version, 1, topic("a"))).read(Packet.UNSUBACK);
        client.acknowledge(two).disconnect();

        Packet again = connected(connect).readMessage("one");
        assertThat(again.id()).isEqualTo(one.id());
        assertThat(again.dup()).isTrue();
    }

    /** MQTT 3.1 gives these bits to DUP and QoS. */
    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5"})
    @Spec({"MQTT-3.10.1-1", "3.1.1:MQTT-3.10.1-1", "3.1.1:MQTT-2.2.2-2"})
    void wrongFlagsEndConnection(Version version) {
        RawClient client = connected(version);
        byte[] packet = Packets.unsubscribe(version, 1, topic("a"));
        packet[0] = (byte) 0xA0;

        client.send(packet);

        client.expectDisconnect(0x81);
    }

    static Stream<Arguments> malformed() {
        byte[] notUtf8 = {(byte) 0xC3, 0x28};
        return Stream.of(Version.V3_1_1, Version.V5)
                .flatMap(version -> Stream.of(
                        malformed(version, "no filter", Packets.unsubscribe(version, 1)),
                        malformed(version, "packet identifier 0", Packets.unsubscribe(version, 0, "a")),
                        malformed(version, "filter with U+0000", Packets.unsubscribe(version, 1, "a\0b")),
                        malformed(
                                version,
                                "filter not UTF-8",
                                Bytes.packet(
                                        0xA2,
                                        new Bytes()
                                                .u16(1)
                                                .raw(version.hasProperties() ? new byte[1] : new byte[0])
                                                .binary(notUtf8)))));
    }

    private static Arguments malformed(Version version, String what, byte[] packet) {
        return argumentSet(version + " " + what, version, packet);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    @Spec({
        "MQTT-2.2.1-3",
        "MQTT-3.10.3-1",
        "MQTT-3.10.3-2",
        "MQTT-4.13.1-1",
        "3.1.1:MQTT-2.3.1-1",
        "3.1.1:MQTT-3.10.3-1",
        "3.1.1:MQTT-3.10.3-2"
    })
    void malformedUnsubscribeEndsConnection(Version version, byte[] packet) {
        RawClient client = connected(version);

        client.send(packet);

        client.expectDisconnect(0x81, 0x82, 0x8F);
    }
}
