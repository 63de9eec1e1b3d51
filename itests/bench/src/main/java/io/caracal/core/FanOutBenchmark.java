package io.caracal.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One event loop, one publisher, many subscribers on sockets of this machine, every other one MQTT 5.0: nanoseconds for each
 * delivery, from the publisher's socket until all subscribers' bytes were read. In the broker's package, because the broker is
 * put together here without a framework.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dio.netty.noUnsafe=false",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
        })
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class FanOutBenchmark {
    /** Deliveries of one invocation, whatever the number of subscribers. */
    private static final int DELIVERIES = 10_000;

    private static final String TOPIC = "site/42/state";
    private static final byte[] PAYLOAD = "0123456789abcdef".getBytes(US_ASCII);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    @Param({"1", "100", "1000"})
    public int subscribers = 1;

    @Param({"0", "1"})
    public int qos = 0;

    private Broker broker = OpenBroker.of("max_mqueue_len = infinity", "event_loops = 1");
    private Drain drain = new Drain();
    private ByteBuffer batch = ByteBuffer.allocate(0);

    @Setup(Level.Trial)
    public void start() throws IOException {
        broker.start();
        Channel listener = new ServerBootstrap()
                .group(broker.group())
                .channel(broker.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new NettyLink(broker.receiver(new ListenerInfo("tcp:bench"))));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        SocketAddress address = listener.localAddress();
        for (int i = 0; i < subscribers; i++) {
            drain.subscribe(address, 4 + i % 2, "subscriber" + i, TOPIC, qos);
        }
        drain.publisher(address, "publisher");
        drain.start();
        batch = batch();
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
        drain.close();
        broker.close();
    }

    @Benchmark
    @OperationsPerInvocation(DELIVERIES)
    public void deliver() throws IOException {
        drain.publish(batch.rewind());
        drain.awaitDeliveries(DELIVERIES);
    }

    private ByteBuffer batch() {
        int messages = DELIVERIES / subscribers;
        byte[] topic = TOPIC.getBytes(US_ASCII);
        int length = 2 + topic.length + (qos == 0 ? 0 : 2) + PAYLOAD.length;
        ByteBuffer out = ByteBuffer.allocateDirect(messages * (2 + length));
        for (int i = 0; i < messages; i++) {
            out.put((byte) (0x30 | qos << 1)).put((byte) length);
            out.putShort((short) topic.length).put(topic);
            if (qos > 0) {
                out.putShort((short) (1 + i));
            }
            out.put(PAYLOAD);
        }
        return out;
    }
}
