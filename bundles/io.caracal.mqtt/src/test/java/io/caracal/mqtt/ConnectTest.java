package io.caracal.mqtt;

import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_5;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest {
    private static final String V3 = "0006 4d5149736470 03";
    private static final String V4 = "0004 4d515454 04";
    private static final String V5 = "0004 4d515454 05";
    private static final String ID = "0001 63";

    @Test
    @Spec({"MQTT-3.1.3-1", "MQTT-3.1.2-9", "MQTT-3.1.2-17", "MQTT-3.1.2-19", "MQTT-3.1.3-3"})
    void readsAllFieldsInTheirOrder() throws MalformedPacketException {
        Packet.Connect connect =
                connect(V5 + "ee 003c" // all flags: user name, password, will retain, will QoS 1, will, clean start
                        + "05 11 00000e10" // session expiry interval 3600
                        + "0001 63" // client identifier c
                        + "05 18 0000000a 0001 77 0002 6869" // will delay 10, topic w, payload hi
                        + "0001 75 0001 70"); // user name u, password p

        assertThat(connect.version()).isEqualTo(MQTT_5);
        assertThat(connect.cleanStart()).isTrue();
        assertThat(connect.keepAlive()).isEqualTo(60);
        assertThat(connect.properties().number(Property.SESSION_EXPIRY_INTERVAL, 0))
                .isEqualTo(3600);
        assertThat(connect.clientId()).isEqualTo("c");
        Packet.Will will = connect.will();
        assertThat(will).isNotNull();
        assertThat(will.topic()).isEqualTo("w");
        assertThat(will.payload()).asString(StandardCharsets.UTF_8).isEqualTo("hi");
        assertThat(will.qos()).isEqualTo(1);
        assertThat(will.retain()).isTrue();
        assertThat(will.properties().number(Property.WILL_DELAY_INTERVAL, 0)).isEqualTo(10);
        assertThat(connect.username()).isEqualTo("u");
        assertThat(connect.password()).asString(StandardCharsets.UTF_8).isEqualTo("p");
    }

    @Test
    @Spec({"3.1.1:MQTT-3.1.3-1", "3.1.1:MQTT-3.1.2-9", "3.1.1:MQTT-3.1.2-19", "3.1.1:MQTT-3.1.2-21"})
    void readsVersion311() throws MalformedPacketException {
        Packet.Connect connect = connect(V4 + "d4 000a" + ID + "0001 77 0000 0001 75 0001 70");

        assertThat(connect.version()).isEqualTo(MQTT_3_1_1);
        assertThat(connect.cleanStart()).isFalse();
        assertThat(connect.keepAlive()).isEqualTo(10);
        assertThat(connect.username()).isEqualTo("u");
        assertThat(connect.will()).isNotNull();
        assertThat(connect.will().qos()).isEqualTo(2);
        assertThat(connect.will().payload()).isEmpty();
    }

    @Test
    void readsVersion31() throws MalformedPacketException {
        Packet.Connect connect = connect(V3 + "02 000a" + ID);

        assertThat(connect.version()).isEqualTo(MQTT_3_1);
        assertThat(connect.username()).isNull();
        assertThat(connect.password()).isNull();
        assertThat(connect.will()).isNull();
    }

    @Test
    void remainingLengthTakesPrecedenceOverTheFlagsOfUserNameAndPasswordInVersion31() throws MalformedPacketException {
        assertThat(connect(V3 + "c2 000a" + ID).username()).isNull();
        assertThat(connect(V3 + "c2 000a" + ID + "0001 75").password()).isNull();
    }

    @Test
    void anEmptyClientIdentifierIsForTheBrokerToJudge() throws MalformedPacketException {
        assertThat(connect(V4 + "00 0000 0000").clientId()).isEmpty();
        assertThat(connect(V5 + "00 0000 00 0000").clientId()).isEmpty();
    }

    @ParameterizedTest
    @Spec({"MQTT-3.1.2-1", "MQTT-3.1.2-2", "3.1.1:MQTT-3.1.2-1", "3.1.1:MQTT-3.1.2-2"})
    @ValueSource(
            strings = {
                "0004 4d515454 03",
                "0004 4d515454 06",
                "0006 4d5149736470 04",
                "0004 6d717474 04",
                "0004 4d515454 84",
                "0000 04",
                "0003 4d5154 04"
            })
    void tellsAProtocolThatIsNotSpoken(String protocol) {
        assertThat(refusal(protocol + "02 003c 0001 63")).isEqualTo(ReasonCode.UNSUPPORTED_PROTOCOL_VERSION);
        assertThat(requestedVersion(protocol)).isNull();
    }

    @ParameterizedTest
    @CsvSource({V3 + ",MQTT_3_1", V4 + ",MQTT_3_1_1", V5 + ",MQTT_5"})
    void tellsTheVersionOfAMalformedConnect(String protocol, ProtocolVersion version) {
        assertThat(requestedVersion(protocol)).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0004", "0004 4d515454", "ffff 4d515454 05"})
    void tellsNoVersionOfWhatIsTooShort(String content) {
        assertThat(requestedVersion(content)).isNull();
    }

    @ParameterizedTest
    @Spec({"MQTT-2.1.3-1", "3.1.1:MQTT-2.2.2-1", "3.1.1:MQTT-2.2.2-2"})
    @ValueSource(ints = {0x11, 0x12, 0x14, 0x18, 0x1f})
    void refusesReservedFlagsOfTheFixedHeader(int header) {
        assertThat(Wire.refusal(MQTT_5, Wire.frame(header, Wire.bytes(V5 + "02 003c 00" + ID))))
                .isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, Wire.frame(header, Wire.bytes(V4 + "02 003c" + ID))))
                .isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.1.2-3", "3.1.1:MQTT-3.1.2-3"})
    void refusesTheReservedConnectFlag() {
        assertThat(refusal(V4 + "03 003c" + ID)).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "03 003c 00" + ID)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @Spec({"MQTT-3.1.2-11", "3.1.1:MQTT-3.1.2-11", "3.1.1:MQTT-3.1.2-13"})
    @ValueSource(strings = {"08", "10", "18"})
    void refusesAWillQosWithoutAWill(String flags) {
        assertThat(refusal(V4 + flags + "003c" + ID)).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + flags + "003c 00" + ID)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.1.2-13", "3.1.1:MQTT-3.1.2-11", "3.1.1:MQTT-3.1.2-15"})
    void refusesWillRetainWithoutAWill() {
        assertThat(refusal(V4 + "20 003c" + ID)).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "20 003c 00" + ID)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.1.2-12", "3.1.1:MQTT-3.1.2-14"})
    void refusesWillQos3() {
        assertThat(refusal(V4 + "1c 003c" + ID + "0001 77 0000")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "1c 003c 00" + ID + "00 0001 77 0000")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.1.2-9", "3.1.1:MQTT-3.1.2-9"})
    void refusesAWillFlagWithoutAWill() {
        assertThat(refusal(V4 + "04 003c" + ID)).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "04 003c 00" + ID)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.1.3-11", "3.1.1:MQTT-3.1.3-10"})
    void refusesAWillTopicThatIsNotUtf8() {
        assertThat(refusal(V4 + "04 003c" + ID + "0001 ff 0000")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "04 003c 00" + ID + "00 0001 ff 0000")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    void refusesAWillTopicThatIsNoTopicName() {
        assertThat(refusal(V4 + "04 003c" + ID + "0001 23 0000")).isEqualTo(ReasonCode.TOPIC_NAME_INVALID);
        assertThat(refusal(V4 + "04 003c" + ID + "0000 0000")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"3.1.1:MQTT-3.1.2-22"})
    void refusesAPasswordWithoutAUserNameBeforeVersion5() throws MalformedPacketException {
        assertThat(refusal(V4 + "40 003c" + ID + "0001 70")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(connect(V5 + "40 003c 00" + ID + "0001 70").password()).containsExactly('p');
    }

    @Test
    @Spec({"MQTT-3.1.2-17", "MQTT-3.1.2-19", "3.1.1:MQTT-3.1.2-19", "3.1.1:MQTT-3.1.2-21"})
    void refusesFlagsWithoutTheirFields() {
        assertThat(refusal(V4 + "80 003c" + ID)).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V4 + "c0 003c" + ID + "0001 75")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "80 003c 00" + ID)).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "c0 003c 00" + ID + "0001 75")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({
        "MQTT-3.1.2-16",
        "MQTT-3.1.2-18",
        "MQTT-3.1.4-1",
        "3.1.1:MQTT-3.1.2-18",
        "3.1.1:MQTT-3.1.2-20",
        "3.1.1:MQTT-3.1.2-11"
    })
    void refusesFieldsWithoutTheirFlags() {
        assertThat(refusal(V4 + "00 003c" + ID + "0001 75")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V4 + "80 003c" + ID + "0001 75 0001 70")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "00 003c 00" + ID + "0001 75")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "80 003c 00" + ID + "0001 75 0001 70")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.1.3-3", "3.1.1:MQTT-3.1.3-3"})
    void refusesAConnectWithoutAClientIdentifier() {
        assertThat(refusal(V4 + "02 003c")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "02 003c 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.1.3-4", "MQTT-3.1.3-12", "3.1.1:MQTT-3.1.3-4", "3.1.1:MQTT-3.1.3-11"})
    void refusesClientIdentifierAndUserNameThatAreNotUtf8() {
        assertThat(refusal(V4 + "02 003c 0001 ff")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V4 + "82 003c" + ID + "0001 ff")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "02 003c 00 0001 ff")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(V5 + "82 003c 00" + ID + "0001 ff")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    private static Packet.Connect connect(String content) throws MalformedPacketException {
        return (Packet.Connect) Wire.decode(MQTT_3_1_1, Wire.frame(0x10, Wire.bytes(content)));
    }

    private static ReasonCode refusal(String content) {
        return Wire.refusal(MQTT_5, Wire.frame(0x10, Wire.bytes(content)));
    }

    private static @Nullable ProtocolVersion requestedVersion(String content) {
        byte[] bytes = Wire.bytes(content);
        return PacketDecoder.requestedVersion(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }
}
