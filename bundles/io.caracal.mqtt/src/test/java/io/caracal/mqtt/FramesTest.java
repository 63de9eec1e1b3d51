package io.caracal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caracal.itests.spec.Spec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    @ParameterizedTest
    @CsvSource({
        "3000,2,2",
        "307f,2,129",
        "308001,3,131",
        "30ff7f,3,16386",
        "30808001,4,16388",
        "30ffff7f,4,2097155",
        "3080808001,5,2097157",
        "30ffffff7f,5,268435460"
    })
    void readsEveryLengthOfTheRemainingLength(String hex, int headerLength, int totalLength)
            throws MalformedPacketException {
        ByteBuf in = Unpooled.wrappedBuffer(Wire.bytes(hex));

        long frame = Frames.read(in, 0, in.readableBytes());

        assertThat(Frames.headerLength(frame)).isEqualTo(headerLength);
        assertThat(Frames.totalLength(frame)).isEqualTo(totalLength);
        assertThat(Frames.packetLength(in, 0, in.readableBytes())).isEqualTo(totalLength);
        assertThat(Frames.padded(frame)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "3080", "308080", "30808080"})
    void waitsForTheRestOfAFixedHeader(String hex) throws MalformedPacketException {
        ByteBuf in = Unpooled.wrappedBuffer(Wire.bytes(hex), new byte[] {1, 1, 1});
        int limit = in.readableBytes() - 3;

        assertThat(Frames.read(in, 0, limit)).isEqualTo(Frames.INCOMPLETE);
        assertThat(Frames.packetLength(in, 0, limit)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3080808080", "30ffffffff", "308080808001"})
    void refusesARemainingLengthOfMoreThanFourBytes(String hex) {
        ByteBuf in = Unpooled.wrappedBuffer(Wire.bytes(hex));

        MalformedPacketException e =
                catchThrowableOfType(MalformedPacketException.class, () -> Frames.read(in, 0, in.readableBytes()));

        assertThat(e.reason()).isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @Spec("MQTT-1.5.5-1")
    @ValueSource(strings = {"308000", "30808000", "3080808000", "308100"})
    void tellsARemainingLengthThatTakesMoreBytesThanItNeeds(String hex) throws MalformedPacketException {
        ByteBuf in = Unpooled.wrappedBuffer(Wire.bytes(hex));

        assertThat(Frames.padded(Frames.read(in, 0, in.readableBytes()))).isTrue();
    }

    @ParameterizedTest
    @Spec("MQTT-1.5.5-1")
    @CsvSource({
        "0,00",
        "127,7f",
        "128,8001",
        "16383,ff7f",
        "16384,808001",
        "2097151,ffff7f",
        "2097152,80808001",
        "268435455,ffffff7f"
    })
    void writesAsFewBytesAsPossible(int value, String hex) {
        ByteBuf out = Unpooled.buffer();

        Frames.writeVariableByteInteger(out, value);

        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(hex);
        assertThat(Frames.variableByteIntegerSize(value)).isEqualTo(hex.length() / 2);
    }

    @Test
    void refusesToWriteWhatDoesNotFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> Frames.variableByteIntegerSize(268_435_456));
        assertThatIllegalArgumentException().isThrownBy(() -> Frames.writeVariableByteInteger(Unpooled.buffer(), -1));
    }

    @net.jqwik.api.Property(tries = 1000)
    void readsWhatItWrote(@ForAll @IntRange(max = Frames.MAX_VARIABLE_BYTE_INTEGER) int value)
            throws MalformedPacketException {
        ByteBuf out = Unpooled.buffer();
        out.writeByte(0x30);
        Frames.writeVariableByteInteger(out, value);

        long frame = Frames.read(out, 0, out.writerIndex());

        assertThat(Frames.totalLength(frame) - Frames.headerLength(frame)).isEqualTo(value);
        assertThat(Frames.headerLength(frame)).isEqualTo(out.writerIndex());
    }
}
