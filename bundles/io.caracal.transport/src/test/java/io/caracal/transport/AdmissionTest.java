package io.caracal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.core.Connections;
import io.caracal.core.EventLoops;
import io.caracal.core.Link;
import io.caracal.core.LinkReceiver;
import io.caracal.core.ListenerInfo;
import io.caracal.core.limits.RateLimits;
import io.caracal.core.limits.RateSettings;
import io.caracal.core.limits.RateSettings.OverRate;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in by a listener, and how fast. */
class AdmissionTest implements Connections {
    /** The ways of taking connections. */
    enum Way {
        EPOLL(EpollServerSocketChannel.class) {
            @Override
            IoHandlerFactory handlers() {
                return EpollIoHandler.newFactory();
            }
        },
        NIO(NioServerSocketChannel.class) {
            @Override
            IoHandlerFactory handlers() {
                return NioIoHandler.newFactory();
            }
        };

        private final Class<? extends ServerChannel> channel;

        Way(Class<? extends ServerChannel> channel) {
            this.channel = channel;
        }

        abstract IoHandlerFactory handlers();

        EventLoops loops() {
            EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, handlers());
            return new EventLoops() {
                @Override
                public EventLoopGroup group() {
                    return group;
                }

                @Override
                public Class<? extends ServerChannel> serverChannel() {
                    return channel;
                }

                @Override
                public String transport() {
                    return name().toLowerCase(Locale.ROOT);
                }
            };
        }
    }

    private final RateLimits rates = new RateLimits();
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Socket> clients = new ArrayList<>();

    @Override
    public LinkReceiver receiver(ListenerInfo listener) {
        return new SilentReceiver() {
            @Override
            public void opened(Link link) {
                super.opened(link);
                accepted.incrementAndGet();
            }
        };
    }

    @Override
    public void limits(ListenerInfo listener, RateSettings limits) {
        rates.listener(listener.id(), limits);
    }

    @Override
    public long connectionDelay(ListenerInfo listener) {
        return rates.connectionDelay(listener.id(), listener.zone());
    }

    @Override
    public void connectionTaken(ListenerInfo listener) {
        rates.connectionTaken(listener.id(), listener.zone());
    }

    @AfterEach
    void closeClients() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    private static RateSettings connections(String rate) {
        return new RateSettings(
                rate, "0", "infinity", "0", "infinity", "0", "infinity", "infinity", OverRate.READ_LESS);
    }

    private static TcpListenerSettings with(RateSettings rates, String... accessRules) {
        return new TcpListenerSettings("127.0.0.1:0", TestSettings.common(rates, accessRules));
    }

    /** What is done with an open listener. */
    private interface Use {
        void with(Listeners listeners, InetSocketAddress address) throws Exception;
    }

    private void open(Way way, TcpListenerSettings settings, Use use) throws Exception {
        EventLoops loops = way.loops();
        try (Listeners listeners = new Listeners(new Opening(loops, this, TestSettings.TLS), _ -> {})) {
            change(listeners, settings);
            use.with(listeners, listeners.open().getFirst().address());
        } finally {
            closeClients();
            loops.group().shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static void change(Listeners listeners, TcpListenerSettings settings) throws ListenerException {
        listeners
                .prepare(TestSettings.listeners(Map.of("default", settings)), true)
                .commit();
    }

    private Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        clients.add(socket);
        return socket;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoComesTooFastWaitsAndIsTakenLater(Way way) throws Exception {
        open(way, with(connections("5/500ms")), (listeners, address) -> {
            long start = System.nanoTime();

            for (int i = 0; i < 30; i++) {
                connect(address);
            }

            await().until(() -> accepted.get() == 30);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1000));
        });
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoMayNotConnectIsClosedAndOthersAreLetIn(Way way) throws Exception {
        open(way, with(RateSettings.NONE, "allow 127.0.0.2", "deny 127.0.0.0/8"), (listeners, address) -> {
            Socket refused = connect(address);
            Socket allowed = new Socket(address.getAddress(), address.getPort(), InetAddress.ofLiteral("127.0.0.2"), 0);
            clients.add(allowed);

            assertThat(refused.getInputStream().read()).isEqualTo(-1);
            await().until(() -> accepted.get() == 1);
        });
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void otherRulesHoldAtOnceAndConnectionsThatAreThereStay(Way way) throws Exception {
        open(way, with(RateSettings.NONE), (listeners, address) -> {
            Socket before = connect(address);
            await().until(() -> accepted.get() == 1);

            change(
                    listeners,
                    new TcpListenerSettings("127.0.0.1:0", TestSettings.common(RateSettings.NONE, "deny all")));

            assertThat(connect(address).getInputStream().read()).isEqualTo(-1);
            before.setSoTimeout(200);
            assertThat(open(before)).isTrue();
        });
    }

    private static boolean open(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException nothingCame) {
            return true;
        }
    }
}
