package io.caracal.mqtt;

import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.caracal.itests.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DISCONNECT, AUTH, PINGREQ and PINGRESP. */
class DisconnectTest {
    private static final String METHOD = "15 0001 6d";

    @Test
    void readsTheThreeFormsOfDisconnect() throws MalformedPacketException {
        assertThat(Wire.decode(MQTT_5, "e0 00")).isEqualTo(new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE));
        assertThat(Wire.decode(MQTT_3_1_1, "e0 00"))
                .isEqualTo(new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE));
        assertThat(Wire.decode(MQTT_5, "e0 01 04"))
                .isEqualTo(new Packet.Disconnect(ReasonCode.DISCONNECT_WITH_WILL_MESSAGE, Properties.NONE));
        Packet.Disconnect disconnect = (Packet.Disconnect) Wire.decode(MQTT_5, "e0 07 00 05 11 00000064");
        assertThat(disconnect.properties().number(Property.SESSION_EXPIRY_INTERVAL, 0))
                .isEqualTo(100);
    }

    @Test
    void writesTheShortestForm() {
        assertThat(Wire.hex(new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE), MQTT_5))
                .isEqualTo("e000");
        assertThat(Wire.hex(new Packet.Disconnect(ReasonCode.SESSION_TAKEN_OVER, Properties.NONE), MQTT_5))
                .isEqualTo("e0018e");
        assertThat(Wire.hex(new Packet.Disconnect(ReasonCode.SESSION_TAKEN_OVER, Properties.NONE), MQTT_3_1_1))
                .isEqualTo("e000");
        assertThat(Wire.hex(new Packet.Auth(ReasonCode.SUCCESS, Properties.NONE), MQTT_5))
                .isEqualTo("f000");
    }

    @ParameterizedTest
    @Spec({"MQTT-3.14.1-1", "3.1.1:MQTT-3.14.1-1"})
    @ValueSource(strings = {"e1", "e2", "e4", "e8"})
    void refusesDisconnectWithReservedFlags(String header) {
        assertThat(Wire.refusal(MQTT_3_1_1, header + "00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, header + "00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @Spec("MQTT-3.14.2-1")
    @CsvSource({
        "01,PROTOCOL_ERROR",
        "18,PROTOCOL_ERROR",
        "84,PROTOCOL_ERROR",
        "92,PROTOCOL_ERROR",
        "05,MALFORMED_PACKET"
    })
    void refusesReasonCodesThatAreNotOfADisconnect(String code, ReasonCode reason) {
        assertThat(Wire.refusal(MQTT_5, "e0 01" + code)).isEqualTo(reason);
    }

    @Test
    void refusesAReasonCodeBeforeVersion5() {
        assertThat(Wire.refusal(MQTT_3_1_1, "e0 01 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    void readsAuth() throws MalformedPacketException {
        Packet.Auth auth = (Packet.Auth) Wire.decode(MQTT_5, "f0 0b 18 09" + METHOD + "16 0002 00ff");

        assertThat(auth.reason()).isEqualTo(ReasonCode.CONTINUE_AUTHENTICATION);
        assertThat(auth.properties().string(Property.AUTHENTICATION_METHOD)).isEqualTo("m");
        assertThat(auth.properties().binary(Property.AUTHENTICATION_DATA)).containsExactly(0, 0xff);
        assertThat(Wire.decode(MQTT_5, "f0 00")).isEqualTo(new Packet.Auth(ReasonCode.SUCCESS, Properties.NONE));
    }

    @ParameterizedTest
    @Spec("MQTT-3.15.1-1")
    @ValueSource(strings = {"f1", "f2", "f4", "f8"})
    void refusesAuthWithReservedFlags(String header) {
        assertThat(Wire.refusal(MQTT_5, header + "00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec("MQTT-3.15.2-1")
    void refusesReasonCodesThatAreNotOfAnAuth() {
        assertThat(Wire.refusal(MQTT_5, "f0 06 87 04" + METHOD)).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    void refusesAuthWithoutAMethodOrCutShort() {
        assertThat(Wire.refusal(MQTT_5, "f0 02 18 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "f0 06 18 04 16 0001 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "f0 01 18")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    void thereIsNoAuthBeforeVersion5() {
        assertThat(Wire.refusal(MQTT_3_1_1, "f0 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wire.encode(new Packet.Auth(ReasonCode.SUCCESS, Properties.NONE), MQTT_3_1_1));
    }

    @Test
    void readsAndWritesPings() throws MalformedPacketException {
        assertThat(Wire.decode(MQTT_5, "c0 00")).isEqualTo(new Packet.PingReq());
        assertThat(Wire.decode(MQTT_3_1_1, "d0 00")).isEqualTo(new Packet.PingResp());
        assertThat(Wire.hex(new Packet.PingReq(), MQTT_5)).isEqualTo("c000");
        assertThat(Wire.hex(new Packet.PingResp(), MQTT_3_1_1)).isEqualTo("d000");
    }

    @ParameterizedTest
    @Spec({"MQTT-2.1.3-1", "3.1.1:MQTT-2.2.2-1", "3.1.1:MQTT-2.2.2-2"})
    @ValueSource(strings = {"c1 00", "d2 00", "c8 00", "c0 01 00", "00 00"})
    void refusesPingsWithFlagsOrContentAndTheReservedType(String hex) {
        assertThat(Wire.refusal(MQTT_3_1_1, hex)).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, hex)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }
}
