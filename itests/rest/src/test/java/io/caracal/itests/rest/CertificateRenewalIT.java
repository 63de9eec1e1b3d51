package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.itests.support.Broker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate of the listener for HTTPS is renewed while connections are open. */
class CertificateRenewalIT {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private RestBroker broker;

    @AfterEach
    void stop() throws IOException, InterruptedException {
        broker.close();
    }

    private void start(String interval) throws IOException, InterruptedException {
        make("first", 2);
        install("first", "cert.pem");
        install("first", "key.pem");
        broker = RestBroker.start(start -> start.set("dashboard.listeners.https.enable", "true")
                .set("dashboard.listeners.https.bind", "127.0.0.1:0")
                .set("dashboard.listeners.https.certificate_check_interval", interval)
                .set(
                        "dashboard.listeners.https.certfile",
                        folder.resolve("cert.pem").toString())
                .set(
                        "dashboard.listeners.https.keyfile",
                        folder.resolve("key.pem").toString()));
    }

    private void make(String name, int days) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve(name));
        Process process = new ProcessBuilder(List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        String.valueOf(days),
                        "-subj",
                        "/CN=" + name,
                        "-keyout",
                        folder.resolve(name + "/key.pem").toString(),
                        "-out",
                        folder.resolve(name + "/cert.pem").toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    /** As tools that renew certificates do it: another file takes the place of the one before. */
    private void install(String name, String file) throws IOException {
        Path copy = Files.copy(folder.resolve(name).resolve(file), folder.resolve(file + ".new"));
        Files.move(copy, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private SSLSocket connect() throws IOException {
        String url = broker.broker()
                .console()
                .lines()
                .filter(line -> line.contains("https:rest "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new TrustAll()}, null);
            SSLSocket socket = (SSLSocket) tls.getSocketFactory()
                    .createSocket("127.0.0.1", URI.create(url).getPort());
            socket.setSoTimeout(60_000);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String shown() throws IOException {
        try (SSLSocket socket = connect()) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static void assertAnswers(SSLSocket open) throws IOException {
        open.getOutputStream()
                .write("GET /status?format=json HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(open.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(reader.readLine()).startsWith("HTTP/1.1 200");
        while (!reader.readLine().isEmpty()) {
            // the headers; the body follows without a line end and was read with them
            assertThat(reader.ready()).isTrue();
        }
    }

    @Test
    void renewedFilesAreTakenUpAndOpenConnectionsStay() throws IOException, InterruptedException {
        start("200ms");
        make("second", 3);
        try (SSLSocket open = connect()) {
            assertAnswers(open);

            install("second", "cert.pem");
            install("second", "key.pem");

            await().atMost(Broker.PATIENCE).until(() -> shown().equals("CN=second"));
            assertAnswers(open);
            assertThat(open.getSession().getPeerPrincipal().getName()).isEqualTo("CN=first");
            assertThat(broker.admin().get("dashboard/certificate").text("subject"))
                    .isEqualTo("CN=second");
        }
    }

    @Test
    void brokenFilesLeaveTheOldCertificateAndTheLogSaysSo() throws IOException, InterruptedException {
        start("200ms");
        make("second", 3);

        install("second", "cert.pem");

        broker.broker().awaitLog("the renewed certificate is not taken up", 1);
        assertThat(broker.broker().console()).contains("key.pem is not that of the certificate in");
        assertThat(shown()).isEqualTo("CN=first");
        assertThat(broker.admin().get("dashboard/certificate").text("problem")).contains("key.pem");

        install("second", "key.pem");

        await().atMost(Broker.PATIENCE).until(() -> shown().equals("CN=second"));
        assertThat(broker.admin().get("dashboard/certificate").body()).doesNotContain("problem");
    }

    @Test
    void isTakenUpOnRequestAndOnSignal() throws IOException, InterruptedException {
        start("1h");
        make("second", 3);
        make("third", 3);
        install("second", "cert.pem");
        broker.admin().post("dashboard/certificate/reload", "").refuses(409, "CONFLICT", "key.pem", "stays in force");
        assertThat(shown()).isEqualTo("CN=first");

        install("second", "key.pem");
        broker.admin().post("dashboard/certificate/reload", "").hasStatus(200);
        assertThat(shown()).isEqualTo("CN=second");

        install("third", "cert.pem");
        install("third", "key.pem");
        broker.broker().hangUp();
        await().atMost(Broker.PATIENCE).until(() -> shown().equals("CN=third"));
        broker.broker().awaitLog("configuration file read again", 1);
    }

    @Test
    void thereIsNoneWithoutHttps() {
        broker = RestBroker.start();

        broker.admin().get("dashboard/certificate").refuses(404, "NOT_FOUND", "dashboard.listeners.https.enable");
        broker.admin().post("dashboard/certificate/reload", "").refuses(404, "NOT_FOUND", "https");
    }

    /** These certificates are made for this test; whose they are is what it looks at. */
    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
