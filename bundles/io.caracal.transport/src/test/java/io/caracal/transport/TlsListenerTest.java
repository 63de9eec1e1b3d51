package io.caracal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.caracal.core.Connections;
import io.caracal.core.Link;
import io.caracal.core.LinkReceiver;
import io.caracal.core.ListenerInfo;
import io.caracal.core.PeerInfo;
import io.caracal.transport.ListenersSettings.SslListenerSettings;
import io.caracal.transport.tls.Authority;
import io.caracal.transport.tls.TestTls;
import io.caracal.transport.tls.TlsEnvironment;
import io.caracal.transport.tls.TlsSettings;
import io.caracal.transport.tls.TlsStage;
import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections by TLS over both transports, by native TLS and by the JDK's. */
class TlsListenerTest {
    private final Queue<PeerInfo> peers = new ConcurrentLinkedQueue<>();

    /** Echoes, but ends the output after a zero, and closes after a one. */
    private final Connections echo = new Connections() {
        @Override
        public LinkReceiver receiver(ListenerInfo listener) {
            return new SilentReceiver() {
                @Override
                public void opened(Link link) {
                    super.opened(link);
                    peers.add(link.peer());
                }

                @Override
                public void received(ByteBuf bytes) {
                    byte first = bytes.getByte(bytes.readerIndex());
                    if (first == 1) {
                        link().close();
                        return;
                    }
                    link().write(bytes.retainedDuplicate());
                    link().flush();
                    if (first == 0) {
                        link().endOutput();
                    }
                }
            };
        }
    };

    @TempDir
    private Path folder;

    private Authority authority;
    private TestLoops loops = TestLoops.of("nio");
    private Listeners listeners = new Listeners(new Opening(loops, echo, TestSettings.TLS), _ -> {});

    static Stream<Arguments> kinds() {
        return Stream.of("nio", "epoll")
                .flatMap(transport -> Stream.of(true, false).map(tls -> Arguments.of(transport, tls)));
    }

    @BeforeEach
    void makeCertificates() throws IOException {
        authority = new Authority(folder);
        authority.sign("server", "localhost");
        authority.sign("pump7", "pump7");
    }

    @AfterEach
    void stop() {
        listeners.close();
        loops.close();
    }

    private void open(String transport, boolean nativeTls, TlsSettings tls) throws ListenerException {
        stop();
        loops = TestLoops.of(transport);
        listeners = new Listeners(
                new Opening(loops, echo, new TlsEnvironment(folder, Runnable::run, () -> nativeTls)), _ -> {});
        change(tls);
    }

    private void change(TlsSettings tls) throws ListenerException {
        SslListenerSettings settings = new SslListenerSettings("127.0.0.1:0", TestSettings.common(true, 0), tls);
        listeners
                .prepare(new ListenersSettings(Map.of(), Map.of("default", settings), Map.of(), Map.of()), false)
                .commit();
    }

    private TlsStage tls() {
        return Objects.requireNonNull(listeners.tls().get("ssl:default"));
    }

    private SSLSocket connect(Optional<String> certificate) throws Exception {
        return connect(context(certificate));
    }

    private SSLContext context(Optional<String> certificate) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("ca", certificate("ca.pem"));
        trust.init(authorities);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (certificate.isPresent()) {
            String key =
                    Files.readString(folder.resolve(certificate.get() + ".key")).replaceAll("-----[A-Z ]+-----", "");
            own.setKeyEntry(
                    "own",
                    java.security.KeyFactory.getInstance("EC")
                            .generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(
                                    Base64.getMimeDecoder().decode(key))),
                    new char[0],
                    new Certificate[] {certificate(certificate.get() + ".pem")});
        }
        keys.init(own, new char[0]);
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private SSLSocket connect(SSLContext context) throws Exception {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(),
                        listeners.open().getFirst().address().getPort());
        socket.setSoTimeout(10_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("broker.example")));
        socket.setSSLParameters(parameters);
        return socket;
    }

    private X509Certificate certificate(String file) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(Files.newInputStream(folder.resolve(file)));
    }

    private static int echo(Socket socket, int octet) throws IOException {
        socket.getOutputStream().write(octet);
        return socket.getInputStream().read();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bytesGoBothWaysAndWhatIsKnownOfTheClientIsTold(String transport, boolean nativeTls) throws Exception {
        open(transport, nativeTls, TestTls.mutual(Optional.empty()));

        try (SSLSocket socket = connect(Optional.of("pump7"))) {
            assertThat(echo(socket, 42)).isEqualTo(42);
        }

        PeerInfo peer = peers.element();
        assertThat(peer.certCommonName()).contains("pump7");
        assertThat(peer.certSubject()).contains("CN=pump7,O=Example");
        assertThat(peer.tlsVersion()).contains("TLSv1.3");
        assertThat(peer.serverName()).contains("broker.example");
        assertThat(peer.certificate().orElseThrow().getEncoded())
                .isEqualTo(certificate("pump7.pem").getEncoded());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aClientThatComesBackByATicketIsKnownByItsCertificateStill(String transport, boolean nativeTls)
            throws Exception {
        open(transport, nativeTls, TestTls.mutual(Optional.empty()));
        SSLContext remembers = context(Optional.of("pump7"));
        long created;
        try (SSLSocket first = connect(remembers)) {
            assertThat(echo(first, 42)).isEqualTo(42);
            created = first.getSession().getCreationTime();
        }

        try (SSLSocket second = connect(remembers)) {
            assertThat(echo(second, 42)).isEqualTo(42);
            assertThat(second.getSession().getCreationTime())
                    .as("the same session")
                    .isEqualTo(created);
        }

        assertThat(peers).hasSize(2).allSatisfy(peer -> assertThat(peer.certCommonName())
                .contains("pump7"));
    }

    private long sessionOf(SSLContext remembers) throws Exception {
        try (SSLSocket socket = connect(remembers)) {
            assertThat(echo(socket, 42)).isEqualTo(42);
            return socket.getSession().getCreationTime();
        }
    }

    /** The JDK changes its keys by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void ticketsOfTheKeyBeforeAreTakenAndOlderOnesAreNot(String transport) throws Exception {
        Assumptions.assumeTrue(OpenSsl.isAvailable(), "native TLS is not available here");
        open(transport, true, TestTls.server());
        SSLContext remembers = context(Optional.empty());
        long halfADay = TimeUnit.HOURS.toNanos(12);
        long start = System.nanoTime();
        long created = sessionOf(remembers);

        tls().rotateTickets(start + halfADay / 2);
        assertThat(sessionOf(remembers)).as("too early for another key").isEqualTo(created);
        tls().rotateTickets(start + halfADay);
        assertThat(sessionOf(remembers)).as("by the key before").isEqualTo(created);
        // Another client, since one may keep several tickets and use the oldest first.
        SSLContext comesLate = context(Optional.empty());
        long before = sessionOf(comesLate);
        tls().rotateTickets(start + 2 * halfADay);
        tls().rotateTickets(start + 3 * halfADay);
        assertThat(sessionOf(comesLate)).as("by a ticket that is too old").isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void ticketsOutliveOtherCertificatesBetweenTwoKeys(String transport) throws Exception {
        Assumptions.assumeTrue(OpenSsl.isAvailable(), "native TLS is not available here");
        open(transport, true, TestTls.server());
        SSLContext remembers = context(Optional.empty());
        long halfADay = TimeUnit.HOURS.toNanos(12);
        long start = System.nanoTime();
        long created = sessionOf(remembers);

        tls().rotateTickets(start + halfADay);
        tls().reload();

        assertThat(sessionOf(remembers)).isEqualTo(created);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aLargeAmountComesBackWhole(String transport, boolean nativeTls) throws Exception {
        open(transport, nativeTls, TestTls.server());
        byte[] sent = new byte[3_000_000];
        java.util.Arrays.fill(sent, (byte) 7);

        try (SSLSocket socket = connect(Optional.empty())) {
            Thread.startVirtualThread(() -> {
                try {
                    socket.getOutputStream().write(sent);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });

            assertThat(socket.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theEndIsToldInOrder(String transport, boolean nativeTls) throws Exception {
        open(transport, nativeTls, TestTls.server());

        try (SSLSocket ended = connect(Optional.empty());
                SSLSocket closed = connect(Optional.empty())) {
            assertThat(echo(ended, 0)).isZero();
            // Without a close_notify the JDK's client would throw.
            assertThat(ended.getInputStream().read()).isEqualTo(-1);
            assertThat(echo(closed, 1)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aClientWithoutTheCertificateThatIsAskedForIsNotLetIn(String transport, boolean nativeTls) throws Exception {
        open(transport, nativeTls, TestTls.mutual(Optional.empty()));

        try (SSLSocket socket = connect(Optional.empty())) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                if (echo(socket, 42) < 0) {
                    throw new IOException("closed");
                }
            });
        }
        assertThat(peers).isEmpty();
        await().until(() -> listeners.open().getFirst().connections().get() == 0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aRevokedCertificateIsRefusedFromTheNextReadingOfTheListOn(String transport, boolean nativeTls)
            throws Exception {
        authority.writeRevocations();
        open(transport, nativeTls, TestTls.mutual(Optional.of("crl.pem")));
        // With its ticket, which must not let it in either.
        SSLContext remembers = context(Optional.of("pump7"));
        try (SSLSocket socket = connect(remembers)) {
            assertThat(echo(socket, 42)).isEqualTo(42);

            authority.revoke("pump7");
            authority.writeRevocations();
            tls().reload();

            assertThat(echo(socket, 42)).isEqualTo(42);
        }
        try (SSLSocket socket = connect(remembers)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                if (echo(socket, 42) < 0) {
                    throw new IOException("closed");
                }
            });
        }
        assertThat(peers).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whoSpeaksNoTlsIsClosed(String transport, boolean nativeTls) throws Exception {
        open(transport, nativeTls, TestTls.server());

        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                listeners.open().getFirst().address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(new byte[] {0x10, 0x0c, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 0});
            socket.getInputStream().readAllBytes();
        } catch (java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
        assertThat(peers).isEmpty();
        await().until(() -> listeners.open().getFirst().connections().get() == 0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whoDoesNotFinishTheHandshakeInTimeIsClosed(String transport, boolean nativeTls) throws Exception {
        authority.sign("other", "other.example");
        open(transport, nativeTls, TestTls.impatient());

        int port = listeners.open().getFirst().address().getPort();
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket begun = new Socket(InetAddress.getLoopbackAddress(), port)) {
            silent.setSoTimeout(10_000);
            begun.setSoTimeout(10_000);
            // A record of TLS that says that more of a ClientHello follows.
            begun.getOutputStream().write(new byte[] {0x16, 3, 1, 1, 0, 1, 0, 0, (byte) 0xfc, 3, 3});

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(begun.getInputStream().readAllBytes()).hasSizeLessThan(100);
        }
        await().until(() -> listeners.open().getFirst().connections().get() == 0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anotherCertificateServesNewHandshakesAndTheOldConnectionsStay(String transport, boolean nativeTls)
            throws Exception {
        open(transport, nativeTls, TestTls.server());
        try (SSLSocket before = connect(Optional.empty())) {
            assertThat(echo(before, 42)).isEqualTo(42);
            authority.sign("server", "renewed");

            tls().reload();

            try (SSLSocket after = connect(Optional.empty())) {
                assertThat(echo(after, 42)).isEqualTo(42);
                assertThat(after.getSession().getPeerPrincipal().getName()).contains("CN=renewed");
            }
            assertThat(echo(before, 43)).isEqualTo(43);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void certificatesThatCannotBeLoadedRefuseTheChange(String transport, boolean nativeTls) throws Exception {
        open(transport, nativeTls, TestTls.server());
        List<Listener> before = listeners.open();
        Files.delete(folder.resolve("ca.pem"));

        assertThatExceptionOfType(ListenerException.class)
                .isThrownBy(() -> change(TestTls.mutual(Optional.empty())))
                .returns("listeners.ssl.default.ssl_options.cacertfile", ListenerException::path);

        assertThat(listeners.open()).isEqualTo(before);
    }
}
