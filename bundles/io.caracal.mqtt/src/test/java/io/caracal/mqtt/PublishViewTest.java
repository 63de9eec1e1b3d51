package io.caracal.mqtt;

import static io.caracal.mqtt.ProtocolVersion.MQTT_3_1_1;
import static io.caracal.mqtt.ProtocolVersion.MQTT_5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.caracal.itests.spec.Spec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishViewTest {
    private static final String PAYLOAD_FORMAT = "01 01";
    private static final String EXPIRY = "02 0000000a";
    private static final String CONTENT_TYPE = "03 0001 74";
    private static final String RESPONSE_TOPIC = "08 0001 72";
    private static final String CORRELATION = "09 0002 00ff";
    private static final String ALIAS = "23 0007";
    private static final String USER = "26 0001 6b 0001 76";

    private final PublishView view = new PublishView();

    @Test
    void readsInPlace() throws MalformedPacketException {
        ByteBuf in = read(MQTT_3_1_1, 0x3d, "0003 612f62 0102 6869");

        assertThat(view.qos()).isEqualTo(2);
        assertThat(view.dup()).isTrue();
        assertThat(view.retain()).isTrue();
        assertThat(text(in, view.topicStart(), view.topicLength())).isEqualTo("a/b");
        assertThat(view.packetId()).isEqualTo(0x102);
        assertThat(text(in, view.payloadStart(), view.payloadLength())).isEqualTo("hi");
        assertThat(view.propertiesLength()).isZero();
        assertThat(view.plainProperties()).isTrue();
        assertThat(view.topicAlias()).isZero();
        assertThat(view.messageExpiryInterval()).isEqualTo(PublishView.NO_EXPIRY);
        assertThat(view.payloadUtf8()).isFalse();
        assertThat(view.forwardedProperties(in)).isEmpty();
        assertThat(in.readerIndex()).isZero();
    }

    @Test
    void readsAllProperties() throws MalformedPacketException {
        String properties = USER + PAYLOAD_FORMAT + EXPIRY + CONTENT_TYPE + RESPONSE_TOPIC + CORRELATION + ALIAS + USER;

        ByteBuf in = readProperties(properties);

        assertThat(view.topicAlias()).isEqualTo(7);
        assertThat(view.messageExpiryInterval()).isEqualTo(10);
        assertThat(view.payloadUtf8()).isTrue();
        assertThat(view.plainProperties()).isFalse();
        assertThat(ByteBufUtil.hexDump(in, view.propertiesStart(), view.propertiesLength()))
                .isEqualTo(compact(properties));
        assertThat(text(in, view.payloadStart(), view.payloadLength())).isEqualTo("hi");
    }

    @ParameterizedTest
    @Spec({"MQTT-3.3.2-4", "MQTT-3.3.2-15", "MQTT-3.3.2-16", "MQTT-3.3.2-17", "MQTT-3.3.2-18", "MQTT-3.3.2-20"})
    @CsvSource({
        "'',''",
        ALIAS + ",''",
        EXPIRY + ",''",
        ALIAS + EXPIRY + ",''",
        EXPIRY + ALIAS + ",''",
        USER + "," + USER,
        EXPIRY + USER + "," + USER,
        USER + ALIAS + "," + USER,
        USER + EXPIRY + CONTENT_TYPE + ALIAS + USER + "," + USER + CONTENT_TYPE + USER,
        USER + ALIAS + EXPIRY + RESPONSE_TOPIC + "," + USER + RESPONSE_TOPIC,
        ALIAS + PAYLOAD_FORMAT + CORRELATION + EXPIRY + "," + PAYLOAD_FORMAT + CORRELATION,
    })
    void forwardsAllButAliasAndExpiryUnalteredAndInOrder(String sent, String forwarded)
            throws MalformedPacketException {
        ByteBuf in = readProperties(sent);

        assertThat(ByteBufUtil.hexDump(view.forwardedProperties(in))).isEqualTo(compact(forwarded));
        assertThat(view.plainProperties()).isEqualTo(sent.equals(forwarded));
    }

    @Test
    void forgetsThePacketBefore() throws MalformedPacketException {
        readProperties(PAYLOAD_FORMAT + EXPIRY + ALIAS);

        ByteBuf in = read(MQTT_5, 0x30, "0001 61 00");

        assertThat(view.topicAlias()).isZero();
        assertThat(view.messageExpiryInterval()).isEqualTo(PublishView.NO_EXPIRY);
        assertThat(view.payloadUtf8()).isFalse();
        assertThat(view.plainProperties()).isTrue();
        assertThat(view.packetId()).isZero();
        assertThat(view.payloadLength()).isZero();
        assertThat(view.forwardedProperties(in)).isEmpty();
    }

    @Test
    void anAliasStandsForAnEmptyTopic() throws MalformedPacketException {
        read(MQTT_5, 0x30, "0000 03" + ALIAS);

        assertThat(view.topicLength()).isZero();
        assertThat(view.topicAlias()).isEqualTo(7);
    }

    @Test
    void readsPropertiesOfMoreThan127Bytes() throws MalformedPacketException {
        ByteBuf in = read(MQTT_5, 0x30, "0001 61 8301 09 0080" + "55".repeat(128) + "6869");

        assertThat(view.propertiesLength()).isEqualTo(131);
        assertThat(text(in, view.payloadStart(), view.payloadLength())).isEqualTo("hi");
    }

    @Test
    @Spec({"MQTT-3.3.1-4", "3.1.1:MQTT-3.3.1-4"})
    void refusesQos3() {
        assertThat(refusal(MQTT_3_1_1, 0x36, "0001 61 0001")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(MQTT_5, 0x36, "0001 61 0001 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-3.3.1-2", "3.1.1:MQTT-3.3.1-2"})
    void refusesDupWithQos0() {
        assertThat(refusal(MQTT_3_1_1, 0x38, "0001 61")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(MQTT_5, 0x38, "0001 61 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-2.2.1-3", "3.1.1:MQTT-2.3.1-1"})
    void refusesPacketIdentifier0() {
        assertThat(refusal(MQTT_3_1_1, 0x32, "0001 61 0000")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(refusal(MQTT_5, 0x32, "0001 61 0000 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"MQTT-4.7.3-1", "3.1.1:MQTT-4.7.3-1"})
    void refusesAnEmptyTopicWithoutAnAlias() {
        assertThat(refusal(MQTT_3_1_1, 0x30, "0000 6869")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(refusal(MQTT_5, 0x30, "0000 00")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0001", "0002 61", "ffff 61"})
    void refusesATopicBeyondTheEnd(String content) {
        assertThat(refusal(MQTT_3_1_1, 0x30, content)).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(MQTT_5, 0x30, content)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    void refusesAPacketWithoutItsPacketIdentifierOrPropertyLength() {
        assertThat(refusal(MQTT_3_1_1, 0x32, "0001 61")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(MQTT_3_1_1, 0x32, "0001 61 00")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(MQTT_5, 0x30, "0001 61")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusal(MQTT_5, 0x32, "0001 61 0001")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @Spec("MQTT-1.5.5-1")
    @ValueSource(strings = {"80", "8000", "8100 00", "80808000", "8080808001", "ffffff7f", "02 01", "05 0101"})
    void refusesABadPropertyLength(String properties) {
        assertThat(refusal(MQTT_5, 0x30, "0001 61" + properties)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"01", "02 000000", "03", "03 00", "03 0002 61", "08 0001", "09 ffff 00", "23 00", "26 0001 61"})
    void refusesAPropertyThatEndsBehindThePropertyLength(String property) {
        assertThat(refusalOfProperties(property)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00", "04 00", "11 00000001", "15 0001 61", "18 00000001", "1f 0001 61", "7f", "8100 01", "ff"})
    void refusesPropertiesThatAreNotOfAPublish(String property) {
        assertThat(refusalOfProperties(property)).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @ValueSource(strings = {PAYLOAD_FORMAT, EXPIRY, CONTENT_TYPE, RESPONSE_TOPIC, CORRELATION, ALIAS})
    void refusesRepeatedProperties(String property) {
        assertThat(refusalOfProperties(property + USER + property)).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec("MQTT-3.3.4-6")
    void refusesASubscriptionIdentifierFromAClient() {
        assertThat(refusalOfProperties("0b 01")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec("MQTT-3.3.2-8")
    void refusesTopicAlias0() {
        assertThat(refusalOfProperties("23 0000")).isEqualTo(ReasonCode.TOPIC_ALIAS_INVALID);
    }

    @Test
    void refusesAPayloadFormatIndicatorThatIsNeither0Nor1() {
        assertThat(refusalOfProperties("01 02")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(refusalOfProperties("01 ff")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"MQTT-3.3.2-13", "MQTT-3.3.2-14"})
    void refusesAResponseTopicThatIsNoTopicName() {
        assertThat(refusalOfProperties("08 0001 ff")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusalOfProperties("08 0001 2b")).isEqualTo(ReasonCode.TOPIC_NAME_INVALID);
        assertThat(refusalOfProperties("08 0003 612f23")).isEqualTo(ReasonCode.TOPIC_NAME_INVALID);
        assertThat(refusalOfProperties("08 0000")).isEqualTo(ReasonCode.PROTOCOL_ERROR);
    }

    @Test
    @Spec({"MQTT-3.3.2-19", "MQTT-1.5.7-1"})
    void refusesTextThatIsNotUtf8() {
        assertThat(refusalOfProperties("03 0001 ff")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusalOfProperties("26 0001 00 0001 76")).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(refusalOfProperties("26 0001 6b 0001 c3")).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    void readsWithoutAllocating() throws MalformedPacketException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] bytes = Wire.bytes("0009 73656e736f72732f31 0001 19" + PAYLOAD_FORMAT + EXPIRY + CONTENT_TYPE + USER
                + ALIAS + RESPONSE_TOPIC + "6869");
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        view.read(in, 0x32, 0, bytes.length, MQTT_5);
        long before = threads.getCurrentThreadAllocatedBytes();

        for (int i = 0; i < 1000; i++) {
            view.read(in, 0x32, 0, bytes.length, MQTT_5);
            TopicNames.check(in, view.topicStart(), view.topicLength());
        }

        // not one object for each packet; what the virtual machine itself needs now and then is far less
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000 * 8);
    }

    private ByteBuf readProperties(String properties) throws MalformedPacketException {
        return read(MQTT_5, 0x30, withProperties(properties));
    }

    private ReasonCode refusalOfProperties(String properties) {
        return refusal(MQTT_5, 0x30, withProperties(properties));
    }

    private static String withProperties(String properties) {
        return "0001 61 %02x %s 6869".formatted(Wire.bytes(properties).length, properties);
    }

    /** Reads with other bytes before and behind. */
    private ByteBuf read(ProtocolVersion version, int header, String content) throws MalformedPacketException {
        byte[] bytes = Wire.bytes(content);
        ByteBuf in = Unpooled.wrappedBuffer(new byte[] {1, 2}, bytes, new byte[] {3, 4, 5, 6});
        view.read(in, header, 2, 2 + bytes.length, version);
        return in;
    }

    private ReasonCode refusal(ProtocolVersion version, int header, String content) {
        return catchThrowableOfType(MalformedPacketException.class, () -> read(version, header, content))
                .reason();
    }

    private static String text(ByteBuf in, int start, int length) {
        return in.toString(start, length, StandardCharsets.UTF_8);
    }

    private static String compact(String hex) {
        return hex.replace(" ", "");
    }
}
