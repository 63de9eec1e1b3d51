package io.caracal.itests.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.mqtt.Frames;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketDecoder;
import io.caracal.mqtt.PacketEncoder;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.PublishView;
import io.caracal.mqtt.ReasonCode;
import io.caracal.mqtt.TopicNames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading and writing packets, in direct buffers as they come from the network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-XX:+UseCompactObjectHeaders",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dio.netty.noUnsafe=false"
        })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    @Param({"MQTT_3_1_1", "MQTT_5"})
    public ProtocolVersion version = ProtocolVersion.MQTT_5;

    private final PublishView view = new PublishView();
    private final ByteBuf publishBytes = Unpooled.directBuffer(1024);
    private final ByteBuf subscribeBytes = Unpooled.directBuffer(1024);
    private final ByteBuf ackBytes = Unpooled.directBuffer(1024);
    private final ByteBuf out = Unpooled.directBuffer(1024);
    private Packet publish = new Packet.PingReq();
    private Packet subscribe = new Packet.PingReq();
    private Packet ack = new Packet.PingReq();

    @Setup
    public void encode() {
        Properties properties = version == ProtocolVersion.MQTT_5
                ? Properties.builder()
                        .add(Property.CONTENT_TYPE, "application/json")
                        .user("trace", "0af7651916cd43dd")
                        .build()
                : Properties.NONE;
        publish = new Packet.Publish(
                "site/42/device/4217/state/set", "0123456789abcdef".getBytes(UTF_8), 1, false, false, 7, properties);
        subscribe = new Packet.Subscribe(
                8, List.of(new Packet.Subscription("site/42/device/+/state/#", 1, false, false, 0)), Properties.NONE);
        ack = new Packet.PubAck(7, ReasonCode.SUCCESS, Properties.NONE);
        PacketEncoder.encode(publish, version, publishBytes);
        PacketEncoder.encode(subscribe, version, subscribeBytes);
        PacketEncoder.encode(ack, version, ackBytes);
    }

    /** The fast path: positions and numbers only. */
    @Benchmark
    public int readPublishInPlace() throws MalformedPacketException {
        long frame = Frames.read(publishBytes, 0, publishBytes.writerIndex());
        view.read(
                publishBytes,
                publishBytes.getByte(0) & 0xFF,
                Frames.headerLength(frame),
                Frames.totalLength(frame),
                version);
        return view.payloadStart();
    }

    /** What a topic costs besides when it is seen for the first time. */
    @Benchmark
    public void checkTopic() throws MalformedPacketException {
        TopicNames.check(publishBytes, 4, 29);
    }

    @Benchmark
    public Packet decodePublish() throws MalformedPacketException {
        return decode(publishBytes);
    }

    @Benchmark
    public Packet decodeSubscribe() throws MalformedPacketException {
        return decode(subscribeBytes);
    }

    @Benchmark
    public Packet decodePubAck() throws MalformedPacketException {
        return decode(ackBytes);
    }

    @Benchmark
    public ByteBuf encodePublish() {
        return encode(publish);
    }

    @Benchmark
    public ByteBuf encodePubAck() {
        return encode(ack);
    }

    private ByteBuf encode(Packet packet) {
        out.clear();
        PacketEncoder.encode(packet, version, out);
        return out;
    }

    private Packet decode(ByteBuf in) throws MalformedPacketException {
        long frame = Frames.read(in, 0, in.writerIndex());
        return PacketDecoder.decode(
                in, in.getByte(0) & 0xFF, Frames.headerLength(frame), Frames.totalLength(frame), version);
    }
}
