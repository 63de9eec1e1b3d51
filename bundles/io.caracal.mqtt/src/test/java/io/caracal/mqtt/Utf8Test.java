package io.caracal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

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

    @net.jqwik.api.Property(tries = 2000)
    void agreesWithTheStrictDecoderOfTheJdk(@ForAll @Size(max = 12) byte[] bytes) {
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
        if (Arrays.toString(bytes).matches(".*\\b0\\b.*")) {
            return false;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false; // that is the answer
        }
    }
}
