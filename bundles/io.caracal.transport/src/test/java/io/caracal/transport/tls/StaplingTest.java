package io.caracal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs that a certificate is not revoked, of a responder that openssl answers for. */
class StaplingTest {
    @TempDir
    private Path folder;

    private final AtomicInteger questions = new AtomicInteger();
    private HttpServer responder = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void open() {
        Assumptions.assumeTrue(OpenSsl.isAvailable(), "native TLS is not available here");
        responder.createContext("/", this::answer);
        responder.start();
    }

    @AfterEach
    void close() {
        responder.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Files.write(folder.resolve("question.der"), exchange.getRequestBody().readAllBytes());
        new Authority(folder, false)
                .run(
                        "ocsp -index index.txt -CA ca.pem -rsigner ca.pem -rkey ca.key -ndays 1 -reqin question.der -respout answer.der");
        byte[] answer = Files.readAllBytes(folder.resolve("answer.der"));
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
        questions.incrementAndGet();
    }

    private String url() {
        return "http://127.0.0.1:" + responder.getAddress().getPort() + "/";
    }

    private TlsStage stage(Optional<String> url, Optional<String> issuer) throws TlsException {
        return new TlsStage(
                TestTls.stapled(new OcspSettings(true, url, issuer, Duration.ofSeconds(1), Duration.ofSeconds(10))),
                TlsEnvironment.of(folder, Runnable::run));
    }

    private static Staple staple(TlsStage stage) {
        return stage.identities().all().getFirst().staple().orElseThrow();
    }

    @Test
    void theProofIsFetchedFromTheAddressInTheCertificateAndShown() throws Exception {
        Authority authority = new Authority(folder);
        authority.sign("server", "localhost", "authorityInfoAccess=OCSP;URI:" + url());
        authority.run("ca -config ca.conf -valid server.pem -keyfile ca.key -cert ca.pem");
        TlsStage stage = stage(Optional.empty(), Optional.of("ca.pem"));
        assertThat(staple(stage).response()).isNull();

        await().untilAsserted(() -> {
            stage.lookForStaples();
            assertThat(staple(stage).response()).isNotNull();
        });

        await().untilAsserted(() -> {
            stage.lookForStaples();
            assertThat(questions).hasValueGreaterThan(1);
        });
    }

    @Test
    void aProofThatTheCertificateIsRevokedIsNotShown() throws Exception {
        Authority authority = new Authority(folder);
        authority.sign("server", "localhost");
        authority.revoke("server");
        TlsStage stage = stage(Optional.of(url()), Optional.of("ca.pem"));

        await().untilAsserted(() -> {
            stage.lookForStaples();
            assertThat(questions).hasValueGreaterThan(0);
        });

        assertThat(staple(stage).response()).isNull();
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        new Authority(folder).sign("server", "localhost");

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> stage(Optional.empty(), Optional.of("ca.pem")))
                .returns("ocsp.responder_url", TlsException::key);
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> stage(Optional.of(url()), Optional.empty()))
                .returns("ocsp.issuer_pem", TlsException::key);
    }
}
