package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that send too much, too often or too slowly. */
class LimitsIT {
    @SuppressWarnings("NullAway.Init")
    private static RestBroker broker;

    @BeforeAll
    static void start() {
        broker = RestBroker.start(start -> start.set("dashboard.max_body_size", "4KB")
                .set("dashboard.max_header_size", "2KB")
                .set("dashboard.receive_timeout", "1s")
                .set("dashboard.listeners.http.idle_timeout", "3s")
                .set("dashboard.max_request_rate", "50"));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    private static Socket connect() throws IOException {
        URI url = URI.create(broker.url());
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** All that comes until the server ends the connection. */
    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                answer.append((char) c);
            }
        } catch (SocketException e) {
            answer.append(""); // reset: what came before counts
        }
        return answer.toString();
    }

    @Test
    void aBodyThatIsAnnouncedTooLargeIsRefusedWithoutReadingIt() throws IOException {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "POST /api/v5/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n");

            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 413")
                    .contains("CONTENT_TOO_LARGE", "4096")
                    .containsIgnoringCase("connection: close");
        }
    }

    @Test
    void anAnswerThatLeavesABodyUnreadTellsThatTheConnectionEnds() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "POST /api/v5/publish HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n");

            assertThat(answer(socket)).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void aBodyThatGrowsTooLargeIsRefused() {
        byte[] body = ("{\"username\": \"" + "x".repeat(5000) + "\"}").getBytes(StandardCharsets.US_ASCII);

        broker.anonymous()
                .with("Content-Type", "application/json")
                .call("POST", "login", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .refuses(413, "CONTENT_TOO_LARGE");
    }

    @Test
    void headersThatAreTooLargeAreRefused() {
        broker.anonymous().with("X-Large", "x".repeat(3000)).get("status").refuses(431, "HEADERS_TOO_LARGE");
    }

    @Test
    void aBodyThatTricklesInIsRefused() throws IOException, InterruptedException {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "POST /api/v5/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n");
            Thread trickle = trickle(socket);

            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
            trickle.join();
        }
    }

    @Test
    void headersThatTrickleInEndTheConnection() throws IOException, InterruptedException {
        try (Socket socket = connect()) {
            send(socket, "GET /status HTTP/1.1\r\nHost: x\r\nX-Slow: ");
            Thread trickle = trickle(socket);

            assertThat(answer(socket)).startsWith("HTTP/1.1 408");
            trickle.join();
        }
    }

    /** A byte now and then, until the server has had enough. */
    private static Thread trickle(Socket socket) {
        return Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    send(socket, " ");
                    Thread.sleep(200);
                }
            } catch (IOException | InterruptedException e) {
                // the server has ended it, which is what the test waits for
                assertThat(e).isNotNull();
            }
        });
    }

    @Test
    void aConnectionThatIsSilentIsClosed() throws IOException {
        try (Socket socket = connect()) {
            assertThat(answer(socket)).isEmpty();
        }
    }

    @Test
    void whatIsNoHttpIsRefused() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "\u0010\u0011\u0000\u0004MQTT\r\n\r\n");

            assertThat(answer(socket)).startsWith("HTTP/1.1 400").contains("BAD_REQUEST");
        }
    }

    @Test
    void aPathThatCannotBeReadEndsTheConnectionAndSaysSo() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /api/v5/users/%zz HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(answer(socket)).startsWith("HTTP/1.1 400").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void tooManyRequestsAreToldToWait() throws IOException, InterruptedException {
        try (RestBroker hasty = RestBroker.start(start -> start.set("dashboard.max_request_rate", "1"))) {
            var answers = IntStream.range(0, 20)
                    .mapToObj(_ -> hasty.anonymous().get("status"))
                    .toList();

            assertThat(answers).extracting(Answer::status).contains(429);
            answers.getLast().refuses(429, "TOO_MANY_REQUESTS", "max_request_rate");
            assertThat(answers.getLast().headers().firstValue("retry-after")).hasValue("1");
        }
    }
}
