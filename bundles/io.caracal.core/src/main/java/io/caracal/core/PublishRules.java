package io.caracal.core;

import io.caracal.api.broker.PublishRequest;
import io.caracal.api.broker.PublishRequest.MessageProperties;
import io.caracal.api.broker.PublishResult.Refused;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketEncoder;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import io.caracal.mqtt.TopicNames;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a message must be to be published without a connection: no more and no less than a client may send. Any thread. */
final class PublishRules {
    private static final int MAX_TEXT = 65535;
    private static final long MAX_INTERVAL = 0xFFFF_FFFFL;

    private final Broker broker;

    PublishRules(Broker broker) {
        this.broker = broker;
    }

    /** Null if the message may be published. */
    @Nullable
    Refused refusal(PublishRequest message) {
        MqttSettings mqtt = broker.mqtt();
        String topic = message.topic();
        if (!TopicNames.valid(topic)) {
            return refused(
                    ReasonCode.TOPIC_NAME_INVALID,
                    "\"" + topic + "\" is not a topic name: it is not empty, at most 65535 bytes, and holds no + or #");
        }
        if (TopicNames.levels(topic) > mqtt.maxTopicLevels()) {
            return refused(
                    ReasonCode.TOPIC_NAME_INVALID,
                    "the topic name has more than " + mqtt.maxTopicLevels() + " levels (mqtt.max_topic_levels)");
        }
        if (message.qos() < 0 || message.qos() > mqtt.maxQosAllowed()) {
            return refused(
                    ReasonCode.QOS_NOT_SUPPORTED,
                    "QoS is from 0 to " + mqtt.maxQosAllowed() + " (mqtt.max_qos_allowed), not " + message.qos());
        }
        if (message.retain() && !mqtt.retainAvailable()) {
            return refused(ReasonCode.RETAIN_NOT_SUPPORTED, "retained messages are turned off (mqtt.retain_available)");
        }
        Refused property = property(message.properties());
        return property != null ? property : content(message, mqtt);
    }

    private static Refused refused(ReasonCode reason, String why) {
        return new Refused(reason.code(), why);
    }

    private static @Nullable Refused property(MessageProperties properties) {
        long interval = properties.expiryInterval().orElse(0L);
        if (interval < 0 || interval > MAX_INTERVAL) {
            return refused(
                    ReasonCode.PROTOCOL_ERROR,
                    "the message expiry interval is from 0 to " + MAX_INTERVAL + " seconds, not " + interval);
        }
        String response = properties.responseTopic().orElse("a");
        if (!TopicNames.valid(response)) {
            return refused(
                    ReasonCode.TOPIC_NAME_INVALID, "the response topic \"" + response + "\" is not a topic name");
        }
        boolean tooLong = properties.correlationData().orElse(new byte[0]).length > MAX_TEXT
                || !text(properties.contentType().orElse(""))
                || properties.userProperties().stream().anyMatch(each -> !text(each.name()) || !text(each.value()));
        return tooLong
                ? refused(
                        ReasonCode.PROTOCOL_ERROR,
                        "content type, correlation data and user properties are well-formed text without U+0000 of at most "
                                + MAX_TEXT + " bytes")
                : null;
    }

    /** Whether a text can stand in a packet; an empty one can. */
    private static boolean text(String text) {
        return text.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.getBytes(StandardCharsets.UTF_8).length <= MAX_TEXT;
    }

    private static @Nullable Refused content(PublishRequest message, MqttSettings mqtt) {
        int length = PacketEncoder.encodedLength(packet(message), ProtocolVersion.MQTT_5);
        if (length > mqtt.maxPacketSize().value()) {
            return refused(
                    ReasonCode.PACKET_TOO_LARGE,
                    "a packet of " + length + " bytes, at most "
                            + mqtt.maxPacketSize().value() + " are allowed (mqtt.max_packet_size)");
        }
        boolean saysUtf8 = message.properties().payloadUtf8().orElse(false);
        return saysUtf8 && mqtt.checkPayloadFormat() && !utf8(message.payload())
                ? refused(
                        ReasonCode.PAYLOAD_FORMAT_INVALID,
                        "the payload is not UTF-8 though its format indicator says so")
                : null;
    }

    private static boolean utf8(byte[] payload) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
            return true;
        } catch (CharacterCodingException e) {
            return false; // that is the answer
        }
    }

    static Packet.Publish packet(PublishRequest message) {
        MessageProperties from = message.properties();
        Properties.Builder to = Properties.builder();
        from.payloadUtf8().ifPresent(utf8 -> to.add(Property.PAYLOAD_FORMAT_INDICATOR, utf8 ? 1 : 0));
        from.expiryInterval().ifPresent(seconds -> to.add(Property.MESSAGE_EXPIRY_INTERVAL, seconds));
        from.contentType().ifPresent(text -> to.add(Property.CONTENT_TYPE, text));
        from.responseTopic().ifPresent(topic -> to.add(Property.RESPONSE_TOPIC, topic));
        from.correlationData().ifPresent(bytes -> to.add(Property.CORRELATION_DATA, bytes));
        from.userProperties().forEach(each -> to.user(each.name(), each.value()));
        return new Packet.Publish(
                message.topic(),
                message.payload(),
                message.qos(),
                message.retain(),
                false,
                message.qos() == 0 ? 0 : 1,
                to.build());
    }
}
