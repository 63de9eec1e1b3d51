package io.caracal.mqtt;

import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_5;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnAckTest {

    @Test
    void readsVersion5() throws MalformedPacketException {
        Packet.ConnAck connAck = (Packet.ConnAck) Wire.decode(MQTT_5, "20 0b 01 00 08 21 000a 27 00001000");

        assertThat(connAck.sessionPresent()).isTrue();
        assertThat(connAck.returnCode()).isZero();
        assertThat(connAck.properties().number(Property.RECEIVE_MAXIMUM, 0)).isEqualTo(10);
        assertThat(connAck.properties().number(Property.MAXIMUM_PACKET_SIZE, 0)).isEqualTo(4096);
    }

    @Test
    @Spec("MQTT-2.2.2-1")
    void writesAZeroPropertyLengthIfThereAreNone() {
        assertThat(Wire.hex(new Packet.ConnAck(false, 0, Properties.NONE), MQTT_5))
                .isEqualTo("2003000000");
    }

    @Test
    void writesNoPropertiesBeforeVersion5() {
        Packet packet = new Packet.ConnAck(
                true, 0, Properties.builder().add(Property.RECEIVE_MAXIMUM, 10).build());

        assertThat(Wire.hex(packet, MQTT_3_1_1)).isEqualTo("20020100");
        assertThat(Wire.hex(packet, MQTT_3_1)).isEqualTo("20020000");
    }

    @Test
    @Spec("MQTT-3.2.2-1")
    void refusesReservedAcknowledgeFlags() {
        assertThat(Wire.refusal(MQTT_3_1_1, "20 02 02 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, "20 03 80 00 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.2.2-6", "3.1.1:MQTT-3.2.2-4"})
    void refusesSessionPresentWithARefusal() {
        assertThat(Wire.refusal(MQTT_3_1_1, "20 02 01 05")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "20 03 01 87 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @Spec("MQTT-3.2.2-8")
    @ValueSource(strings = {"20 03 00 01 00", "20 03 00 8b 00", "20 03 00 05 00"})
    void refusesCodesThatAreNotOfAConnack(String hex) {
        assertThat(Wire.refusal(MQTT_5, hex)).isIn(ReasonCode.MALFORMED_PACKET, ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    void refusesReservedReturnCodes() {
        assertThat(Wire.refusal(MQTT_3_1_1, "20 02 00 06")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }
}
