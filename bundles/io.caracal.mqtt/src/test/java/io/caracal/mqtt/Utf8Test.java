package io.caracal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.caracal.itests.spec.Spec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    /** Where the ranges of leading and continuation bytes begin and end. */
    private static final byte[] BOUNDARIES =
            Wire.bytes("00 41 7f 80 8f 90 9f a0 bf c1 c2 df e0 ec ed ee ef f0 f3 f4 f5");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "61",
                "61c3a4",
                "e282ac",
                "f09f9880",
                "c280",
                "dfbf",
                "e0a080",
                "ed9fbf",
                "ee8080",
                "efbfbf",
                "f0908080",
                "f48fbfbf",
                "7f",
                "01",
                "6162636465666768c3a4",
                "616263646566676869"
            })
    void acceptsWellFormedText(String hex) {
        assertThat(wellFormed(Wire.bytes(hex))).isTrue();
    }

    @ParameterizedTest
    @Spec({"MQTT-1.5.4-1", "3.1.1:MQTT-1.5.3-1"})
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0af",
                "c1bf",
                "c3",
                "c328",
                "e08080",
                "e09fbf",
                "e282",
                "e28228",
                "eda080",
                "edbfbf",
                "f0808080",
                "f08fbfbf",
                "f4908080",
                "f5808080",
                "f09f98",
                "f09f9828",
                "fe",
                "ff",
                "61626364656667ff68"
            })
    void refusesIllFormedTextAndSurrogates(String hex) {
        assertThat(wellFormed(Wire.bytes(hex))).isFalse();
    }

    @ParameterizedTest
    @Spec({"MQTT-1.5.4-2", "3.1.1:MQTT-1.5.3-2"})
    @ValueSource(strings = {"00", "6100", "0061626364656667", "6162636465666700", "61626364656667686900", "c3a400"})
    void refusesTheNullCharacter(String hex) {
        assertThat(wellFormed(Wire.bytes(hex))).isFalse();
    }

    @Test
    @Spec({"MQTT-1.5.4-3", "3.1.1:MQTT-1.5.3-3"})
    void keepsAByteOrderMark() throws MalformedPacketException {
        Packet.Unsubscribe packet =
                (Packet.Unsubscribe) Wire.decode(ProtocolVersion.MQTT_3_1_1, "a2 08 0001 0004 efbbbf61");

        assertThat(packet.filters()).containsExactly("\ufeffa");
    }

    @Test
    void agreesWithTheStrictDecoderOfTheJdkOnAllPairsOfFirstBytes() {
        for (int pair = 0; pair < 0x10000; pair++) {
            for (int length = 1; length <= 4; length++) {
                byte[] bytes =
                        Arrays.copyOf(new byte[] {(byte) (pair >>> 8), (byte) pair, (byte) 0x80, (byte) 0xbf}, length);
                if (wellFormed(bytes) != strictlyDecodable(bytes)) {
                    fail("judged otherwise than by the JDK: " + ByteBufUtil.hexDump(bytes));
                }
            }
        }
    }

    @net.jqwik.api.Property(tries = 2000)
    void agreesWithTheStrictDecoderOfTheJdk(@ForAll Random random) {
        byte[] bytes = new byte[random.nextInt(12)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = BOUNDARIES[random.nextInt(BOUNDARIES.length)];
        }

        assertThat(wellFormed(bytes)).isEqualTo(strictlyDecodable(bytes));
    }

    @net.jqwik.api.Property(tries = 1000)
    void acceptsWhatEncodesAndOnlyThat(@ForAll String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean lossless = new String(bytes, StandardCharsets.UTF_8).equals(text);

        assertThat(Utf8.encodable(text)).isEqualTo(lossless && wellFormed(bytes));
    }

    @Test
    @Spec({"MQTT-4.7.3-3", "3.1.1:MQTT-4.7.3-3"})
    void textOfMoreThan65535BytesIsNotEncodable() {
        assertThat(Utf8.encodable("a".repeat(65_535))).isTrue();
        assertThat(Utf8.encodable("a".repeat(65_536))).isFalse();
        assertThat(Utf8.encodable("\u00e4".repeat(32_768))).isFalse();
    }

    private static boolean wellFormed(byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(new byte[] {0}, bytes, new byte[] {(byte) 0xbf});
        return Utf8.wellFormed(in, 1, bytes.length);
    }

    private static boolean strictlyDecodable(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return false; // legal in UTF-8, but not in MQTT
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false; // that is the answer
        }
    }
}
