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
import io.caracal.transport.tls.Authority;
import io.caracal.transport.tls.TestTls;
import io.caracal.transport.tls.TlsEnvironment;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that come by a proxy, over both transports. */
class ProxyListenerTest {
    private static final String HEADER = "PROXY TCP4 192.0.2.7 192.0.2.1 56324 1883\r\n";
    private static final byte[] LOCAL = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a20000000");

    private final Queue<InetSocketAddress> addresses = new ConcurrentLinkedQueue<>();

    private final Connections echo = new Connections() {
        @Override
        public LinkReceiver receiver(ListenerInfo listener) {
            return new SilentReceiver() {
                @Override
                public void opened(Link link) {
                    super.opened(link);
                    addresses.add(link.remoteAddress());
                }

                @Override
                public void received(ByteBuf bytes) {
                    link().write(bytes.retainedDuplicate());
                    link().flush();
                }
            };
        }
    };

    @TempDir
    private Path folder;

    private TestLoops loops = TestLoops.of("nio");
    private Listeners listeners = new Listeners(new Opening(loops, echo, TestSettings.TLS), _ -> {});

    @AfterEach
    void stop() {
        listeners.close();
        loops.close();
    }

    private void open(String transport, Duration timeout) throws ListenerException {
        TcpListenerSettings tcp = new TcpListenerSettings("127.0.0.1:0", proxied(timeout));
        open(transport, TestSettings.listeners(Map.of("default", tcp)));
    }

    private static CommonSettings proxied(Duration timeout) {
        return TestSettings.proxied(true, 1, new ProxySettings(true, timeout));
    }

    private void open(String transport, ListenersSettings settings) throws ListenerException {
        stop();
        loops = TestLoops.of(transport);
        listeners = new Listeners(new Opening(loops, echo, TlsEnvironment.of(folder, Runnable::run)), _ -> {});
        listeners.prepare(settings, true).commit();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                listeners.open().getFirst().address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String echoed(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void theClientIsWhereTheHeaderSays(String transport) throws Exception {
        open(transport, Duration.ofSeconds(20));
        try (Socket socket = connect()) {
            socket.getOutputStream().write((HEADER + "hello").getBytes(US_ASCII));

            assertThat(echoed(socket, 5)).isEqualTo("hello");
            assertThat(addresses).containsExactly(new InetSocketAddress("192.0.2.7", 56324));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void aHeaderMayComeInPieces(String transport) throws Exception {
        open(transport, Duration.ofSeconds(20));
        try (Socket socket = connect()) {
            socket.setTcpNoDelay(true);
            for (byte each : (HEADER + "hi").getBytes(US_ASCII)) {
                socket.getOutputStream().write(each);
            }
            socket.getOutputStream().write("!".getBytes(US_ASCII));

            assertThat(echoed(socket, 3)).isEqualTo("hi!");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void theProxyItselfIsWhereItIs(String transport) throws Exception {
        open(transport, Duration.ofSeconds(20));
        try (Socket socket = connect()) {
            socket.getOutputStream().write(LOCAL);

            await().until(() -> !addresses.isEmpty());
            assertThat(addresses).containsExactly((InetSocketAddress) socket.getLocalSocketAddress());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void accessRulesAreAboutTheClientAndNotAboutItsProxy(String transport) throws Exception {
        CommonSettings common = TestSettings.proxied(
                true,
                0,
                new ProxySettings(true, Duration.ofSeconds(20)),
                "deny 127.0.0.0/8",
                "deny 192.0.2.8",
                "allow 192.0.2.0/24");
        open(transport, TestSettings.listeners(Map.of("default", new TcpListenerSettings("127.0.0.1:0", common))));
        try (Socket allowed = connect();
                Socket refused = connect()) {
            allowed.getOutputStream().write((HEADER + "hello").getBytes(US_ASCII));
            refused.getOutputStream()
                    .write(HEADER.replace("192.0.2.7", "192.0.2.8").getBytes(US_ASCII));

            assertThat(echoed(allowed, 5)).isEqualTo("hello");
            assertThat(refused.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void aConnectionWithoutAHeaderIsClosed(String transport) throws Exception {
        open(transport, Duration.ofSeconds(20));
        try (Socket socket = connect()) {
            socket.getOutputStream().write(0x10);

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(addresses).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void aHeaderThatDoesNotComeInTimeIsNotWaitedFor(String transport) throws Exception {
        open(transport, Duration.ofMillis(20));
        try (Socket socket = connect()) {
            socket.getOutputStream().write("PROXY".getBytes(US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(addresses).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void whoLeavesBeforeTheHeaderLeavesItsPlace(String transport) throws Exception {
        open(transport, Duration.ofSeconds(20));
        try (Socket socket = connect()) {
            socket.getOutputStream().write("PROXY".getBytes(US_ASCII));
        }

        await().untilAsserted(() -> {
            try (Socket socket = connect()) {
                socket.getOutputStream().write((HEADER + "x").getBytes(US_ASCII));
                assertThat(echoed(socket, 1)).isEqualTo("x");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void theHeaderComesBeforeTls(String transport) throws Exception {
        new Authority(folder).sign("server", "localhost");
        SslListenerSettings ssl =
                new SslListenerSettings("127.0.0.1:0", proxied(Duration.ofSeconds(20)), TestTls.server());
        open(transport, new ListenersSettings(Map.of(), Map.of("default", ssl), Map.of(), Map.of()));
        try (Socket plain = connect()) {
            plain.getOutputStream().write(HEADER.getBytes(US_ASCII));
            try (Socket socket = trusting().createSocket(plain, "localhost", plain.getPort(), true)) {
                socket.getOutputStream().write("secret".getBytes(US_ASCII));

                assertThat(echoed(socket, 6)).isEqualTo("secret");
            }
        }
        assertThat(addresses).containsExactly(new InetSocketAddress("192.0.2.7", 56324));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void theHeaderComesBeforeTheUpgradeToWebSocket(String transport) throws Exception {
        WsListenerSettings ws = new WsListenerSettings(
                "127.0.0.1:0", proxied(Duration.ofSeconds(20)), WebsocketListenerTest.standard());
        open(transport, new ListenersSettings(Map.of(), Map.of(), Map.of("default", ws), Map.of()));
        try (Socket socket = connect()) {
            String upgrade = """
                    GET /mqtt HTTP/1.1
                    Host: localhost
                    Connection: Upgrade
                    Upgrade: websocket
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                    Sec-WebSocket-Protocol: mqtt

                    """;
            socket.getOutputStream().write((HEADER + upgrade.replace("\n", "\r\n")).getBytes(US_ASCII));

            assertThat(echoed(socket, 12)).isEqualTo("HTTP/1.1 101");
            await().until(() -> !addresses.isEmpty());
            assertThat(addresses).containsExactly(new InetSocketAddress("192.0.2.7", 56324));
        }
    }

    private SSLSocketFactory trusting() throws Exception {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        try (InputStream ca = Files.newInputStream(folder.resolve("ca.pem"))) {
            authorities.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(ca));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
