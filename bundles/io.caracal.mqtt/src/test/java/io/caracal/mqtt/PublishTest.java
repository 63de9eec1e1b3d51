package io.caracal.mqtt;

import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.caracal.itests.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PUBLISH as a record; {@link PublishViewTest} is about the broker's own way of reading it. */
class PublishTest {

    @Test
    @Spec({"MQTT-3.3.2-1", "3.1.1:MQTT-3.3.2-1"})
    void readsQos0() throws MalformedPacketException {
        Packet.Publish publish = (Packet.Publish) Wire.decode(MQTT_3_1_1, "31 07 0003 612f62 6869");

        assertThat(publish.topic()).isEqualTo("a/b");
        assertThat(publish.payload()).containsExactly('h', 'i');
        assertThat(publish.qos()).isZero();
        assertThat(publish.retain()).isTrue();
        assertThat(publish.dup()).isFalse();
        assertThat(publish.packetId()).isZero();
    }

    @Test
    void readsSeveralSubscriptionIdentifiersFromAServer() throws MalformedPacketException {
        Packet.Publish publish = (Packet.Publish) Wire.decode(MQTT_5, "3a 0c 0001 61 0007 05 0b01 0b8001 78");

        assertThat(publish.dup()).isTrue();
        assertThat(publish.qos()).isEqualTo(1);
        assertThat(publish.packetId()).isEqualTo(7);
        assertThat(publish.properties().entries())
                .containsExactly(
                        new Properties.Entry(Property.SUBSCRIPTION_IDENTIFIER, 1L),
                        new Properties.Entry(Property.SUBSCRIPTION_IDENTIFIER, 128L));
        assertThat(publish.payload()).containsExactly('x');
    }

    @Test
    void readsATopicAliasInPlaceOfATopic() throws MalformedPacketException {
        Packet.Publish publish = (Packet.Publish) Wire.decode(MQTT_5, "30 06 0000 03 230005");

        assertThat(publish.topic()).isEmpty();
        assertThat(publish.properties().number(Property.TOPIC_ALIAS, 0)).isEqualTo(5);
    }

    @Test
    @Spec({"MQTT-3.3.1-4", "3.1.1:MQTT-3.3.1-4"})
    void refusesQos3() {
        assertThat(Wire.refusal(MQTT_3_1_1, "36 05 0001 61 0001")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, "36 06 0001 61 0001 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.3.1-2", "3.1.1:MQTT-3.3.1-2"})
    void refusesDupWithQos0() {
        assertThat(Wire.refusal(MQTT_3_1_1, "38 03 0001 61")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, "38 04 0001 61 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-2.2.1-3", "MQTT-2.2.1-4", "3.1.1:MQTT-2.3.1-1"})
    void refusesPacketIdentifier0() {
        assertThat(Wire.refusal(MQTT_3_1_1, "32 05 0001 61 0000")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "34 06 0001 61 0000 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"MQTT-2.2.1-2", "3.1.1:MQTT-2.3.1-5"})
    void writesAPacketIdentifierForQos1And2Only() {
        Packet qos0 = new Packet.Publish("a", new byte[] {1}, 0, false, false, 0, Properties.NONE);
        Packet qos2 = new Packet.Publish("a", new byte[] {1}, 2, true, true, 258, Properties.NONE);

        assertThat(Wire.hex(qos0, MQTT_3_1_1)).isEqualTo("3004" + "000161" + "01");
        assertThat(Wire.hex(qos0, MQTT_5)).isEqualTo("3005" + "000161" + "00" + "01");
        assertThat(Wire.hex(qos2, MQTT_3_1_1)).isEqualTo("3d06" + "000161" + "0102" + "01");
    }

    @ParameterizedTest
    @Spec({"MQTT-3.3.2-2", "3.1.1:MQTT-3.3.2-2"})
    @ValueSource(strings = {"2b", "23"})
    void refusesWildcardsInTheTopic(String character) {
        assertThat(Wire.refusal(MQTT_3_1_1, "30 03 0001" + character)).isEqualTo(ReasonCode.TOPIC_NAME_INVALID);
        assertThat(Wire.refusal(MQTT_5, "30 04 0001" + character + "00")).isEqualTo(ReasonCode.TOPIC_NAME_INVALID);
    }

    @Test
    @Spec({"MQTT-4.7.3-1", "3.1.1:MQTT-4.7.3-1"})
    void refusesAnEmptyTopicWithoutAnAlias() {
        assertThat(Wire.refusal(MQTT_3_1_1, "30 02 0000")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "30 03 0000 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    void refusesToWriteWhatMqttCannotExpress() {
        Packet longTopic = new Packet.Publish("t".repeat(65_536), new byte[0], 0, false, false, 0, Properties.NONE);
        Properties longData = Properties.builder()
                .add(Property.CORRELATION_DATA, new byte[65_536])
                .build();
        Packet longProperty = new Packet.Publish("t", new byte[0], 0, false, false, 0, longData);

        assertThatIllegalArgumentException().isThrownBy(() -> Wire.encode(longTopic, MQTT_3_1_1));
        assertThatIllegalArgumentException().isThrownBy(() -> Wire.encode(longProperty, MQTT_5));
    }

    @Test
    void writesTheLongestFields() throws MalformedPacketException {
        Packet packet = new Packet.Publish("t".repeat(65_535), new byte[1], 0, false, false, 0, Properties.NONE);

        assertThat(Wire.decode(MQTT_5, Wire.encode(packet, MQTT_5)))
                .usingRecursiveComparison()
                .isEqualTo(packet);
    }
}
