package io.caracal.mqtt;

import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_5;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscribeTest {
    private static final String SHARED = "000a 2473686172652f672f61"; // $share/g/a

    @Test
    void readsSubscriptionsWithTheirOptions() throws MalformedPacketException {
        Packet.Subscribe subscribe =
                (Packet.Subscribe) Wire.decode(MQTT_5, "82 0f 0001 03 0b 8001 0001 61 2e 0002 2f23 11");

        assertThat(subscribe.packetId()).isEqualTo(1);
        assertThat(subscribe.properties().number(Property.SUBSCRIPTION_IDENTIFIER, 0))
                .isEqualTo(128);
        assertThat(subscribe.subscriptions())
                .containsExactly(
                        new Packet.Subscription("a", 2, true, true, 2),
                        new Packet.Subscription("/#", 1, false, false, 1));
    }

    @Test
    void readsVersion311() throws MalformedPacketException {
        assertThat(Wire.decode(MQTT_3_1_1, "82 06 000a 0001 2b 02"))
                .isEqualTo(new Packet.Subscribe(
                        10, List.of(new Packet.Subscription("+", 2, false, false, 0)), Properties.NONE));
    }

    @Test
    void version31DoesNotUseTheOtherBits() throws MalformedPacketException {
        assertThat(Wire.decode(MQTT_3_1, "8a 06 000a 0001 2b fd"))
                .isEqualTo(new Packet.Subscribe(
                        10, List.of(new Packet.Subscription("+", 1, false, false, 0)), Properties.NONE));
    }

    @Test
    void leavesThePlaceOfWildcardsToTheBroker() throws MalformedPacketException {
        Packet.Subscribe subscribe = (Packet.Subscribe) Wire.decode(MQTT_5, "82 08 0001 00 0002 6123 00");

        assertThat(subscribe.subscriptions().getFirst().filter()).isEqualTo("a#");
    }

    @ParameterizedTest
    @Spec({"MQTT-3.8.1-1", "3.1.1:MQTT-3.8.1-1"})
    @ValueSource(strings = {"80", "81", "83", "86", "8a"})
    void refusesSubscribeWithOtherFlags(String header) {
        assertThat(Wire.refusal(MQTT_3_1_1, header + "06 0001 0001 61 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, header + "07 0001 00 0001 61 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @Spec({"MQTT-3.10.1-1", "3.1.1:MQTT-3.10.1-1"})
    @ValueSource(strings = {"a0", "a1", "a3", "a6", "aa"})
    void refusesUnsubscribeWithOtherFlags(String header) {
        assertThat(Wire.refusal(MQTT_3_1_1, header + "05 0001 0001 61")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, header + "06 0001 00 0001 61")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.8.3-2", "3.1.1:MQTT-3.8.3-3"})
    void refusesSubscribeWithoutATopicFilter() {
        assertThat(Wire.refusal(MQTT_3_1_1, "82 02 0001")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "82 03 0001 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"MQTT-3.10.3-2", "3.1.1:MQTT-3.10.3-2"})
    void refusesUnsubscribeWithoutATopicFilter() {
        assertThat(Wire.refusal(MQTT_3_1_1, "a2 02 0001")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "a2 03 0001 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"MQTT-3.8.3-1", "3.1.1:MQTT-3.8.3-1"})
    void refusesTopicFiltersOfSubscribeThatAreNotUtf8() {
        assertThat(Wire.refusal(MQTT_3_1_1, "82 06 0001 0001 ff 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, "82 07 0001 00 0001 ff 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.10.3-1", "3.1.1:MQTT-3.10.3-1"})
    void refusesTopicFiltersOfUnsubscribeThatAreNotUtf8() {
        assertThat(Wire.refusal(MQTT_3_1_1, "a2 05 0001 0001 ff")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(Wire.refusal(MQTT_5, "a2 06 0001 00 0001 ff")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-4.7.3-1", "3.1.1:MQTT-4.7.3-1"})
    void refusesAnEmptyTopicFilter() {
        assertThat(Wire.refusal(MQTT_3_1_1, "82 05 0001 0000 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "a2 05 0001 00 0000")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"MQTT-2.2.1-3", "3.1.1:MQTT-2.3.1-1"})
    void refusesPacketIdentifier0() {
        assertThat(Wire.refusal(MQTT_3_1_1, "82 06 0000 0001 61 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "a2 06 0000 00 0001 61")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @Spec("3.1.1:MQTT-3.8.3-4")
    @ValueSource(strings = {"03", "04", "08", "10", "20", "40", "80"})
    void refusesReservedBitsAndQos3InVersion311(String qos) {
        assertThat(Wire.refusal(MQTT_3_1_1, "82 06 0001 0001 61" + qos)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @Spec("MQTT-3.8.3-5")
    @ValueSource(strings = {"40", "80", "c1"})
    void refusesReservedBitsInVersion5(String options) {
        assertThat(Wire.refusal(MQTT_5, "82 07 0001 00 0001 61" + options)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"03", "30", "33"})
    void refusesQos3AndRetainHandling3(String options) {
        assertThat(Wire.refusal(MQTT_5, "82 07 0001 00 0001 61" + options)).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec("MQTT-3.8.3-4")
    void refusesNoLocalOnASharedSubscription() throws MalformedPacketException {
        assertThat(Wire.refusal(MQTT_5, "82 10 0001 00" + SHARED + "04")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.decode(MQTT_5, "82 10 0001 00" + SHARED + "01")).isInstanceOf(Packet.Subscribe.class);
    }

    @Test
    void refusesSubscriptionIdentifier0AndMoreThanOne() {
        assertThat(Wire.refusal(MQTT_5, "82 09 0001 02 0b00 0001 61 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(Wire.refusal(MQTT_5, "82 0b 0001 04 0b01 0b02 0001 61 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    void refusesAFilterWithoutItsOptions() {
        assertThat(Wire.refusal(MQTT_3_1_1, "82 05 0001 0001 61")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }
}
