package io.caracal.connect.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.caracal.api.config.Secret;
import io.caracal.api.connector.TlsClientSettings;
import io.caracal.api.connector.TlsClientSettings.Verify;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTlsTest {
    @SuppressWarnings("NullAway.Init")
    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Identity server;

    @SuppressWarnings("NullAway.Init")
    private static Identity client;

    private final List<SSLServerSocket> opened = new ArrayList<>();

    @BeforeAll
    static void makeIdentities() throws Exception {
        server = Identity.make(folder, "server", "dns:localhost,dns:*.example.com,ip:127.0.0.1");
        client = Identity.make(folder, "client", "dns:client");
    }

    @AfterEach
    void stop() throws IOException {
        for (SSLServerSocket socket : opened) {
            socket.close();
        }
    }

    /** Accepts one client and says a letter. */
    private void listen(boolean wantsClients) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(Identity.load(server.store()), Identity.PASSWORD.toCharArray());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("client", Identity.load(client.store()).getCertificate("one"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        opened.add(listening);
        listening.setNeedClientAuth(wantsClients);
        Thread.ofVirtual().start(() -> {
            try (Socket one = listening.accept()) {
                one.getOutputStream().write('x');
            } catch (IOException refused) {
                // the client sees it, too
            }
        });
    }

    private static TlsClientSettings settings(
            Verify verify, Optional<Path> authorities, Optional<Identity> own, Optional<String> name) {
        return new TlsClientSettings(
                true,
                verify,
                authorities.map(Path::toString),
                own.map(identity -> identity.certificate().getFileName().toString()),
                own.map(identity -> identity.key().toString()),
                Optional.empty(),
                name);
    }

    private int letter(String host, TlsClientSettings settings) throws IOException {
        SSLContext context = new ClientTls(folder).context(settings);
        int port = opened.getFirst().getLocalPort();
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
                SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
            return socket.getInputStream().read();
        }
    }

    @Test
    void aServerOfAKnownAuthorityIsTrustedByItsName() throws Exception {
        listen(false);

        assertThat(letter(
                        "localhost",
                        settings(
                                Verify.VERIFY_PEER,
                                Optional.of(server.certificate()),
                                Optional.empty(),
                                Optional.empty())))
                .isEqualTo('x');
    }

    @Test
    void aServerOfAnUnknownAuthorityIsNot() throws Exception {
        listen(false);

        assertThatThrownBy(() -> letter(
                        "localhost",
                        settings(Verify.VERIFY_PEER, Optional.empty(), Optional.empty(), Optional.empty())))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void aServerOfAnotherNameIsNotThoughNobodyAskedTheSocketToCheckIt() throws Exception {
        listen(false);

        assertThatThrownBy(() -> letter(
                        "other.org",
                        settings(
                                Verify.VERIFY_PEER,
                                Optional.of(server.certificate()),
                                Optional.empty(),
                                Optional.empty())))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("not for other.org")
                .hasMessageContaining("*.example.com");
    }

    @Test
    void theNameMayBeGiven() throws Exception {
        listen(false);

        assertThat(letter(
                        "other.org",
                        settings(
                                Verify.VERIFY_PEER,
                                Optional.of(server.certificate()),
                                Optional.empty(),
                                Optional.of("db.example.com"))))
                .isEqualTo('x');
    }

    @Test
    void withoutVerificationAnyServerWillDo() throws Exception {
        listen(false);

        assertThat(letter(
                        "other.org",
                        settings(Verify.VERIFY_NONE, Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo('x');
    }

    @Test
    void aServerThatWantsToKnowItsClientIsShownTheCertificate() throws Exception {
        listen(true);

        assertThat(letter(
                        "127.0.0.1",
                        settings(
                                Verify.VERIFY_PEER,
                                Optional.of(server.certificate()),
                                Optional.of(client),
                                Optional.empty())))
                .isEqualTo('x');
    }

    @Test
    void aKeyIsDecryptedByItsPasswordOnly() throws Exception {
        assumeThat(Path.of("/usr/bin/openssl")).exists();
        listen(true);
        String key = client.encrypted("fish and more fish").toString();

        assertThat(letter("localhost", withKey(key, Optional.of(new Secret("fish and more fish")))))
                .isEqualTo('x');
        assertThatThrownBy(() -> new ClientTls(folder).context(withKey(key, Optional.of(new Secret("no fish")))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ssl.password");
        assertThatThrownBy(() -> new ClientTls(folder).context(withKey(key, Optional.empty())))
                .hasMessageContaining("encrypted");
    }

    private static TlsClientSettings withKey(String key, Optional<Secret> password) {
        return new TlsClientSettings(
                true,
                Verify.VERIFY_PEER,
                Optional.of(server.certificate().toString()),
                Optional.of(client.certificate().toString()),
                Optional.of(key),
                password,
                Optional.empty());
    }

    @Test
    void aFileThatCannotBeUsedIsNamed() throws Exception {
        listen(false);
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        for (Path file : new Path[] {folder.resolve("missing.pem"), empty}) {
            assertThatThrownBy(() -> new ClientTls(folder)
                            .context(settings(
                                    Verify.VERIFY_PEER, Optional.of(file), Optional.empty(), Optional.empty())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
