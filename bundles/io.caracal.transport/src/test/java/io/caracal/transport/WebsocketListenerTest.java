package io.caracal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.caracal.api.config.Bytes;
import io.caracal.core.Connections;
import io.caracal.core.Link;
import io.caracal.core.LinkReceiver;
import io.caracal.core.ListenerInfo;
import io.caracal.itests.spec.Spec;
import io.caracal.transport.ListenersSettings.WsListenerSettings;
import io.caracal.transport.websocket.WebsocketSettings;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections by WebSocket, of the JDK's client and of one that keeps to no rule. */
class WebsocketListenerTest {
    private final Queue<InetSocketAddress> addresses = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Echoes, but ends the output after a zero. */
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
                    byte first = bytes.getByte(bytes.readerIndex());
                    link().write(bytes.retainedDuplicate());
                    link().flush();
                    if (first == 0) {
                        link().endOutput();
                    }
                }

                @Override
                public void failed(Throwable cause) {
                    failures.add(cause);
                    super.failed(cause);
                }
            };
        }
    };

    private final HttpClient http = HttpClient.newHttpClient();
    private TestLoops loops = TestLoops.of("nio");
    private Listeners listeners = new Listeners(new Opening(loops, echo, TestSettings.TLS), _ -> {});

    @AfterEach
    void stop() {
        listeners.close();
        loops.close();
        http.shutdownNow();
    }

    private void open(String transport, WebsocketSettings websocket) throws ListenerException {
        listeners.close();
        loops.close();
        loops = TestLoops.of(transport);
        listeners = new Listeners(new Opening(loops, echo, TestSettings.TLS), _ -> {});
        listeners
                .prepare(
                        new ListenersSettings(
                                Map.of(),
                                Map.of(),
                                Map.of(
                                        "default",
                                        new WsListenerSettings("127.0.0.1:0", TestSettings.common(true, 0), websocket)),
                                Map.of()),
                        false)
                .commit();
    }

    private static WebsocketSettings websocket(boolean compress, boolean checkOrigin, Optional<String> addressHeader) {
        return new WebsocketSettings(
                "/mqtt",
                List.of("mqtt", "mqttv3.1", "mqtt-v3", "mqtt-v3.1.1", "mqtt-v5"),
                true,
                compress,
                new Bytes(100_000),
                checkOrigin,
                false,
                List.of("https://good.example"),
                addressHeader,
                Optional.empty(),
                Duration.ofSeconds(15));
    }

    static WebsocketSettings standard() {
        return websocket(false, false, Optional.empty());
    }

    private int port() {
        return listeners.open().getFirst().address().getPort();
    }

    /** Collects what comes. */
    private static final class Ear implements WebSocket.Listener {
        private final Queue<Byte> heard = new ConcurrentLinkedQueue<>();
        private volatile int status;

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            while (data.hasRemaining()) {
                heard.add(data.get());
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            status = code;
            return null;
        }
    }

    private WebSocket connect(WebSocket.Listener ear, String path, String... subprotocols) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        if (subprotocols.length > 0) {
            builder.subprotocols(
                    subprotocols[0],
                    List.of(subprotocols).subList(1, subprotocols.length).toArray(String[]::new));
        }
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + port() + path), ear)
                .join();
    }

    @Spec({"MQTT-6.0.0-2", "3.1.1:MQTT-6.0.0-2"})
    @ParameterizedTest
    @CsvSource({"nio,false", "nio,true", "epoll,false", "epoll,true"})
    void bytesGoBothWaysWhateverFramesTheyAreIn(String transport, boolean compress) throws Exception {
        open(transport, websocket(compress, false, Optional.empty()));
        Ear ear = new Ear();
        WebSocket socket = connect(ear, "/mqtt", "mqtt");

        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2}), false).join();
        socket.sendBinary(ByteBuffer.wrap(new byte[] {3}), false).join();
        socket.sendPing(ByteBuffer.wrap(new byte[] {9})).join();
        socket.sendBinary(ByteBuffer.wrap(new byte[] {4}), true).join();
        socket.sendBinary(ByteBuffer.wrap(new byte[] {5}), true).join();

        await().untilAsserted(
                        () -> assertThat(ear.heard).containsExactly((byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5));
        assertThat(socket.getSubprotocol()).isEqualTo("mqtt");
        socket.abort();
        await().until(() -> listeners.open().getFirst().connections().get() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void theEndIsToldByACloseFrame(String transport) throws Exception {
        open(transport, standard());
        Ear ear = new Ear();
        WebSocket socket = connect(ear, "/mqtt", "mqtt-v5");

        socket.sendBinary(ByteBuffer.wrap(new byte[] {0}), true).join();

        await().until(() -> ear.status == WebSocket.NORMAL_CLOSURE);
        assertThat(ear.heard).containsExactly((byte) 0);
    }

    @Spec({"MQTT-6.0.0-4", "3.1.1:MQTT-6.0.0-4"})
    @Test
    void theFirstSubprotocolOfTheClientThatIsKnownIsTaken() throws Exception {
        open("nio", standard());

        assertThat(connect(new Ear(), "/mqtt", "chat", "mqttv3.1", "mqtt").getSubprotocol())
                .isEqualTo("mqttv3.1");
    }

    @ParameterizedTest
    @CsvSource({"/other,mqtt,404", "/mqtt,chat,400", "/mqtt,,400"})
    void whatDoesNotFitIsAnsweredWithItsStatus(String path, @Nullable String subprotocol, int status) throws Exception {
        open("nio", standard());
        String[] subprotocols = subprotocol == null ? new String[0] : new String[] {subprotocol};

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> connect(new Ear(), path, subprotocols))
                .havingCause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                refused.getResponse().statusCode())
                        .isEqualTo(status));
        assertThat(addresses).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https://good.example,101", "https://bad.example,403", ",403"})
    void pagesOfOtherOriginsMayNotConnect(@Nullable String origin, int status) throws Exception {
        open("nio", websocket(false, true, Optional.empty()));

        assertThat(answer(origin == null ? "" : "Origin: " + origin + "\r\n")).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void theAddressThatTheProxyAddedLastIsTheClients() throws Exception {
        open("nio", websocket(false, false, Optional.of("x-forwarded-for")));

        assertThat(answer("X-Forwarded-For: 198.51.100.1, 203.0.113.7\r\n")).startsWith("HTTP/1.1 101");

        await().untilAsserted(() -> assertThat(addresses)
                .extracting(address -> address.getAddress().getHostAddress())
                .containsExactly("203.0.113.7"));
    }

    @Test
    void aForwardedAddressIsNotBelievedUnlessItIsAskedFor() throws Exception {
        open("nio", standard());

        assertThat(answer("X-Forwarded-For: 203.0.113.7\r\n")).startsWith("HTTP/1.1 101");

        await().untilAsserted(() -> assertThat(addresses)
                .extracting(address -> address.getAddress().getHostAddress())
                .containsExactly("127.0.0.1"));
    }

    @Spec({"MQTT-6.0.0-1", "3.1.1:MQTT-6.0.0-1"})
    @Test
    void aTextFrameEndsTheConnection() throws Exception {
        open("nio", standard());
        Ear ear = new Ear();

        connect(ear, "/mqtt", "mqtt").sendText("hello", true).join();

        int cannotAccept = 1003;
        await().until(() -> ear.status == cannotAccept);
        await().until(() -> listeners.open().getFirst().connections().get() == 0);
    }

    @Test
    void aFrameBeyondTheLimitEndsTheConnection() throws Exception {
        open("nio", standard());
        Ear ear = new Ear();

        connect(ear, "/mqtt", "mqtt").sendBinary(ByteBuffer.allocate(100_001), true);

        await().until(() -> listeners.open().getFirst().connections().get() == 0);
        assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(IOException.class));
    }

    @Test
    void whoDoesNotAskInTimeIsClosed() throws Exception {
        open(
                "nio",
                new WebsocketSettings(
                        "/mqtt",
                        List.of("mqtt"),
                        true,
                        false,
                        new Bytes(1000),
                        false,
                        true,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMillis(100)));

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /mqtt HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** The first line of what is answered to a request with further headers. */
    private String answer(String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /mqtt?x=1 HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\n"
                                    + "Upgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: mqtt\r\n"
                                    + headers + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
                line.append((char) octet);
            }
            return line.toString();
        }
    }
}
