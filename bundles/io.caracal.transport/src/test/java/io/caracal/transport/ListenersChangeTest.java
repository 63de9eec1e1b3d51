package io.caracal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.PreparedChange;
import io.caracal.core.Connections;
import io.caracal.core.Link;
import io.caracal.core.LinkReceiver;
import io.caracal.core.ListenerInfo;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners of a running broker are opened, moved and closed, and only those that it concerns. */
class ListenersChangeTest {
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

    /** Echoes, and remembers by which listener each connection came. */
    private final Connections handlers = new Connections() {
        @Override
        public LinkReceiver receiver(ListenerInfo listener) {
            return new SilentReceiver() {
                @Override
                public void opened(Link link) {
                    super.opened(link);
                    accepted.add(listener.id());
                }

                @Override
                public void received(ByteBuf bytes) {
                    link().write(bytes.retainedDuplicate());
                    link().flush();
                }
            };
        }
    };

    private TestLoops loops = TestLoops.of("nio");
    private Listeners listeners = new Listeners(new Opening(loops, handlers, TestSettings.TLS), _ -> {});

    private void use(String transport) {
        if (transport.equals("epoll")) {
            stop();
            loops = TestLoops.of(transport);
            listeners = new Listeners(new Opening(loops, handlers, TestSettings.TLS), _ -> {});
        }
    }

    @AfterEach
    void stop() {
        listeners.close();
        loops.close();
    }

    private static TcpListenerSettings on(String bind) {
        return TestSettings.tcp(true, bind, 0);
    }

    private PreparedChange prepare(Map<String, TcpListenerSettings> tcp) throws ListenerException {
        return listeners.prepare(TestSettings.listeners(tcp), false);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
        socket.setSoTimeout(5000);
        return socket;
    }

    private static int echo(Socket socket) throws IOException {
        socket.getOutputStream().write(42);
        return socket.getInputStream().read();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void aListenerThatMovesKeepsItsConnectionsAndLeavesTheOthersAlone(String transport) throws Exception {
        use(transport);
        prepare(Map.of("moves", on("127.0.0.1:0"), "stays", on("127.0.0.1:0"))).commit();
        Listener moves = listeners.open().getFirst();
        Listener stays = listeners.open().getLast();
        int port = freePort();
        try (Socket old = connect(moves.address().getPort())) {
            await().until(() -> accepted.contains("tcp:moves"));

            prepare(Map.of("moves", on("127.0.0.1:" + port), "stays", on("127.0.0.1:0")))
                    .commit();

            assertThat(listeners.open().getLast()).isSameAs(stays);
            assertThat(echo(old)).isEqualTo(42);
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> connect(moves.address().getPort()).close());
            try (Socket added = connect(port)) {
                assertThat(echo(added)).isEqualTo(42);
                assertThat(listeners.open().getFirst().connections()).hasValue(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void aListenerMovesToAnotherAddressOfTheSamePortAndBack(String transport) throws Exception {
        use(transport);
        int port = freePort();
        prepare(Map.of("default", on("127.0.0.1:" + port))).commit();

        prepare(Map.of("default", on("0.0.0.0:" + port))).commit();
        try (Socket socket = connect(port)) {
            assertThat(echo(socket)).isEqualTo(42);
        }
        prepare(Map.of("default", on("127.0.0.1:" + port))).commit();

        try (Socket socket = connect(port)) {
            assertThat(echo(socket)).isEqualTo(42);
        }
        // The port is not shared with anybody afterwards.
        Listeners another = new Listeners(new Opening(loops, handlers, TestSettings.TLS), _ -> {});
        assertThatExceptionOfType(ListenerException.class)
                .isThrownBy(() -> another.prepare(TestSettings.listeners(Map.of("x", on("127.0.0.1:" + port))), false)
                        .commit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void aListenerGetsAndLosesAnAddressBesideTheOneItHas(String transport) throws Exception {
        use(transport);
        int first = freePort();
        prepare(Map.of("default", on("127.0.0.1:" + first))).commit();
        try (Socket old = connect(first)) {
            await().until(() -> accepted.contains("tcp:default"));

            prepare(Map.of("default", on("127.0.0.1:" + first + ", 127.0.0.1:0")))
                    .commit();

            List<InetSocketAddress> addresses = listeners.open().getFirst().addresses();
            assertThat(addresses)
                    .hasSize(2)
                    .first()
                    .extracting(InetSocketAddress::getPort)
                    .isEqualTo(first);
            for (InetSocketAddress each : addresses) {
                try (Socket added = connect(each.getPort())) {
                    assertThat(echo(added)).isEqualTo(42);
                }
            }
            prepare(Map.of("default", on("127.0.0.1:" + addresses.getLast().getPort())))
                    .commit();
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> connect(first).close());
            assertThat(echo(old)).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void otherOptionsOfSocketsHoldForNewConnections(String transport) throws Exception {
        use(transport);
        prepare(Map.of("default", on("127.0.0.1:0"))).commit();
        int port = listeners.open().getFirst().address().getPort();
        TcpOptions options = new TcpOptions(
                false,
                true,
                Optional.of(new Bytes(32 * 1024)),
                Optional.of(new Bytes(32 * 1024)),
                new Bytes(1024 * 1024));
        try (Socket before = connect(port)) {
            assertThat(echo(before)).isEqualTo(42);

            prepare(Map.of("default", TestSettings.tcp("127.0.0.1:0", options))).commit();

            assertThat(listeners.open().getFirst().address().getPort()).isEqualTo(port);
            try (Socket after = connect(port)) {
                assertThat(echo(after)).isEqualTo(42);
            }
            assertThat(echo(before)).isEqualTo(42);
        }
        await().until(() -> listeners.open().getFirst().connections().get() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void aChangeThatFailsLeavesEverythingAsItWas(String transport) throws Exception {
        use(transport);
        prepare(Map.of("default", on("127.0.0.1:0"))).commit();
        Listener before = listeners.open().getFirst();
        int free = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(ListenerException.class)
                    .isThrownBy(() -> prepare(
                            Map.of("a", on("127.0.0.1:" + free), "b", on("127.0.0.1:" + taken.getLocalPort()))));
        }

        assertThat(listeners.open()).containsExactly(before);
        try (Socket socket = connect(before.address().getPort())) {
            assertThat(echo(socket)).isEqualTo(42);
        }
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> connect(free).close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void nobodyIsLetInBeforeTheCommit(String transport) throws Exception {
        use(transport);
        int port = freePort();
        PreparedChange change = prepare(Map.of("new", on("127.0.0.1:" + port)));
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(42);
            assertThat(accepted).isEmpty();

            change.commit();

            assertThat(socket.getInputStream().read()).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void anAbortedChangeLeavesNothingBehind(String transport) throws Exception {
        use(transport);
        int port = freePort();
        prepare(Map.of("default", on("127.0.0.1:" + port))).commit();
        Listener before = listeners.open().getFirst();

        prepare(Map.of("default", on("0.0.0.0:" + port))).abort();

        assertThat(listeners.open()).containsExactly(before);
        try (Socket socket = connect(port)) {
            assertThat(echo(socket)).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void aLowerLimitHoldsForNewConnectionsOnly(String transport) throws Exception {
        use(transport);
        prepare(Map.of("default", on("127.0.0.1:0"))).commit();
        Listener listener = listeners.open().getFirst();
        try (Socket there = connect(listener.address().getPort())) {
            assertThat(echo(there)).isEqualTo(42);

            prepare(Map.of("default", TestSettings.tcp(true, "127.0.0.1:0", 1))).commit();

            assertThat(listeners.open()).isEqualTo(List.of(listener));
            try (Socket tooMany = connect(listener.address().getPort())) {
                assertThat(tooMany.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(echo(there)).isEqualTo(42);
        }
    }

    /** A configuration may be read again in the moment in which the broker is stopped. */
    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void aChangeThatIsUnderWayWhenAllAreClosedLeavesNoneOpen(String transport) throws Exception {
        use(transport);
        int port = freePort();
        prepare(Map.of("stays", on("127.0.0.1:0"))).commit();
        Listener stays = listeners.open().getFirst();
        PreparedChange change = prepare(Map.of("stays", on("127.0.0.1:0"), "new", on("127.0.0.1:" + port)));
        listeners.close();

        change.commit();

        assertThat(listeners.open()).isEmpty();
        assertThat(stays.isOpen()).isFalse();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> connect(port).close());
    }
}
