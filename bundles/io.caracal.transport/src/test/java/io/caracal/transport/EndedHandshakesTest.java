package io.caracal.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.core.Connections;
import io.caracal.core.Link;
import io.caracal.core.LinkReceiver;
import io.caracal.core.ListenerInfo;
import io.caracal.transport.ListenersSettings.SslListenerSettings;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import io.caracal.transport.ListenersSettings.WsListenerSettings;
import io.caracal.transport.ListenersSettings.WssListenerSettings;
import io.caracal.transport.tls.Authority;
import io.caracal.transport.tls.TestTls;
import io.caracal.transport.tls.TlsEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener is stopped, and those are sent away with whom MQTT has not begun, whatever they are about. */
class EndedHandshakesTest {
    private static final String HEADER = "PROXY TCP4 192.0.2.7 192.0.2.1 56324 1883\r\n";

    /** A record of TLS that says that more of a ClientHello follows. */
    private static final byte[] HALF_A_HELLO = HexFormat.of().parseHex("1603010100010000fc0303");

    @TempDir
    private static Path folder;

    private final AtomicInteger begun = new AtomicInteger();
    private final Connections connections = new Connections() {
        @Override
        public LinkReceiver receiver(ListenerInfo listener) {
            return new SilentReceiver() {
                @Override
                public void opened(Link link) {
                    super.opened(link);
                    begun.incrementAndGet();
                }
            };
        }
    };

    private TestLoops loops = TestLoops.of("nio");
    private Listeners listeners = new Listeners(new Opening(loops, connections, TestSettings.TLS), _ -> {});

    /** How far a client got. */
    enum Reached {
        /** It has connected and said nothing. */
        NOTHING,
        PROXY_HEADER_BEGUN,
        TLS_NOT_BEGUN,
        TLS_BEHIND_A_PROXY_NOT_BEGUN,
        TLS_BEGUN,
        UPGRADE_NOT_BEGUN,
        UPGRADE_BEGUN,
        UPGRADE_OVER_TLS_NOT_BEGUN;

        ListenersSettings settings() {
            String bind = "127.0.0.1:0";
            CommonSettings plain = TestSettings.common(true, 0);
            CommonSettings proxied = TestSettings.proxied(true, 0, new ProxySettings(true, Duration.ofMinutes(5)));
            return switch (this) {
                case NOTHING, PROXY_HEADER_BEGUN ->
                    TestSettings.listeners(Map.of("default", new TcpListenerSettings(bind, proxied)));
                case TLS_NOT_BEGUN, TLS_BEGUN -> ssl(new SslListenerSettings(bind, plain, TestTls.server()));
                case TLS_BEHIND_A_PROXY_NOT_BEGUN -> ssl(new SslListenerSettings(bind, proxied, TestTls.server()));
                case UPGRADE_NOT_BEGUN, UPGRADE_BEGUN ->
                    new ListenersSettings(
                            Map.of(),
                            Map.of(),
                            Map.of("default", new WsListenerSettings(bind, plain, WebsocketListenerTest.standard())),
                            Map.of());
                case UPGRADE_OVER_TLS_NOT_BEGUN ->
                    new ListenersSettings(
                            Map.of(),
                            Map.of(),
                            Map.of(),
                            Map.of(
                                    "default",
                                    new WssListenerSettings(
                                            bind, plain, TestTls.server(), WebsocketListenerTest.standard())));
            };
        }

        private static ListenersSettings ssl(SslListenerSettings settings) {
            return new ListenersSettings(Map.of(), Map.of("default", settings), Map.of(), Map.of());
        }

        /** A client that gets this far, and no further. */
        Socket connect(int port) throws Exception {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(20_000);
            switch (this) {
                case NOTHING, TLS_NOT_BEGUN, UPGRADE_NOT_BEGUN -> {}
                case PROXY_HEADER_BEGUN -> socket.getOutputStream().write("PROXY".getBytes(US_ASCII));
                case TLS_BEHIND_A_PROXY_NOT_BEGUN -> socket.getOutputStream().write(HEADER.getBytes(US_ASCII));
                case TLS_BEGUN -> socket.getOutputStream().write(HALF_A_HELLO);
                case UPGRADE_BEGUN ->
                    socket.getOutputStream().write("GET /mqtt HTTP/1.1\r\nHost: loc".getBytes(US_ASCII));
                case UPGRADE_OVER_TLS_NOT_BEGUN -> {
                    return shaken(socket);
                }
            }
            return socket;
        }

        private static Socket shaken(Socket plain) throws Exception {
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            try (var ca = java.nio.file.Files.newInputStream(folder.resolve("ca.pem"))) {
                authorities.setCertificateEntry(
                        "ca", CertificateFactory.getInstance("X.509").generateCertificate(ca));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
            socket.startHandshake();
            return socket;
        }
    }

    static Stream<Arguments> reached() throws IOException {
        new Authority(folder).sign("server", "localhost");
        return Stream.of("nio", "epoll")
                .flatMap(transport -> Stream.of(Reached.values()).map(each -> Arguments.of(transport, each)));
    }

    @AfterEach
    void stop() {
        listeners.close();
        loops.close();
    }

    private Listener open(String transport, ListenersSettings settings) throws ListenerException {
        stop();
        loops = TestLoops.of(transport);
        listeners = new Listeners(new Opening(loops, connections, TlsEnvironment.of(folder, Runnable::run)), _ -> {});
        listeners.prepare(settings, false).commit();
        return listeners.open().getFirst();
    }

    private int stopAndEndHandshakes(Listener listener) throws Exception {
        listeners.run(listener.id(), false, false);
        return listeners
                .endHandshakes(listener.id().toString())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            // What it had sent was not read yet.
            return String.valueOf(reset.getMessage()).contains("reset");
        }
    }

    @ParameterizedTest
    @MethodSource("reached")
    void whoeverIsNotThroughIsClosed(String transport, Reached reached) throws Exception {
        Listener listener = open(transport, reached.settings());
        try (Socket socket = reached.connect(listener.address().getPort())) {
            await().until(() -> listener.connections().get() == 1);

            assertThat(stopAndEndHandshakes(listener)).isEqualTo(1);

            assertThat(ended(socket)).isTrue();
            await().until(() -> listener.connections().get() == 0);
            assertThat(begun).hasValue(0);
        }
    }

    /** The acceptor may have handed them to loops that have not looked at them. */
    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void nobodySlipsThroughWhoComesInThatMoment(String transport) throws Exception {
        Listener listener = open(transport, Reached.NOTHING.settings());
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                clients.add(Reached.NOTHING.connect(listener.address().getPort()));
            }

            stopAndEndHandshakes(listener);

            for (Socket client : clients) {
                assertThat(ended(client)).isTrue();
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void whoIsThroughIsLeftToWhoSpeaksMqtt(String transport) throws Exception {
        Listener listener = open(transport, Reached.NOTHING.settings());
        try (Socket socket = Reached.NOTHING.connect(listener.address().getPort())) {
            socket.getOutputStream().write(HEADER.getBytes(US_ASCII));
            await().until(() -> begun.get() == 1);

            assertThat(stopAndEndHandshakes(listener)).isZero();

            assertThat(listener.connections()).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void thereIsNobodyByAListenerThatNeverWas(String transport) throws Exception {
        open(transport, Reached.NOTHING.settings());

        assertThat(listeners.endHandshakes("tcp:other").toCompletableFuture().join())
                .isZero();
    }
}
