package io.caracal.mqtt;

import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_5;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubAckTest {

    @Test
    @Spec({"MQTT-3.9.3-1", "3.1.1:MQTT-3.9.3-1"})
    void keepsTheOrderOfTheCodes() throws MalformedPacketException {
        Packet v5 = new Packet.SubAck(1, List.of(2, 0x8f, 0, 1), Properties.NONE);
        Packet v3 = new Packet.SubAck(1, List.of(2, 0x80, 0, 1), Properties.NONE);

        assertThat(Wire.hex(v5, MQTT_5)).isEqualTo("9007000100028f0001");
        assertThat(Wire.decode(MQTT_5, "9007000100028f0001")).isEqualTo(v5);
        assertThat(Wire.hex(v3, MQTT_3_1_1)).isEqualTo("9006000102800001");
        assertThat(Wire.decode(MQTT_3_1_1, "9006000102800001")).isEqualTo(v3);
    }

    @Test
    @Spec("MQTT-3.11.3-1")
    void unsubackHasCodesInVersion5Only() throws MalformedPacketException {
        Packet.UnsubAck unsubAck = new Packet.UnsubAck(1, List.of(0x11, 0), Properties.NONE);

        assertThat(Wire.hex(unsubAck, MQTT_5)).isEqualTo("b0050001001100");
        assertThat(Wire.decode(MQTT_5, "b0050001001100")).isEqualTo(unsubAck);
        assertThat(Wire.hex(unsubAck, MQTT_3_1_1)).isEqualTo("b0020001");
        assertThat(Wire.decode(MQTT_3_1_1, "b0020001")).isEqualTo(new Packet.UnsubAck(1, List.of(), Properties.NONE));
    }

    @ParameterizedTest
    @Spec("3.1.1:MQTT-3.9.3-2")
    @ValueSource(strings = {"03", "7f", "81", "ff"})
    void refusesReservedReturnCodes(String code) {
        assertThat(Wire.refusal(MQTT_3_1_1, "90 03 0001" + code)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @Spec({"MQTT-3.9.3-2", "MQTT-3.11.3-2"})
    @CsvSource({
        "90 04 0001 00 11,PROTOCOL_ERROR",
        "90 04 0001 00 03,MALFORMED_PACKET",
        "b0 04 0001 00 01,PROTOCOL_ERROR",
        "b0 04 0001 00 97,PROTOCOL_ERROR"
    })
    void refusesReasonCodesOfOtherPackets(String hex, ReasonCode reason) {
        assertThat(Wire.refusal(MQTT_5, hex)).isEqualTo(reason);
    }

    @Test
    void refusesAnAnswerWithoutCodes() {
        assertThat(Wire.refusal(MQTT_3_1_1, "90 02 0001")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "b0 03 0001 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }
}
