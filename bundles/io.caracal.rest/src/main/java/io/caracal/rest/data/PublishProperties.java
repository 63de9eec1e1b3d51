package io.caracal.rest.data;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The properties of PUBLISH that a retained message keeps (MQTT 5.0, section 3.3.2.3), as JSON has them.
 *
 * @param payloadUtf8 the Payload Format Indicator
 * @param correlationData in base64
 * @param userProperties in their order
 */
record PublishProperties(
        Optional<Boolean> payloadUtf8,
        Optional<String> contentType,
        Optional<String> responseTopic,
        Optional<String> correlationData,
        Optional<List<UserProperty>> userProperties) {
    private static final int PAYLOAD_FORMAT_INDICATOR = 0x01;
    private static final int CONTENT_TYPE = 0x03;
    private static final int RESPONSE_TOPIC = 0x08;
    private static final int CORRELATION_DATA = 0x09;
    private static final int USER_PROPERTY = 0x26;
    private static final int LONGEST = 65_535;

    /** A user property. */
    record UserProperty(String name, String value) {}

    /** @throws IllegalArgumentException if they are not as the standard has them */
    static PublishProperties decode(byte[] encoded) {
        Optional<Boolean> utf8 = Optional.empty();
        Optional<String> contentType = Optional.empty();
        Optional<String> responseTopic = Optional.empty();
        Optional<String> correlationData = Optional.empty();
        List<UserProperty> user = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(encoded);
        try {
            while (in.hasRemaining()) {
                switch (in.get()) {
                    case PAYLOAD_FORMAT_INDICATOR -> utf8 = Optional.of(in.get() == 1);
                    case CONTENT_TYPE -> contentType = Optional.of(text(in));
                    case RESPONSE_TOPIC -> responseTopic = Optional.of(text(in));
                    case CORRELATION_DATA ->
                        correlationData = Optional.of(Base64.getEncoder().encodeToString(bytes(in)));
                    case USER_PROPERTY -> user.add(new UserProperty(text(in), text(in)));
                    default -> throw new IllegalArgumentException("a property that PUBLISH does not have");
                }
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("properties that are cut off", e);
        }
        return new PublishProperties(
                utf8,
                contentType,
                responseTopic,
                correlationData,
                user.isEmpty() ? Optional.empty() : Optional.of(user));
    }

    /** @throws IllegalArgumentException if one cannot be sent */
    byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        payloadUtf8.ifPresent(utf8 -> {
            out.write(PAYLOAD_FORMAT_INDICATOR);
            out.write(utf8 ? 1 : 0);
        });
        contentType.ifPresent(text -> write(out, CONTENT_TYPE, utf8("content_type", text)));
        responseTopic.ifPresent(text -> write(out, RESPONSE_TOPIC, topic("response_topic", text)));
        correlationData.ifPresent(
                text -> write(out, CORRELATION_DATA, Base64.getDecoder().decode(text)));
        userProperties.orElse(List.of()).forEach(property -> {
            write(out, USER_PROPERTY, utf8("user_properties", property.name()));
            writeBytes(out, utf8("user_properties", property.value()));
        });
        return out.toByteArray();
    }

    /** @throws IllegalArgumentException if it is no topic name */
    static byte[] topic(String name, String topic) {
        if (topic.isEmpty() || topic.indexOf('#') >= 0 || topic.indexOf('+') >= 0) {
            throw new IllegalArgumentException(
                    name + ": given \"" + topic + "\", expected a topic name: at least one character, no # and no +");
        }
        return utf8(name, topic);
    }

    /** As MQTT allows it in texts [MQTT-1.5.4-1, MQTT-1.5.4-2]. */
    private static byte[] utf8(String name, String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            if (bytes.length <= LONGEST && text.indexOf(0) < 0) {
                return bytes;
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + ": expected well-formed text", e);
        }
        throw new IllegalArgumentException(name + ": expected text of at most " + LONGEST + " bytes without U+0000");
    }

    private static void write(ByteArrayOutputStream out, int identifier, byte[] bytes) {
        out.write(identifier);
        writeBytes(out, bytes);
    }

    private static void writeBytes(ByteArrayOutputStream out, byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException("correlation_data: expected at most " + LONGEST + " bytes");
        }
        out.write(bytes.length >> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getShort() & 0xffff];
        in.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }
}
