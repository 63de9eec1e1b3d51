package io.caracal.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.caracal.api.config.Bytes;
import io.caracal.api.config.Secret;
import io.caracal.api.connector.Connector;
import io.caracal.api.connector.ConnectorUnavailableException;
import io.caracal.api.connector.HttpAnswer;
import io.caracal.api.connector.HttpCall;
import io.caracal.api.connector.HttpCaller;
import io.caracal.api.connector.HttpClientSettings;
import io.caracal.api.connector.HttpEndpointSettings;
import io.caracal.api.connector.TlsClientSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectorTest {
    private final TestContext context = new TestContext();
    private final List<AutoCloseable> open = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        server.stop(0);
        context.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static HttpClientSettings client(int pool, int queue, int retries) {
        return new HttpClientSettings(
                pool,
                queue,
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                retries,
                new Bytes(1000),
                HttpClientSettings.Version.HTTP1,
                TlsClientSettings.disabled());
    }

    private Connector connector(HttpEndpointSettings settings) throws IOException {
        Connector made = new HttpConnectorFactory().create(settings, context);
        open.add(made);
        return made;
    }

    private HttpCaller caller(String base, HttpClientSettings client) throws IOException {
        return connector(new HttpEndpointSettings(
                        base, Map.of("x-own", new Secret("own"), "x-both", new Secret("own")), client))
                .capability(HttpCaller.class)
                .orElseThrow();
    }

    private HttpCaller caller() throws IOException {
        return caller(url(), client(8, 10, 2));
    }

    private static HttpCall post(String path, String body) {
        return new HttpCall(
                "post", path, Map.of("X-Both", "call"), body.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    private static HttpCall hasty(String path) {
        return new HttpCall("GET", path, Map.of(), new byte[0], Optional.of(Duration.ofMillis(300)));
    }

    private static HttpAnswer answer(HttpCaller caller, HttpCall call) throws Throwable {
        try {
            return caller.call(call).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void aCallGoesBehindTheUrlWithTheConnectorsHeadersAndItsOwn() throws Throwable {
        serve(
                "/v1/",
                exchange -> respond(
                        exchange,
                        201,
                        exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                                + exchange.getRequestHeaders().getFirst("x-own") + " "
                                + exchange.getRequestHeaders().get("x-both") + " "
                                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));

        HttpAnswer answer = answer(caller(url() + "/v1/", client(8, 10, 2)), post("/auth?u=a%20b", "body"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo("POST /v1/auth?u=a%20b own [call] body");
        assertThat(answer.header("content-length")).isPresent();
    }

    @Test
    void aRedirectToThisServerIsFollowedAndToAnotherIsTheAnswer() throws Throwable {
        AtomicInteger elsewhere = new AtomicInteger();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            elsewhere.incrementAndGet();
            respond(exchange, 200, "elsewhere");
        });
        other.start();
        open.add(() -> other.stop(0));
        serve("/here", exchange -> {
            exchange.getResponseHeaders().set("location", "/end");
            respond(exchange, 302, "");
        });
        serve("/there", exchange -> {
            exchange.getResponseHeaders()
                    .set("location", "http://127.0.0.1:" + other.getAddress().getPort() + "/");
            respond(exchange, 302, "");
        });
        serve("/end", exchange -> respond(exchange, 200, "end"));
        HttpCaller caller = caller();

        assertThat(answer(caller, HttpCall.get("/here")).status()).isEqualTo(200);
        assertThat(answer(caller, post("/here", "x")).status()).isEqualTo(302);
        assertThat(answer(caller, HttpCall.get("/there")).status()).isEqualTo(302);
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void redirectsInACircleEnd() throws Throwable {
        serve("/circle", exchange -> {
            exchange.getResponseHeaders().set("location", "/circle");
            respond(exchange, 302, "");
        });

        assertThat(answer(caller(), HttpCall.get("/circle")).status()).isEqualTo(302);
    }

    @Test
    void anAnswerThatIsTooLongIsAFailure() throws IOException {
        serve("/long", exchange -> respond(exchange, 200, "x".repeat(1001)));
        serve("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(new byte[1000]);
            }
            exchange.close();
        });
        HttpCaller caller = caller();

        assertThatThrownBy(() -> answer(caller, HttpCall.get("/long")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("max_answer");
        assertThatThrownBy(() -> answer(caller, HttpCall.get("/endless"))).hasMessageContaining("max_answer");
    }

    @Test
    void aServerThatIsSlowToAnswerOrToEndItsAnswerIsGivenUp() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        serve("/silent", exchange -> awaitQuietly(over));
        serve("/dripping", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            awaitQuietly(over);
        });
        HttpCaller caller = caller();

        assertThatThrownBy(() -> answer(caller, hasty("/silent"))).isInstanceOf(HttpTimeoutException.class);
        assertThatThrownBy(() -> answer(caller, hasty("/dripping"))).isInstanceOf(HttpTimeoutException.class);
        over.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads a request and closes; counts the requests. */
    private ServerSocket closing(AtomicInteger requests) throws IOException {
        ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        open.add(socket);
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    if (connection.getInputStream().read() >= 0) {
                        requests.incrementAndGet();
                    }
                } catch (IOException _) {
                    return;
                }
            }
        });
        return socket;
    }

    @Test
    void onlyIdempotentRequestsAreSentAgain() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        ServerSocket closing = closing(requests);
        HttpCaller caller = caller("http://127.0.0.1:" + closing.getLocalPort(), client(8, 10, 3));

        assertThatThrownBy(() -> answer(caller, post("/", "x"))).isInstanceOf(IOException.class);
        assertThat(requests).hasValue(1);
        assertThatThrownBy(() -> answer(caller, new HttpCall("PUT", "/", Map.of(), new byte[1], Optional.empty())))
                .isInstanceOf(IOException.class);
        assertThat(requests).hasValue(5);
    }

    @Test
    void noMoreRequestsThanAllowedAreUnderWayAndNoMoreWait() throws Throwable {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger underWay = new AtomicInteger();
        serve("/", exchange -> {
            underWay.incrementAndGet();
            awaitQuietly(go);
            respond(exchange, 204, "");
        });
        HttpCaller caller = caller(url(), client(2, 3, 0));

        List<CompletableFuture<HttpAnswer>> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(caller.call(HttpCall.get("/")).toCompletableFuture());
        }
        assertThatThrownBy(() -> answer(caller, HttpCall.get("/"))).isInstanceOf(ConnectorUnavailableException.class);
        await().until(() -> underWay.get() == 2);
        go.countDown();

        assertThat(calls).allSatisfy(call -> assertThat(call.join().status()).isEqualTo(204));
    }

    @Test
    void requestsThatWaitedTooLongAreNeverSent() throws Throwable {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger seen = new AtomicInteger();
        serve("/", exchange -> {
            seen.incrementAndGet();
            awaitQuietly(go);
            respond(exchange, 204, "");
        });
        HttpCaller caller = caller(url(), client(1, 10, 0));
        var first = caller.call(new HttpCall("GET", "/", Map.of(), new byte[0], Optional.of(Duration.ofSeconds(20))));

        assertThatThrownBy(() -> answer(caller, hasty("/"))).isInstanceOf(HttpTimeoutException.class);
        go.countDown();

        assertThat(first.toCompletableFuture().join().status()).isEqualTo(204);
        assertThat(answer(caller, HttpCall.get("/")).status()).isEqualTo(204);
        assertThat(seen).hasValue(2);
    }

    @Test
    void aPathThatIsNotEncodedIsRefusedWithoutTellingIt() throws IOException {
        HttpCaller caller = caller();

        assertThatThrownBy(() -> answer(caller, HttpCall.get("/secret value\r\nHost: evil")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThatIllegalArgumentException().isThrownBy(() -> HttpCall.get("@evil.example/"));
    }

    @Test
    void aHeaderThatCannotBeSentRefusesTheConnectorWithoutTellingItsValue() {
        HttpEndpointSettings settings =
                new HttpEndpointSettings(url(), Map.of("Host", new Secret("hidden")), client(1, 1, 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpConnectorFactory().create(settings, context))
                .withMessageContaining("headers.Host")
                .withMessageNotContaining("hidden");
    }

    @Test
    void theCheckTellsWhetherSomebodyListens() throws IOException {
        Connector connector = connector(new HttpEndpointSettings(url(), Map.of(), client(1, 1, 0)));
        assertThat(connector.check()).succeedsWithin(Duration.ofSeconds(20));

        server.stop(0);

        assertThat(connector.check())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withMessageContaining("127.0.0.1:" + server.getAddress().getPort());
    }

    @Test
    void closingEndsCallsUnderWayAndLeavesNoThread() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        serve("/silent", exchange -> awaitQuietly(over));
        Connector connector =
                new HttpConnectorFactory().create(new HttpEndpointSettings(url(), Map.of(), client(8, 10, 3)), context);
        var call = connector.capability(HttpCaller.class).orElseThrow().call(HttpCall.get("/silent"));

        connector.close();
        over.countDown();

        assertThat(call.toCompletableFuture()).failsWithin(Duration.ofSeconds(20));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("HttpClient-") && name.endsWith("SelectorManager"));
    }
}
