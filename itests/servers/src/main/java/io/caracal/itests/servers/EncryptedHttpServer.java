package io.caracal.itests.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** An HTTPS server that speaks HTTP/2 and HTTP/1.1, asks every client for a certificate of its authority, and answers every request with the same JSON. */
public final class EncryptedHttpServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Server server = new Server();
    private final ServerConnector connector;
    private final Queue<String> versions = new ConcurrentLinkedQueue<>();

    private EncryptedHttpServer(Certificates certificates, String json) throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys(certificates));
        tls.setKeyStorePassword(new String(PASSWORD));
        tls.setTrustStore(trusted(certificates));
        tls.setNeedClientAuth(true);
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer());
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        connector = new ServerConnector(
                server,
                new SslConnectionFactory(tls, "alpn"),
                alpn,
                new HTTP2ServerConnectionFactory(http),
                new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Answering(json));
        server.start();
    }

    /** @param json the body of every answer */
    public static EncryptedHttpServer start(Certificates certificates, String json) throws Exception {
        return new EncryptedHttpServer(certificates, json);
    }

    public String url() {
        return "https://127.0.0.1:" + connector.getLocalPort();
    }

    /** The protocol versions of the requests so far: {@code HTTP/2.0}, {@code HTTP/1.1}. */
    public Queue<String> versions() {
        return versions;
    }

    private final class Answering extends Handler.Abstract {
        private final String json;

        Answering(String json) {
            this.json = json;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            versions.add(request.getConnectionMetaData().getHttpVersion().asString());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            Content.Sink.write(response, true, json, callback);
            return true;
        }
    }

    private static KeyStore keys(Certificates certificates) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        Certificate[] chain = {certificate(certificates.serverCertificate())};
        store.setKeyEntry("server", key(certificates.serverKey()), PASSWORD, chain);
        return store;
    }

    private static KeyStore trusted(Certificates certificates) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setCertificateEntry("authority", certificate(certificates.authorityCertificate()));
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }

    private static Certificate certificate(Path file) throws GeneralSecurityException, IOException {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        byte[] encoded = Base64.getMimeDecoder().decode(text);
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException("the server does not stop", e));
        }
    }
}
