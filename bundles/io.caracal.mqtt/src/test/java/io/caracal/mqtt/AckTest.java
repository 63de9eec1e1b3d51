package io.caracal.mqtt;

import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_5;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AckTest {

    @Test
    void readsTheThreeForms() throws MalformedPacketException {
        assertThat(Wire.decode(MQTT_5, "40 02 0102"))
                .isEqualTo(new Packet.PubAck(258, ReasonCode.SUCCESS, Properties.NONE));
        assertThat(Wire.decode(MQTT_5, "50 03 0102 10"))
                .isEqualTo(new Packet.PubRec(258, ReasonCode.NO_MATCHING_SUBSCRIBERS, Properties.NONE));
        assertThat(Wire.decode(MQTT_5, "62 04 0102 92 00"))
                .isEqualTo(new Packet.PubRel(258, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, Properties.NONE));
        Packet.PubComp pubComp = (Packet.PubComp) Wire.decode(MQTT_5, "70 08 0102 00 04 1f 0001 72");
        assertThat(pubComp.properties().string(Property.REASON_STRING)).isEqualTo("r");
    }

    @Test
    void writesTheShortestForm() {
        Properties reason =
                Properties.builder().add(Property.REASON_STRING, "r").build();

        assertThat(Wire.hex(new Packet.PubAck(258, ReasonCode.SUCCESS, Properties.NONE), MQTT_5))
                .isEqualTo("40020102");
        assertThat(Wire.hex(new Packet.PubRec(258, ReasonCode.QUOTA_EXCEEDED, Properties.NONE), MQTT_5))
                .isEqualTo("5003010297");
        assertThat(Wire.hex(new Packet.PubComp(258, ReasonCode.SUCCESS, reason), MQTT_5))
                .isEqualTo("70080102" + "00" + "041f000172");
        assertThat(Wire.hex(new Packet.PubComp(258, ReasonCode.SUCCESS, reason), MQTT_3_1_1))
                .isEqualTo("70020102");
    }

    @ParameterizedTest
    @Spec({"MQTT-3.6.1-1", "3.1.1:MQTT-3.6.1-1"})
    @ValueSource(strings = {"60", "61", "63", "66", "6a"})
    void refusesPubrelWithOtherFlags(String header) {
        assertThat(Wire.refusal(MQTT_3_1_1, header + "02 0001")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, header + "02 0001")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    void version31RepeatsPubrelWithDup() throws MalformedPacketException {
        assertThat(Wire.decode(MQTT_3_1, "6a 02 0001"))
                .isEqualTo(new Packet.PubRel(1, ReasonCode.SUCCESS, Properties.NONE));
    }

    @ParameterizedTest
    @Spec({"MQTT-2.1.3-1", "3.1.1:MQTT-2.2.2-1", "3.1.1:MQTT-2.2.2-2"})
    @ValueSource(strings = {"41", "42", "54", "78"})
    void refusesReservedFlags(String header) {
        assertThat(Wire.refusal(MQTT_3_1_1, header + "02 0001")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, header + "02 0001")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @Spec({"MQTT-3.4.2-1", "MQTT-3.5.2-1", "MQTT-3.6.2-1", "MQTT-3.7.2-1"})
    @CsvSource({
        "40 03 0001 01,PROTOCOL_ERROR",
        "40 03 0001 92,PROTOCOL_ERROR",
        "50 03 0001 82,PROTOCOL_ERROR",
        "62 03 0001 10,PROTOCOL_ERROR",
        "70 03 0001 91,PROTOCOL_ERROR",
        "40 03 0001 7f,MALFORMED_PACKET",
        "62 03 0001 ff,MALFORMED_PACKET"
    })
    void refusesReasonCodesOfOtherPackets(String hex, ReasonCode reason) {
        assertThat(Wire.refusal(MQTT_5, hex)).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40 00", "40 01 00", "50 04 0001 00 01", "70 05 0001 00 00 00"})
    void refusesWrongLengths(String hex) {
        assertThat(Wire.refusal(MQTT_5, hex)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    void refusesAReasonCodeBeforeVersion5() {
        assertThat(Wire.refusal(MQTT_3_1_1, "40 03 0001 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    void refusesPacketIdentifier0() {
        assertThat(Wire.refusal(MQTT_3_1_1, "40 02 0000")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "62 02 0000")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }
}
