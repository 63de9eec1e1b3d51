package io.caracal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.caracal.core.Connections;
import io.caracal.core.EventLoops;
import io.caracal.core.Link;
import io.caracal.core.LinkReceiver;
import io.caracal.core.ListenerInfo;
import io.caracal.transport.Listeners.OpenToTheWorldException;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersTest {
    private static final EventLoopGroup GROUP = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

    private final EventLoops loops = new EventLoops() {
        @Override
        public EventLoopGroup group() {
            return GROUP;
        }

        @Override
        public Class<? extends ServerChannel> serverChannel() {
            return NioServerSocketChannel.class;
        }

        @Override
        public String transport() {
            return "nio";
        }
    };

    /** Remembers by which listener each connection came. */
    private final Connections handlers = new Connections() {
        @Override
        public LinkReceiver receiver(ListenerInfo listener) {
            return new SilentReceiver() {
                @Override
                public void opened(Link link) {
                    super.opened(link);
                    accepted.add(listener.id());
                }
            };
        }
    };

    @AfterAll
    static void stop() {
        GROUP.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static TcpListenerSettings on(String bind) {
        return TestSettings.tcp(true, bind, 0);
    }

    private Listeners open(Map<String, TcpListenerSettings> tcp, boolean anybody) throws ListenerException {
        Listeners listeners = new Listeners(new Opening(loops, handlers, TestSettings.TLS), _ -> {});
        listeners.prepare(TestSettings.listeners(tcp), anybody).commit();
        return listeners;
    }

    @Test
    void everyEnabledListenerTakesConnectionsUnderItsName() throws Exception {
        TcpListenerSettings off = TestSettings.tcp(false, "127.0.0.1:0", 0);
        try (Listeners listeners = open(Map.of("b", on("127.0.0.1:0"), "a", on("127.0.0.1:0"), "off", off), true)) {
            assertThat(listeners.open())
                    .extracting(listener -> listener.id().toString())
                    .containsExactly("tcp:a", "tcp:b");
            for (Listener listener : listeners.open()) {
                assertThat(listener.description())
                        .isEqualTo(listener.id() + " 127.0.0.1:"
                                + listener.address().getPort());
                try (Socket ignored = connect(listener.address())) {
                    await().until(() -> accepted.contains(listener.id().toString()));
                }
            }
        }
    }

    @Test
    void closedListenersTakeNoMoreConnectionsAndLeaveThePortFree() throws Exception {
        Listeners listeners = open(Map.of("default", on("127.0.0.1:0")), true);
        InetSocketAddress address = listeners.open().getFirst().address();

        listeners.close();

        assertThat(listeners.open()).isEmpty();
        awaitFree(address.getPort());
    }

    @Test
    void aPortInUseIsNamedAndNoListenerStaysOpen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int free = freePort();
            Map<String, TcpListenerSettings> tcp =
                    Map.of("first", on("127.0.0.1:" + free), "second", on("127.0.0.1:" + taken.getLocalPort()));

            assertThatExceptionOfType(ListenerException.class)
                    .isThrownBy(() -> open(tcp, true).close())
                    .withMessageContaining("tcp:second")
                    .withMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .withMessageContaining("listeners.tcp.second.bind");

            awaitFree(free);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:0", "[::]:0"})
    void withoutAuthenticationOnlyLoopbackIsOpened(String bind) throws Exception {
        int free = freePort();
        Map<String, TcpListenerSettings> tcp = Map.of("a", on("127.0.0.1:" + free), "world", on(bind));

        assertThatExceptionOfType(OpenToTheWorldException.class)
                .isThrownBy(() -> open(tcp, true).close())
                .withMessageContaining("tcp:world")
                .withMessageContaining(bind)
                .withMessageContaining("authentication");

        assertThat(accepted).isEmpty();
        awaitFree(free);
    }

    @Test
    void aListenerThatIsTurnedOffMayHaveAnyAddress() throws Exception {
        TcpListenerSettings off = TestSettings.tcp(false, "0.0.0.0:0", 0);
        try (Listeners listeners = open(Map.of("world", off, "local", on("127.0.0.1:0")), true)) {
            assertThat(listeners.open())
                    .extracting(listener -> listener.id().toString())
                    .containsExactly("tcp:local");
        }
    }

    @Test
    void withAuthenticationAnyAddressIsOpened() throws Exception {
        try (Listeners listeners = open(Map.of("world", on("0.0.0.0:0")), false)) {
            assertThat(listeners.open()).hasSize(1);
        }
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAndOneMayComeWhenAnotherHasGone() throws Exception {
        TcpListenerSettings two = TestSettings.tcp(true, "127.0.0.1:0", 2);
        try (Listeners listeners = open(Map.of("default", two), true)) {
            InetSocketAddress address = listeners.open().getFirst().address();
            try (Socket first = connect(address);
                    Socket second = connect(address)) {
                await().until(() -> accepted.size() == 2);
                try (Socket third = connect(address)) {
                    assertThat(third.getInputStream().read()).isEqualTo(-1);
                }
                assertThat(second.isConnected()).isTrue();
                first.close();
                await().untilAsserted(() -> {
                    try (Socket ignored = connect(address)) {
                        await().atMost(1, TimeUnit.SECONDS).until(() -> accepted.size() > 2);
                    }
                });
            }
        }
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** With NIO the system has the port back only when the selector has looked at it once more. */
    private static void awaitFree(int port) {
        await().ignoreException(BindException.class).until(() -> {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.isBound();
            }
        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
