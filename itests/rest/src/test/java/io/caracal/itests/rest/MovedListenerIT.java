package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.itests.support.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The listener for HTTP moves to another address of the same port and back, in one change each, while new connections come in. */
class MovedListenerIT {
    private int port;
    private int resets;

    @SuppressWarnings("NullAway.Init")
    private RestBroker broker;

    @SuppressWarnings("NullAway.Init")
    private RestClient admin;

    @BeforeEach
    void start() throws IOException {
        port = FreePorts.one();
        broker = RestBroker.start(
                start -> start.changedBefore("dashboard.listeners.http.bind = \"127.0.0.1:" + port + "\"\n"));
        admin = broker.admin();
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        broker.close();
    }

    private Answer move(String bind) {
        return admin.put("configs", "{'dashboard': {'listeners': {'http': {'bind': '" + bind + "'}}}}");
    }

    /** A connection that is kept open may be closed just when it is used again (RFC 9112, section 9.5); to ask again is safe. */
    private void moveThere(String bind) {
        Answer answer;
        try {
            answer = move(bind);
        } catch (UncheckedIOException _) {
            answer = move(bind);
        }
        answer.hasStatus(200);
    }

    /** Nobody is turned away; who comes in the instant in which the old socket closes is reset, and has to come again. */
    private void assertOpen() throws IOException {
        String answer;
        try {
            answer = status("127.0.0.1");
        } catch (SocketException e) {
            assertThat(e).as("only reset").isNotInstanceOf(ConnectException.class);
            resets++;
            answer = status("127.0.0.1");
        }
        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    /** Over a connection of its own, and by any address of this machine. */
    private String status(String host) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("GET /status HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void movesToAllAddressesAndBackWithoutAGap() throws Exception {
        FutureTask<Void> moves = new FutureTask<>(
                () -> {
                    for (int i = 0; i < 3; i++) {
                        moveThere("0.0.0.0:" + port);
                        moveThere("127.0.0.1:" + port);
                    }
                    moveThere("0.0.0.0:" + port);
                },
                null);
        Thread.ofVirtual().start(moves);

        while (!moves.isDone()) {
            assertOpen();
        }

        moves.get();
        assertThat(resets).as("connections that had to be repeated").isLessThanOrEqualTo(2);
        // 127.0.0.2 leads to this machine too, and is not the address that it came from.
        Awaitility.await().ignoreExceptions().until(() -> status("127.0.0.2").startsWith("HTTP/1.1 200"));
        assertThat(admin.get("configs?key=dashboard.listeners.http.bind").body())
                .contains("0.0.0.0:" + port);
    }

    @Test
    void anAddressThatIsTakenLeavesTheOldOneOpen() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Answer refused = move("0.0.0.0:" + taken.getLocalPort());

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains("dashboard.listeners", String.valueOf(taken.getLocalPort()));
            assertThat(status("127.0.0.1")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void thePortIsNotSharedWithOtherPrograms() throws IOException {
        move("0.0.0.0:" + port).hasStatus(200);

        try (ServerSocket second = new ServerSocket()) {
            assertThatThrownBy(() -> second.bind(new InetSocketAddress("127.0.0.1", port)))
                    .isInstanceOf(BindException.class);
        }
    }
}
