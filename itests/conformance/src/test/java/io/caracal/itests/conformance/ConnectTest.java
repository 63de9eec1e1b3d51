package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.caracal.itests.spec.Spec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest extends ConformanceTest {

    private static final byte[] NOT_UTF8 = {(byte) 0xC3, 0x28};
    private static final byte[] SURROGATE = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
    private static final byte[] NUL = {'a', 0, 'b'};

    private static final int RESERVED_FLAG = 0x01;
    private static final int WILL_FLAG = 0x04;
    private static final int WILL_QOS_1 = 0x08;
    private static final int WILL_RETAIN = 0x20;
    private static final int PASSWORD_FLAG = 0x40;
    private static final int USER_NAME_FLAG = 0x80;

    @ParameterizedTest
    @EnumSource
    @Spec({
        "MQTT-3.1.4-5",
        "MQTT-3.2.0-1",
        "MQTT-4.2.0-1",
        "3.1.1:MQTT-3.1.4-4",
        "3.1.1:MQTT-3.2.0-1",
        "3.1.1:MQTT-7.0.0-2",
        "3.1.1:MQTT-7.1.1-1"
    })
    void acceptedClientGetsConnackBeforeAnythingElse(Version version) {
        RawClient client = open(version);

        client.send(
                new Connect(version).clientId(name("a")).encode(),
                new Subscribe(1).filter(topic("a"), 0).encode(version),
                Packets.PINGREQ);

        assertThat(client.read(Packet.CONNACK).reason()).isZero();
        client.read(Packet.SUBACK);
        client.read(Packet.PINGRESP);
    }

    @ParameterizedTest
    @EnumSource
    void packetsMayArriveByteByByte(Version version) {
        RawClient client = open(version);

        client.sendInPieces(1, new Connect(version).clientId(name("a")).encode());
        assertThat(client.read(Packet.CONNACK).reason()).isZero();
        client.sendInPieces(1, new Subscribe(1).filter(topic("a"), 1).encode(version))
                .read(Packet.SUBACK);
        client.sendInPieces(1, new Publish(topic("a")).payload("in pieces").encode(version));

        client.readMessage("in pieces");
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.0-1", "MQTT-3.14.0-1", "3.1.1:MQTT-3.1.0-1", "3.1.1:MQTT-4.8.0-1"})
    void firstPacketOtherThanConnectEndsConnection(Version version) {
        RawClient client = open(version);

        client.send(Packets.PINGREQ);

        client.expectClose();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.0-2", "MQTT-3.2.0-2", "MQTT-4.13.1-1", "3.1.1:MQTT-3.1.0-2"})
    void secondConnectEndsConnection(Version version) {
        Bystander bystander = bystander();
        RawClient client = connected(version);

        client.send(new Connect(version).clientId(name("second")));

        client.expectDisconnect(0x82);
        bystander.isServed();
    }

    /** Another name may be that of another protocol: a refusal in the form of an earlier version is right too. */
    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.2-1", "3.1.1:MQTT-3.1.2-1"})
    void otherProtocolNameIsNotServed(Version version) {
        RawClient client = open(version);

        client.send(new Connect(version).clientId(name("a")).protocol("MQTX", version.level));

        client.expectRefusedOrClosed(0x01, 0x84, 0x81, 0x82);
    }

    /** The form of the answer is that of the version which the server takes for the nearest: both are accepted here. */
    @ParameterizedTest
    @ValueSource(ints = {2, 6, 0x7F})
    @Spec({"MQTT-3.1.2-2", "3.1.1:MQTT-3.1.2-2", "3.1.1:MQTT-3.2.2-5"})
    void unsupportedProtocolVersionIsRefused(int level) {
        Version form = level > 5 ? Version.V5 : Version.V3_1_1;
        RawClient client = open(form);

        client.send(new Connect(form).clientId(name("a")).protocol("MQTT", level));

        assertThat(client.readBytes())
                .satisfiesAnyOf(
                        connack -> assertThat(connack).isEqualTo(Bytes.ofHex("20 02 00 01")),
                        connack -> assertThat(connack)
                                .startsWith(0x20)
                                .containsSubsequence(0x00, 0x84)
                                .hasSizeGreaterThan(4));
        client.expectClose();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5"})
    @Spec({"MQTT-3.1.2-3", "MQTT-2.1.3-1", "3.1.1:MQTT-3.1.2-3", "3.1.1:MQTT-2.2.2-1"})
    void reservedConnectFlagEndsConnection(Version version) {
        RawClient client = open(version);

        client.send(new Connect(version).clientId(name("a")).flip(RESERVED_FLAG));

        client.expectMalformedConnect(0x81);
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5"})
    @Spec({"MQTT-2.1.3-1", "3.1.1:MQTT-2.2.2-1", "3.1.1:MQTT-2.2.2-2"})
    void reservedBitsOfConnectHeaderEndConnection(Version version) {
        RawClient client = open(version);

        client.send(Bytes.packet(
                Packet.CONNECT << 4 | 1,
                new Connect(version).clientId(name("a")).body()));

        client.expectMalformedConnect(0x81);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(Version.V3_1_1, Version.V5)
                .flatMap(version -> Stream.of(
                        malformed(version, "will QoS 3", connect(version).will("w", "", 3, false)),
                        malformed(
                                version,
                                "will QoS without will",
                                connect(version).flip(WILL_QOS_1)),
                        malformed(
                                version,
                                "will retain without will",
                                connect(version).flip(WILL_RETAIN)),
                        malformed(
                                version,
                                "will flag without will",
                                connect(version).flip(WILL_FLAG)),
                        malformed(
                                version,
                                "will without will flag",
                                connect(version).will("w", "", 0, false).flip(WILL_FLAG)),
                        malformed(
                                version,
                                "user name flag without user name",
                                connect(version).flip(USER_NAME_FLAG)),
                        malformed(
                                version,
                                "user name without user name flag",
                                connect(version).userName((byte) 'u').flip(USER_NAME_FLAG)),
                        malformed(
                                version,
                                "password flag without password",
                                connect(version).userName((byte) 'u').flip(PASSWORD_FLAG)),
                        malformed(
                                version,
                                "password without password flag",
                                connect(version)
                                        .userName((byte) 'u')
                                        .password((byte) 'p')
                                        .flip(PASSWORD_FLAG)),
                        malformed(
                                version,
                                "client identifier not UTF-8",
                                connect(version).clientId(NOT_UTF8)),
                        malformed(
                                version,
                                "client identifier with a surrogate",
                                connect(version).clientId(SURROGATE)),
                        malformed(
                                version,
                                "client identifier with U+0000",
                                connect(version).clientId(NUL)),
                        malformed(
                                version,
                                "will topic not UTF-8",
                                connect(version).will(NOT_UTF8, NOT_UTF8, 0, false)),
                        malformed(
                                version,
                                "will topic with U+0000",
                                connect(version).will(NUL, NUL, 0, false)),
                        malformed(
                                version, "user name not UTF-8", connect(version).userName(NOT_UTF8)),
                        malformed(
                                version,
                                "user name with U+0000",
                                connect(version).userName(NUL))));
    }

    private static Connect connect(Version version) {
        return new Connect(version).clientId("malformed");
    }

    private static Arguments malformed(Version version, String what, Connect connect) {
        return argumentSet(version + " " + what, connect);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    @Spec({
        "MQTT-1.5.4-1",
        "MQTT-1.5.4-2",
        "MQTT-3.1.2-9",
        "MQTT-3.1.2-11",
        "MQTT-3.1.2-12",
        "MQTT-3.1.2-13",
        "MQTT-3.1.2-16",
        "MQTT-3.1.2-17",
        "MQTT-3.1.2-18",
        "MQTT-3.1.2-19",
        "MQTT-3.1.3-4",
        "MQTT-3.1.3-11",
        "MQTT-3.1.3-12",
        "MQTT-3.1.4-1",
        "MQTT-4.13.1-1",
        "3.1.1:MQTT-1.5.3-1",
        "3.1.1:MQTT-1.5.3-2",
        "3.1.1:MQTT-3.1.2-9",
        "3.1.1:MQTT-3.1.2-11",
        "3.1.1:MQTT-3.1.2-13",
        "3.1.1:MQTT-3.1.2-14",
        "3.1.1:MQTT-3.1.2-15",
        "3.1.1:MQTT-3.1.2-18",
        "3.1.1:MQTT-3.1.2-19",
        "3.1.1:MQTT-3.1.2-20",
        "3.1.1:MQTT-3.1.2-21",
        "3.1.1:MQTT-3.1.3-4",
        "3.1.1:MQTT-3.1.3-10",
        "3.1.1:MQTT-3.1.3-11",
        "3.1.1:MQTT-3.1.4-1",
        "3.1.1:MQTT-3.2.2-6"
    })
    void malformedConnectEndsConnection(Connect connect) {
        Bystander bystander = bystander();
        RawClient client = open(connect.version());

        client.send(connect);

        client.expectMalformedConnect(0x81, 0x82, 0x85);
        bystander.isServed();
    }

    @Test
    @Spec({"3.1.1:MQTT-3.1.2-22", "3.1.1:MQTT-3.1.4-1"})
    void passwordWithoutUserNameIsMalformedIn311() {
        RawClient client = open(Version.V3_1_1);

        client.send(new Connect(Version.V3_1_1).clientId(name("a")).password((byte) 'p'));

        client.expectClose();
    }

    @Test
    void passwordWithoutUserNameIsAllowedIn5() {
        RawClient client = connected(new Connect(Version.V5).clientId(name("a")).password((byte) 'p'));

        client.expectOnlyPong();
    }

    static Stream<Arguments> wrongProperties() {
        return Stream.of(
                argumentSet("receive maximum 0", new Props().u16(Props.RECEIVE_MAXIMUM, 0)),
                argumentSet("maximum packet size 0", new Props().u32(Props.MAXIMUM_PACKET_SIZE, 0)),
                argumentSet("request problem information 2", new Props().u8(Props.REQUEST_PROBLEM_INFORMATION, 2)),
                argumentSet("request response information 2", new Props().u8(Props.REQUEST_RESPONSE_INFORMATION, 2)),
                argumentSet("authentication data without method", new Props().binary(Props.AUTHENTICATION_DATA)),
                argumentSet(
                        "session expiry interval twice",
                        new Props().u32(Props.SESSION_EXPIRY_INTERVAL, 1).u32(Props.SESSION_EXPIRY_INTERVAL, 1)),
                argumentSet("a property of PUBLISH", new Props().u16(Props.TOPIC_ALIAS, 1)),
                argumentSet("a property of CONNACK", new Props().u8(Props.MAXIMUM_QOS, 1)),
                argumentSet("an unknown property", new Props().u8(0x7F, 1)),
                argumentSet("a value cut off", new Props().varint(Props.SESSION_EXPIRY_INTERVAL, 1)));
    }

    @ParameterizedTest
    @MethodSource("wrongProperties")
    @Spec({"MQTT-3.1.4-1", "MQTT-4.13.1-1"})
    void wrongPropertyEndsConnection(Props properties) {
        RawClient client = open(Version.V5);

        client.send(new Connect(Version.V5).clientId(name("a")).properties(properties));

        client.expectMalformedConnect(0x81, 0x82);
    }

    @Test
    @Spec("MQTT-1.5.7-1")
    void userPropertyThatIsNoStringEndsConnection() {
        var pair = new Bytes()
                .u8(Props.USER_PROPERTY)
                .text("name")
                .binary(NOT_UTF8)
                .toArray();
        Bytes body = new Bytes()
                .text("MQTT")
                .u8(5)
                .u8(2)
                .u16(0)
                .varint(pair.length)
                .raw(pair)
                .text(name("a"));
        RawClient client = open(Version.V5);

        client.send(Bytes.packet(Packet.CONNECT << 4, body));

        client.expectMalformedConnect(0x81);
    }

    @Test
    @Spec("MQTT-1.5.5-1")
    void propertyLengthWithSurplusBytesEndsConnection() {
        Bytes body = new Bytes().text("MQTT").u8(5).u8(2).u16(0).u8(0x80).u8(0).text(name("a"));
        RawClient client = open(Version.V5);

        client.send(Bytes.packet(Packet.CONNECT << 4, body));

        client.expectMalformedConnect(0x81);
    }

    @ParameterizedTest
    @EnumSource
    void remainingLengthOfMoreThanFourBytesEndsConnection(Version version) {
        RawClient client = open(version);

        client.send(Bytes.ofHex("10 ff ff ff ff 7f"));

        client.expectMalformedConnect(0x81);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.3-3", "3.1.1:MQTT-3.1.3-3"})
    void connectWithoutClientIdentifierIsMalformed(Version version) {
        Bytes body =
                new Bytes().text(version.protocolName).u8(version.level).u8(2).u16(0);
        if (version.hasProperties()) {
            body.u8(0);
        }
        RawClient client = open(version);

        client.send(Bytes.packet(Packet.CONNECT << 4, body));

        client.expectMalformedConnect(0x81);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.3-5", "3.1.1:MQTT-3.1.3-5"})
    void clientIdentifiersOfLettersAndDigitsAreAccepted(Version version) {
        // all characters that have to be accepted, in identifiers of 1 to 23 bytes; the first one differs since all
        // versions run at once
        char first = Character.forDigit(version.level, 10);
        for (String id : List.of("", "0123456789abcdefghijkl", "mnopqrstuvwxyzABCDEFGH", "IJKLMNOPQRSTUVWXYZ")) {
            connected(new Connect(version).clientId(first + id)).expectOnlyPong();
        }
    }

    @ParameterizedTest
    @EnumSource
    void longClientIdentifiersAreAccepted(Version version) {
        connected(new Connect(version).clientId(name("x".repeat(200)))).expectOnlyPong();
    }

    @Test
    @Spec({"MQTT-3.1.3-6", "MQTT-3.1.3-7", "MQTT-3.2.2-16"})
    void emptyClientIdentifierIsReplacedByUniqueOne() {
        var properties = new Props().u32(Props.SESSION_EXPIRY_INTERVAL, 30);
        RawClient first = open(Version.V5);
        RawClient second = open(Version.V5);

        String firstId = assigned(first.connect(new Connect(Version.V5).properties(properties)));
        String secondId = assigned(second.connect(new Connect(Version.V5).properties(properties)));

        assertThat(firstId).isNotEmpty().isNotEqualTo(secondId);
        first.disconnect();
        Packet again = open(Version.V5)
                .connect(new Connect(Version.V5).clientId(firstId).clean(false));
        assertThat(again.sessionPresent())
                .as("session of the assigned identifier")
                .isTrue();
    }

    private static String assigned(Packet connack) {
        return (String) connack.property(Props.ASSIGNED_CLIENT_IDENTIFIER).orElse("");
    }

    @Test
    void chosenClientIdentifierIsNotAssignedAgain() {
        Packet connack = open(Version.V5).connect(new Connect(Version.V5).clientId(name("mine")));

        assertThat(connack.property(Props.ASSIGNED_CLIENT_IDENTIFIER)).isEmpty();
    }

    @Test
    @Spec("3.1.1:MQTT-3.1.3-6")
    void emptyClientIdentifierWithCleanSessionIsServed() {
        RawClient first = connected(new Connect(Version.V3_1_1));
        RawClient second = connected(new Connect(Version.V3_1_1));

        first.expectOnlyPong();
        second.expectOnlyPong();
    }

    @Test
    @Spec({"3.1.1:MQTT-3.1.3-7", "3.1.1:MQTT-3.1.3-8", "3.1.1:MQTT-3.2.2-4", "3.1.1:MQTT-3.2.2-5"})
    void emptyClientIdentifierWithoutCleanSessionIsRefused() {
        RawClient client = open(Version.V3_1_1);

        client.send(new Connect(Version.V3_1_1).clean(false));

        client.expectRefused(0x02);
    }

    @Test
    void emptyClientIdentifierIsRefusedIn31() {
        RawClient client = open(Version.V3_1);

        client.send(new Connect(Version.V3_1));

        client.expectRefused(0x02);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.1.4-3", "MQTT-3.14.4-2", "3.1.1:MQTT-3.1.4-2"})
    void sameClientIdentifierTakesOverAndOlderConnectionEnds(Version version) {
        RawClient older = connected(new Connect(version).clientId(name("same")));

        RawClient newer = connected(new Connect(version).clientId(name("same")));

        older.expectDisconnect(0x8E);
        newer.expectOnlyPong();
    }

    @Test
    @Spec("3.1.1:MQTT-3.1.4-5")
    void dataBehindRefusedConnectIsNotProcessedIn311() {
        RawClient subscriber = connected(Version.V3_1_1).subscribe(topic("a"), 0);
        RawClient client = open(Version.V3_1_1);

        client.send(
                new Connect(Version.V3_1_1).clean(false).encode(),
                new Publish(topic("a")).payload("forbidden").encode(Version.V3_1_1));

        client.expectRefused(0x02);
        subscriber.expectSilence();
    }

    @Test
    @Spec({"MQTT-3.1.4-6", "MQTT-3.1.2-30", "MQTT-3.2.2-6", "MQTT-3.2.2-7", "MQTT-4.13.2-1", "MQTT-4.12.0-1"})
    void dataBehindRefusedConnectIsNotProcessedIn5() {
        RawClient subscriber = connected(Version.V5).subscribe(topic("a"), 0);
        RawClient client = open(Version.V5);
        var properties = new Props().text(Props.AUTHENTICATION_METHOD, "no such method");

        client.send(
                new Connect(Version.V5)
                        .clientId(name("x"))
                        .properties(properties)
                        .encode(),
                new Publish(topic("a")).payload("forbidden").encode(Version.V5));

        client.expectRefused(0x8C, 0x87);
        subscriber.expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    void willTopicWithWildcardIsRefused(Version version) {
        RawClient client = open(version);

        client.send(new Connect(version).clientId(name("a")).will(topic("#"), "w", 0, false));

        client.expectMalformedConnect(0x81, 0x82, 0x90);
    }
}
