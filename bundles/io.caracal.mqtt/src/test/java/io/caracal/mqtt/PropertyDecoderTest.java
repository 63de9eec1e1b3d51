package io.caracal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caracal.itests.spec.Spec;
import io.netty.buffer.Unpooled;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyDecoderTest {

    @Test
    void readsEveryTypeInOrder() throws MalformedPacketException {
        Properties properties = decode(
                PacketType.CONNACK, "24 01 21 0102 11 ffffffff 12 0001 63 15 0001 6d 16 0001 ff 26 0001 6b 0001 76");

        assertThat(properties.entries())
                .extracting(Properties.Entry::property)
                .containsExactly(
                        Property.MAXIMUM_QOS,
                        Property.RECEIVE_MAXIMUM,
                        Property.SESSION_EXPIRY_INTERVAL,
                        Property.ASSIGNED_CLIENT_IDENTIFIER,
                        Property.AUTHENTICATION_METHOD,
                        Property.AUTHENTICATION_DATA,
                        Property.USER_PROPERTY);
        assertThat(properties.number(Property.MAXIMUM_QOS, -1)).isEqualTo(1);
        assertThat(properties.number(Property.RECEIVE_MAXIMUM, -1)).isEqualTo(258);
        assertThat(properties.number(Property.SESSION_EXPIRY_INTERVAL, -1)).isEqualTo(0xffff_ffffL);
        assertThat(properties.string(Property.ASSIGNED_CLIENT_IDENTIFIER)).isEqualTo("c");
        assertThat(properties.binary(Property.AUTHENTICATION_DATA)).containsExactly(0xff);
        assertThat(properties.userProperties()).containsExactly(new Properties.Pair("k", "v"));
    }

    @ParameterizedTest
    @EnumSource(Property.class)
    void everyPropertyIsReadInItsPacketsAndRefusedInAllOthers(Property property) {
        String sample = sample(property);
        for (int type = 0; type < 16; type++) {
            int packetType = type;
            if (table(property).contains(type)) {
                assertThatCode(() -> decode(packetType, sample))
                        .as("in %d", type)
                        .doesNotThrowAnyException();
            } else {
                assertThat(refusal(type, sample)).as("in %d", type).isEqualTo(ReasonCode.MALFORMED_PACKET);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Property.class)
    void onlyUserPropertiesAndSubscriptionIdentifiersOfAPublishAreRepeated(Property property) {
        String twice = sample(property) + sample(property);
        for (int packetType : table(property)) {
            if (property == Property.USER_PROPERTY
                    || (property == Property.SUBSCRIPTION_IDENTIFIER && packetType == PacketType.PUBLISH)) {
                assertThatCode(() -> decode(packetType, twice)).doesNotThrowAnyException();
            } else {
                assertThat(refusal(packetType, twice)).isEqualTo(ReasonCode.PROTOCOL_ERROR);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,21 0000,PROTOCOL_ERROR", // receive maximum
        "2,21 0000,PROTOCOL_ERROR",
        "1,27 00000000,PROTOCOL_ERROR", // maximum packet size
        "2,27 00000000,PROTOCOL_ERROR",
        "1,17 02,PROTOCOL_ERROR", // request problem information
        "1,19 02,PROTOCOL_ERROR", // request response information
        "2,24 02,PROTOCOL_ERROR", // maximum QoS
        "2,25 02,PROTOCOL_ERROR", // retain available
        "2,28 02,PROTOCOL_ERROR", // wildcard subscription available
        "2,29 ff,PROTOCOL_ERROR", // subscription identifier available
        "2,2a 80,PROTOCOL_ERROR", // shared subscription available
        "3,01 02,PROTOCOL_ERROR", // payload format indicator
        "0,01 02,PROTOCOL_ERROR",
        "8,0b 00,PROTOCOL_ERROR", // subscription identifier
        "3,23 0000,TOPIC_ALIAS_INVALID"
    })
    void refusesIllegalValues(int packetType, String property, ReasonCode reason) {
        assertThat(refusal(packetType, property)).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {PacketType.CONNECT, PacketType.CONNACK, PacketType.AUTH})
    void refusesAuthenticationDataWithoutAMethod(int packetType) {
        assertThat(refusal(packetType, "16 0001 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @Spec("MQTT-1.5.5-1")
    @CsvSource({"8,0b 8000", "8,0b 80808000", "8,0b ffffffff01", "8,8b00 01"})
    void refusesBadVariableByteIntegers(int packetType, String property) {
        assertThat(refusal(packetType, property)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @Spec({"MQTT-1.5.7-1", "MQTT-1.5.4-1", "MQTT-1.5.4-2"})
    @CsvSource({"1,26 0001 ff 0000", "1,26 0000 0001 00", "4,1f 0001 c3", "2,12 0003 eda080", "15,15 0001 80"})
    void refusesTextThatIsNotUtf8(int packetType, String property) {
        assertThat(refusal(packetType, property)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.3.2-13", "MQTT-3.3.2-14"})
    void refusesAResponseTopicThatIsNoTopicName() {
        assertThat(refusal(PacketType.PUBLISH, "08 0001 2b")).isEqualTo(ReasonCode.TOPIC_NAME_INVALID);
        assertThat(refusal(PropertyRules.WILL, "08 0001 23")).isEqualTo(ReasonCode.TOPIC_NAME_INVALID);
        assertThat(refusal(PacketType.PUBLISH, "08 0001 ff")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"21 01", "11 010203", "12 0002 61", "16 ffff", "24", "26 0001 6b 00"})
    void refusesAValueBehindThePropertyLength(String property) {
        assertThat(refusal(PacketType.CONNACK, property)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    /** The packets of a property, transcribed from table 2-4 independently of the decoder; 0 are the Will Properties. */
    private static Set<Integer> table(Property property) {
        return switch (property) {
            case PAYLOAD_FORMAT_INDICATOR -> Set.of(3, 0);
            case MESSAGE_EXPIRY_INTERVAL -> Set.of(3, 0);
            case CONTENT_TYPE -> Set.of(3, 0);
            case RESPONSE_TOPIC -> Set.of(3, 0);
            case CORRELATION_DATA -> Set.of(3, 0);
            case SUBSCRIPTION_IDENTIFIER -> Set.of(3, 8);
            case SESSION_EXPIRY_INTERVAL -> Set.of(1, 2, 14);
            case ASSIGNED_CLIENT_IDENTIFIER -> Set.of(2);
            case SERVER_KEEP_ALIVE -> Set.of(2);
            case AUTHENTICATION_METHOD -> Set.of(1, 2, 15);
            case AUTHENTICATION_DATA -> Set.of(1, 2, 15);
            case REQUEST_PROBLEM_INFORMATION -> Set.of(1);
            case WILL_DELAY_INTERVAL -> Set.of(0);
            case REQUEST_RESPONSE_INFORMATION -> Set.of(1);
            case RESPONSE_INFORMATION -> Set.of(2);
            case SERVER_REFERENCE -> Set.of(2, 14);
            case REASON_STRING -> Set.of(2, 4, 5, 6, 7, 9, 11, 14, 15);
            case RECEIVE_MAXIMUM -> Set.of(1, 2);
            case TOPIC_ALIAS_MAXIMUM -> Set.of(1, 2);
            case TOPIC_ALIAS -> Set.of(3);
            case MAXIMUM_QOS -> Set.of(2);
            case RETAIN_AVAILABLE -> Set.of(2);
            case USER_PROPERTY -> Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15);
            case MAXIMUM_PACKET_SIZE -> Set.of(1, 2);
            case WILDCARD_SUBSCRIPTION_AVAILABLE -> Set.of(2);
            case SUBSCRIPTION_IDENTIFIER_AVAILABLE -> Set.of(2);
            case SHARED_SUBSCRIPTION_AVAILABLE -> Set.of(2);
        };
    }

    private static String sample(Property property) {
        String value =
                switch (property.type()) {
                    case BYTE -> "01";
                    case TWO_BYTE_INTEGER -> "0001";
                    case FOUR_BYTE_INTEGER -> "00000001";
                    case VARIABLE_BYTE_INTEGER -> "01";
                    case STRING -> "0001 61";
                    case BINARY -> "0001 00";
                    case STRING_PAIR -> "0001 6b 0001 76";
                };
        // a legal example has a method in front of its data
        String before = property == Property.AUTHENTICATION_DATA ? "15 0001 6d" : "";
        return before + "%02x".formatted(property.identifier()) + value;
    }

    private static Properties decode(int packetType, String properties) throws MalformedPacketException {
        byte[] content = Wire.bytes(properties);
        byte[] length = {(byte) content.length};
        FrameReader in = new FrameReader(Unpooled.wrappedBuffer(length, content, new byte[8]), 0, 1 + content.length);
        return PropertyDecoder.decode(in, packetType, ProtocolVersion.MQTT_5);
    }

    private static ReasonCode refusal(int packetType, String properties) {
        return catchThrowableOfType(MalformedPacketException.class, () -> decode(packetType, properties))
                .reason();
    }
}
