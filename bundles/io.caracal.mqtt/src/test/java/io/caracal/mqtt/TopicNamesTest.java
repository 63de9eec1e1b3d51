package io.caracal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caracal.itests.spec.Spec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "/",
                "a/b",
                "/a",
                "a/",
                "//",
                "1234567",
                "12345678",
                "123456789",
                "$SYS/broker/uptime",
                "sensors/building-7/floor/3/temperature",
                "stra\u00dfe/k\u00e4lte",
                "\ud83d\ude00",
                " "
            })
    void acceptsTopicNames(String topic) {
        assertThatCode(() -> check(topic.getBytes(StandardCharsets.UTF_8))).doesNotThrowAnyException();
        assertThat(TopicNames.valid(topic)).isTrue();
    }

    @ParameterizedTest
    @Spec({"MQTT-3.3.2-2", "MQTT-4.7.0-1", "3.1.1:MQTT-3.3.2-2", "3.1.1:MQTT-4.7.1-1"})
    @ValueSource(strings = {"+", "#", "a/+", "a/#", "a+b", "12345678#", "1234567+89", "stra\u00dfe/#", "abcdefghijkl#"})
    void refusesWildcards(String topic) {
        assertThat(refusal(topic.getBytes(StandardCharsets.UTF_8))).isEqualTo(ReasonCode.TOPIC_NAME_INVALID);
        assertThat(TopicNames.valid(topic)).isFalse();
    }

    @Test
    @Spec({"MQTT-4.7.3-1", "3.1.1:MQTT-4.7.3-1"})
    void refusesTheEmptyTopic() {
        assertThat(refusal(new byte[0])).isEqualTo(ReasonCode.PROTOCOL_ERROR);
        assertThat(TopicNames.valid("")).isFalse();
    }

    @ParameterizedTest
    @Spec({"MQTT-4.7.3-2", "3.1.1:MQTT-4.7.3-2"})
    @ValueSource(strings = {"\0", "a\0b", "1234567\0", "12345678\0", "\0abcdefghijk"})
    void refusesTheNullCharacter(String topic) {
        assertThat(refusal(topic.getBytes(StandardCharsets.UTF_8))).isEqualTo(ReasonCode.MALFORMED_PACKET);
        assertThat(TopicNames.valid(topic)).isFalse();
    }

    @ParameterizedTest
    @Spec({"MQTT-3.3.2-1", "3.1.1:MQTT-3.3.2-1"})
    @ValueSource(strings = {"ff", "61ff", "eda080", "61626364656667c0af", "6162636465666768ff"})
    void refusesIllFormedUtf8(String hex) {
        assertThat(refusal(Wire.bytes(hex))).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @Test
    @Spec({"MQTT-4.7.3-3", "3.1.1:MQTT-4.7.3-3"})
    void aTopicNameHasAtMost65535Bytes() {
        assertThat(TopicNames.valid("a".repeat(65_535))).isTrue();
        assertThat(TopicNames.valid("a".repeat(65_536))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a,1", "a/b,2", "a/,2", "/,2", "//,3", "a/b/c/d/e/f/g/h,8", "12345678/1234567/\u00e4/,4", "\u00af/,2"})
    void countsLevels(String topic, int levels) {
        byte[] bytes = topic.getBytes(StandardCharsets.UTF_8);

        assertThat(TopicNames.levels(topic)).isEqualTo(levels);
        assertThat(TopicNames.levels(surrounded(bytes), 1, bytes.length)).isEqualTo(levels);
    }

    @net.jqwik.api.Property(tries = 2000)
    void bytesAndTextAreJudgedAlike(@ForAll Random random) {
        StringBuilder characters = new StringBuilder();
        for (int i = random.nextInt(24); i > 0; i--) {
            characters.append(random.nextInt(12) > 0 ? 'a' : "/+#\0\u00e4\u0080".charAt(random.nextInt(6)));
        }
        String topic = characters.toString();
        byte[] bytes = topic.getBytes(StandardCharsets.UTF_8);

        assertThat(catchThrowableOfType(MalformedPacketException.class, () -> check(bytes)) == null)
                .isEqualTo(TopicNames.valid(topic));
        assertThat(TopicNames.levels(surrounded(bytes), 1, bytes.length)).isEqualTo(TopicNames.levels(topic));
    }

    private static ReasonCode refusal(byte[] topic) {
        return catchThrowableOfType(MalformedPacketException.class, () -> check(topic))
                .reason();
    }

    private static void check(byte[] topic) throws MalformedPacketException {
        TopicNames.check(surrounded(topic), 1, topic.length);
    }

    private static ByteBuf surrounded(byte[] bytes) {
        return Unpooled.wrappedBuffer(new byte[] {'#'}, bytes, new byte[] {'/'});
    }
}
