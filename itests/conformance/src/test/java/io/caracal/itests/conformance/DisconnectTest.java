package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DISCONNECT (section 3.14), and packets that have no place on a connection from a client. */
class DisconnectTest extends ConformanceTest {

    @ParameterizedTest
    @EnumSource
    void brokerClosesAfterDisconnect(Version version) {
        RawClient client = connected(version);

        client.send(Packets.disconnect());

        client.expectClose();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.14.4-1", "3.1.1:MQTT-3.14.4-2"})
    void whatFollowsDisconnectIsNotProcessed(Version version) {
        RawClient subscriber = connected(version).subscribe(topic("a"), 0);
        RawClient client = connected(version);

        client.send(
                Packets.disconnect(),
                new Publish(topic("a")).payload("too late").encode(version),
                Packets.PINGREQ);

        client.expectClose();
        subscriber.expectSilence();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5"})
    @Spec({"MQTT-3.14.1-1", "3.1.1:MQTT-3.14.1-1"})
    void reservedBitsAreRefused(Version version) {
        RawClient client = connected(version);

        client.send(Bytes.ofHex("e1 00"));

        client.expectDisconnect(0x81);
    }

    @Test
    @Spec("MQTT-3.14.2-1")
    void unknownReasonCodeIsRefused() {
        RawClient client = connected(Version.V5);

        client.send(Packets.disconnect(0x55, new Props()));

        client.expectDisconnect(0x81, 0x82);
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1", "V3_1_1"})
    @Spec("3.1.1:MQTT-4.8.0-1")
    void disconnectWithBodyEndsConnectionAndPublishesWill(Version version) {
        RawClient heir = connected(version).subscribe(topic("will"), 0);
        RawClient client =
                connected(new Connect(version).clientId(name("w")).will(topic("will"), "malformed", 0, false));

        client.send(Bytes.ofHex("e0 01 00"));

        client.expectClose();
        heir.readMessage("malformed");
    }

    /** The parser of this client refuses a DISCONNECT with a session expiry interval, so reading it is the test. */
    @Test
    @Spec({"MQTT-3.14.2-1", "MQTT-3.14.2-2", "MQTT-3.14.4-1", "MQTT-3.14.4-2", "MQTT-4.13.2-1"})
    void disconnectOfBrokerIsItsLastWord() {
        RawClient older = connected(persistent(Version.V5, name("same")));

        connected(persistent(Version.V5, name("same")));

        assertThat(older.read(Packet.DISCONNECT).reason()).isEqualTo(0x8E);
        older.expectClose();
    }

    @Test
    @Spec({"MQTT-3.1.2-24", "MQTT-3.14.2-3", "MQTT-3.14.2-4"})
    void reasonStringIsLeftOutWhenItDoesNotFit() {
        Packet unlimited = sentAway(new Props());

        Packet limited = sentAway(new Props().u32(Props.MAXIMUM_PACKET_SIZE, unlimited.size() - 1));

        assertThat(unlimited.property(Props.REASON_STRING)).isPresent();
        assertThat(limited.size()).isLessThan(unlimited.size());
        assertThat(limited.reason()).isEqualTo(unlimited.reason());
    }

    private Packet sentAway(Props properties) {
        Connect connect = new Connect(Version.V5).clientId(name("a")).properties(properties);
        return connected(connect).send(connect).read(Packet.DISCONNECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 00", // type 0
                "20 02 00 00", // CONNACK
                "90 03 00 01 00", // SUBACK
                "b0 02 00 01", // UNSUBACK
                "d0 00", // PINGRESP
                "c1 00", // PINGREQ with flags
                "c0 01 00", // PINGREQ with a body
                "30 ff ff ff ff 01" // remaining length of five bytes
            })
    @Spec({"MQTT-2.1.3-1", "MQTT-4.13.1-1", "3.1.1:MQTT-2.2.2-2", "3.1.1:MQTT-4.8.0-1"})
    void packetsThatNoClientSendsEndConnection(String hex) {
        Bystander bystander = bystander();
        for (Version version : new Version[] {Version.V3_1_1, Version.V5}) {
            RawClient client = connected(version);

            client.send(Bytes.ofHex(hex));

            client.expectDisconnect(0x81, 0x82);
        }
        bystander.isServed();
    }
}
