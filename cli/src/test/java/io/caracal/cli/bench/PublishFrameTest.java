package io.caracal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.mqtt.Frames;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.PublishView;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishFrameTest {
    private static final long TIME = 1_800_000_000_000_000_000L;

    @ParameterizedTest
    @CsvSource({"MQTT_3_1, 0, 16", "MQTT_3_1_1, 1, 16", "MQTT_3_1_1, 2, 300", "MQTT_5, 0, 17", "MQTT_5, 1, 70000"})
    void eachMessageHasItsOwnIdentifierAndStamp(ProtocolVersion version, int qos, int size)
            throws MalformedPacketException {
        PublishFrame frame = new PublishFrame(version, "bench/7", qos, false, size);
        ByteBuf out = Unpooled.buffer();
        frame.append(out, qos == 0 ? 0 : 1, TIME - 1, 1, 1);
        int second = out.writerIndex();

        frame.append(out, qos == 0 ? 0 : 4711, TIME, Stamp.origin(9, 7), 42);

        long header = Frames.read(out, second, out.writerIndex());
        assertThat(Frames.totalLength(header)).isEqualTo(frame.length());
        PublishView view = new PublishView();
        view.read(
                out,
                out.getByte(second),
                second + Frames.headerLength(header),
                second + Frames.totalLength(header),
                version);
        assertThat(view.qos()).isEqualTo(qos);
        assertThat(view.packetId()).isEqualTo(qos == 0 ? 0 : 4711);
        assertThat(view.payloadLength()).isEqualTo(size);
        int at = view.payloadStart();
        assertThat(Stamp.isAt(out, at, size, TIME + 1)).isTrue();
        assertThat(Stamp.time(out, at)).isEqualTo(TIME);
        assertThat(Stamp.tag(Stamp.origin(out, at))).isEqualTo(9);
        assertThat(Stamp.publisher(Stamp.origin(out, at))).isEqualTo(7);
        assertThat(Stamp.sequence(out, at)).isEqualTo(42);
    }
}
