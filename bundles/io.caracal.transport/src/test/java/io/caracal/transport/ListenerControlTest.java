package io.caracal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.caracal.api.broker.ListenerStatus;
import io.caracal.api.broker.OperationFailedException;
import io.caracal.core.Connections;
import io.caracal.core.EventLoops;
import io.caracal.core.LinkReceiver;
import io.caracal.core.ListenerInfo;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator sees of listeners and does to them. */
class ListenerControlTest implements EventLoops, Connections {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Listeners listeners = new Listeners(new Opening(this, this, TestSettings.TLS), _ -> {});
    private final ListenerControl control = new ListenerControl(listeners, () -> false);

    @Override
    public EventLoopGroup group() {
        return group;
    }

    @Override
    public Class<? extends ServerChannel> serverChannel() {
        return NioServerSocketChannel.class;
    }

    @Override
    public String transport() {
        return "nio";
    }

    @Override
    public LinkReceiver receiver(ListenerInfo listener) {
        return new SilentReceiver();
    }

    private static TcpListenerSettings settings(boolean enable, int port) {
        return TestSettings.tcp(enable, "127.0.0.1:" + port, 7);
    }

    private void configure(Map<String, TcpListenerSettings> tcp) throws ListenerException {
        listeners.prepare(TestSettings.listeners(tcp), false).commit();
    }

    @BeforeEach
    void open() throws ListenerException {
        configure(Map.of("on", settings(true, 0), "off", settings(false, 0)));
    }

    @AfterEach
    void stop() {
        listeners.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static ListenerStatus get(CompletionStage<Optional<ListenerStatus>> stage) {
        return stage.toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join()
                .orElseThrow();
    }

    private Socket connect(String id) throws IOException {
        InetSocketAddress address = control.get(id).orElseThrow().address().orElseThrow();
        return new Socket(address.getAddress(), address.getPort());
    }

    @Test
    void allListenersAreListedWithWhatTheyDo() throws Exception {
        try (Socket ignored = connect("tcp:on")) {
            await().untilAsserted(() -> assertThat(control.list())
                    .extracting(
                            ListenerStatus::id,
                            ListenerStatus::enabled,
                            ListenerStatus::running,
                            ListenerStatus::connections,
                            ListenerStatus::maxConnections)
                    .containsExactly(tuple("tcp:off", false, false, 0, 7), tuple("tcp:on", true, true, 1, 7)));
        }
    }

    @Test
    void aStoppedListenerKeepsItsConnectionsAndTheirNumber() throws Exception {
        try (Socket there = connect("tcp:on")) {
            await().until(() -> control.get("tcp:on").orElseThrow().connections() == 1);

            ListenerStatus stopped = get(control.stop("tcp:on"));

            assertThat(stopped).returns(false, ListenerStatus::running).returns(1, ListenerStatus::connections);
            there.getOutputStream().write(1);
            ListenerStatus started = get(control.start("tcp:on"));
            assertThat(started).returns(true, ListenerStatus::running).returns(1, ListenerStatus::connections);
        }
    }

    @Test
    void aListenerThatIsNotEnabledCanBeStarted() throws Exception {
        assertThat(get(control.start("tcp:off")).running()).isTrue();

        connect("tcp:off").close();
    }

    @Test
    void aListenerIsRestarted() throws Exception {
        assertThat(get(control.restart("tcp:on")).running()).isTrue();

        connect("tcp:on").close();
    }

    @Test
    void aStopOutlivesChangesOfOtherListenersOnly() throws Exception {
        get(control.stop("tcp:on"));

        configure(Map.of("on", settings(true, 0), "new", settings(true, 0)));
        assertThat(control.get("tcp:on").orElseThrow().running()).isFalse();

        configure(Map.of("on", TestSettings.tcp(true, "127.0.0.1:0", 8)));
        assertThat(control.get("tcp:on").orElseThrow().running()).isTrue();
    }

    @Test
    void aPortThatIsTakenIsReportedAndNothingChanges() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            configure(Map.of("on", settings(true, 0), "taken", settings(false, taken.getLocalPort())));

            assertThat(control.start("tcp:taken").toCompletableFuture())
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOf(OperationFailedException.class)
                    .withMessageContaining("tcp:taken cannot be opened");

            assertThat(control.get("tcp:taken").orElseThrow().running()).isFalse();
            assertThat(control.get("tcp:on").orElseThrow().running()).isTrue();
        }
    }

    @Test
    void aListenerThatWouldLetInAnybodyIsNotStarted() throws Exception {
        configure(Map.of("world", TestSettings.tcp(false, "0.0.0.0:0", 0)));
        ListenerControl open = new ListenerControl(listeners, () -> true);

        assertThat(open.start("tcp:world").toCompletableFuture())
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .withMessageContaining("would let in anybody");
    }

    @Test
    void aListenerThatIsNotThereIsNotFound() {
        assertThat(control.stop("tcp:none").toCompletableFuture().join()).isEmpty();
        assertThat(control.get("ssl:on")).isEmpty();
    }
}
