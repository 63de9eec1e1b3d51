package io.caracal.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.typesafe.config.ConfigFactory;
import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthorizationChain;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.broker.Ban;
import io.caracal.api.broker.BanCheck;
import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.SettingsBinder;
import io.caracal.store.memory.MemoryRetainedStore;
import io.caracal.store.memory.MemorySessionStore;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    private Broker broker = new Broker(parts());
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

    /** The defaults, but for the length of queues: nothing is to be dropped here. */
    private static Broker.Parts parts() {
        return new Broker.Parts(
                settings(MqttSettings.class, "max_mqueue_len = infinity"),
                SettingsBinder.defaults(RetainerSettings.class),
                settings(NodeSettings.class, "event_loops = 1"),
                new Open(),
                new Free(),
                new MemorySessionStore(),
                new MemoryRetainedStore(),
                new LocalClientRegistry(),
                new Nobody());
    }

    private static <T extends Record> T settings(Class<T> type, String given) {
        try {
            return new SettingsBinder(Map.of(), Path.of(""))
                    .bind(ConfigFactory.parseString(given).root(), "", type);
        } catch (SettingsException e) {
            throw new IllegalStateException("settings of this benchmark are wrong", e);
        }
    }

    /** Bans nobody. */
    private static final class Nobody implements BanCheck {
        @Override
        public Optional<Ban> find(String clientId, Optional<String> username, InetAddress peer) {
            return Optional.empty();
        }

        @Override
        public long version() {
            return 0;
        }

        @Override
        public Registration onNewBans(Runnable action) {
            return () -> {};
        }
    }

    /** Allows everything. */
    private static final class Free implements AuthorizationChain {
        private static final CompletableFuture<Verdict> ALLOWED =
                CompletableFuture.completedFuture(new Verdict(true, true));

        @Override
        public ClientAuthorization open(ClientFacts facts, boolean superuser, List<AclRule> acl) {
            return new ClientAuthorization() {
                @Override
                public CompletableFuture<Verdict> authorize(
                        AuthorizationRequest.Action action, String topic, int qos, boolean retain) {
                    return ALLOWED;
                }

                @Override
                public long version() {
                    return 0;
                }

                @Override
                public ClientFacts facts() {
                    return facts;
                }

                @Override
                public void accepted() {
                    // nobody asks for it
                }

                @Override
                public boolean decidesLike(ClientAuthorization other) {
                    return true;
                }

                @Override
                public void close() {
                    // holds nothing
                }
            };
        }

        @Override
        public boolean disconnects() {
            return false;
        }

        @Override
        public boolean rechecks() {
            return false;
        }

        @Override
        public Registration onChange(Runnable task) {
            return () -> {};
        }
    }

    /** Lets everybody in. */
    private static final class Open implements AuthenticationChain {
        @Override
        public boolean open(String listener) {
            return true;
        }

        @Override
        public Exchange begin(AuthenticationRequest request) {
            return new Accepted();
        }
    }

    private static final class Accepted implements AuthenticationChain.Exchange {
        @Override
        public CompletionStage<AuthenticationResult> result() {
            return CompletableFuture.completedFuture(AuthenticationResult.accept());
        }

        @Override
        public CompletionStage<AuthenticationResult> proceed(byte[] data) {
            return result();
        }

        @Override
        public void abandon() {
            // Nothing is kept.
        }
    }
}
