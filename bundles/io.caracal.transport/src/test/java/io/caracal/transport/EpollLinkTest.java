package io.caracal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caracal.core.Link;
import io.caracal.core.LinkReceiver;
import io.caracal.transport.Acceptor.Entrance;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.EventExecutor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpollLinkTest implements Acceptor.Gate {
    private static final int MEBIBYTES_8 = 8 * 1024 * 1024;

    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private final AtomicInteger here = new AtomicInteger();
    private EventLoopGroup group;
    private EpollAcceptor acceptor;

    /** What one link told, and a way to ask it on its loop. */
    private static final class Peer implements LinkReceiver {
        private final StringBuffer received = new StringBuffer();
        private final Queue<ByteBuf> kept = new ConcurrentLinkedQueue<>();
        private final Queue<Boolean> writability = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final AtomicInteger closings = new AtomicInteger();
        private final BlockingQueue<Peer> opened;
        private volatile @Nullable Link link;
        private volatile boolean keep;
        private volatile boolean throwing;
        private volatile Runnable onReceived = () -> {};

        Peer(BlockingQueue<Peer> opened) {
            this.opened = opened;
        }

        private Link link() {
            Link current = link;
            assertThat(current).isNotNull();
            return current;
        }

        <T> T ask(Callable<T> question) throws Exception {
            return link().eventLoop().submit(question).get(10, TimeUnit.SECONDS);
        }

        void tell(Runnable order) throws Exception {
            link().eventLoop().submit(order).get(10, TimeUnit.SECONDS);
        }

        @Override
        public void opened(Link mine) {
            link = mine;
            opened.add(this);
        }

        @Override
        public void received(ByteBuf bytes) {
            if (throwing) {
                throw new IllegalStateException("on purpose");
            }
            if (keep) {
                kept.add(bytes.retainedDuplicate());
            }
            received.append(bytes.toString(StandardCharsets.US_ASCII));
            onReceived.run();
        }

        @Override
        public void writabilityChanged() {
            writability.add(link().writable());
        }

        @Override
        public void failed(Throwable cause) {
            failures.add(cause);
            link().eventLoop().execute(link()::close);
        }

        @Override
        public void closed() {
            closings.incrementAndGet();
        }
    }

    @Override
    public Entrance enter(Supplier<InetSocketAddress> from) {
        here.incrementAndGet();
        return new Entrance.Direct(new Peer(peers));
    }

    @Override
    public void left() {
        here.decrementAndGet();
    }

    @BeforeEach
    void listen() throws IOException {
        Assumptions.assumeTrue(Epoll.isAvailable(), "epoll is not available here");
        group = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
        acceptor = listenOn(new InetSocketAddress("127.0.0.1", 0));
    }

    private EpollAcceptor listenOn(InetSocketAddress address) throws IOException {
        EpollAcceptor made =
                new EpollAcceptor(group, new LoopBuffers.All(group), address, 128, TcpOptions.standard(), false, this);
        made.start();
        return made;
    }

    @AfterEach
    void stop() {
        if (group != null) {
            acceptor.close();
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private java.net.Socket connect() throws IOException {
        java.net.Socket client = new java.net.Socket();
        client.setReceiveBufferSize(64 * 1024);
        client.setSoTimeout(10_000);
        client.connect(acceptor.address());
        return client;
    }

    private Peer peer() throws InterruptedException {
        Peer peer = peers.poll(10, TimeUnit.SECONDS);
        assertThat(peer).isNotNull();
        return peer;
    }

    private static void send(java.net.Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void bytesGoBothWaysAndTheClosingIsToldOnce() throws Exception {
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            send(client, "hello");
            await().until(() -> peer.received.toString().equals("hello"));
            peer.tell(() -> {
                peer.link().write(bytes("good "));
                peer.link().write(Unpooled.copiedBuffer("morning", StandardCharsets.US_ASCII));
                peer.link().flush();
            });
            assertThat(client.getInputStream().readNBytes(12))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("good morning");
            assertThat(peer.link().remoteAddress()).isEqualTo(client.getLocalSocketAddress());
            assertThat(peer.link().localPort()).isEqualTo(client.getPort());
            client.close();
            await().until(() -> peer.closings.get() == 1);
            peer.tell(peer.link()::close);
            assertThat(peer.closings).hasValue(1);
            assertThat(peer.failures).isEmpty();
            assertThat(here).hasValue(0);
        }
    }

    @Test
    void aClientByIpv6HasItsAddress() throws Exception {
        acceptor.close();
        acceptor = listenOn(new InetSocketAddress(InetAddress.getByName("::1"), 0));
        try (java.net.Socket client = connect()) {
            assertThat(peer().link().remoteAddress()).isEqualTo(client.getLocalSocketAddress());
        }
    }

    @Test
    void whatTheSystemDoesNotTakeWaitsInOrderAndIsSaid() throws Exception {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            List<ByteBuf> written = new ArrayList<>();
            peer.tell(() -> {
                for (int i = 0; expected.size() < MEBIBYTES_8; i++) {
                    ByteBuf next = bytes(("line " + i + "\n").repeat(1 + i % 300));
                    expected.writeBytes(ByteBufUtil.getBytes(next));
                    written.add(next);
                    peer.link().write(next);
                    if (i % 7 == 0) {
                        peer.link().flush();
                    }
                }
                peer.link().flush();
            });
            assertThat(peer.writability).containsExactly(false);
            assertThat(client.getInputStream().readNBytes(expected.size())).isEqualTo(expected.toByteArray());
            await().untilAsserted(() -> assertThat(peer.writability).containsExactly(false, true));
            assertThat(written).allMatch(each -> each.refCnt() == 0);
        }
    }

    @Test
    void aClientThatLeavesWithMuchToReadLeavesNothingBehind() throws Exception {
        List<ByteBuf> written = new ArrayList<>();
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            peer.tell(() -> {
                for (int i = 0; i < 64; i++) {
                    ByteBuf next = Unpooled.directBuffer().writeZero(256 * 1024);
                    written.add(next);
                    peer.link().write(next);
                }
                peer.link().flush();
            });
            client.setSoLinger(true, 0);
            client.close();
            await().until(() -> peer.closings.get() == 1);
            assertThat(peer.ask(() -> peer.link().writable())).isFalse();
            ByteBuf late = bytes("late");
            peer.tell(() -> {
                peer.link().write(late);
                peer.link().flush();
                peer.link().endOutput();
            });
            written.add(late);
        }
        assertThat(written).allMatch(each -> each.refCnt() == 0);
    }

    @Test
    void nothingIsReadWhileNothingIsWantedAndNothingIsLost() throws Exception {
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            peer.tell(() -> peer.link().reading(false));
            send(client, "one ");
            send(client, "two");
            client.close();
            // Twice round the loop: whatever is to be reported has been.
            peer.tell(() -> {});
            TimeUnit.MILLISECONDS.sleep(50);
            peer.tell(() -> {});
            assertThat(peer.received).isEmpty();
            assertThat(peer.closings).hasValue(0);
            peer.tell(() -> peer.link().reading(true));
            await().until(() -> peer.closings.get() == 1);
            assertThat(peer.received).hasToString("one two");
        }
    }

    @Test
    void aClientThatBreaksOffIsNoticedEvenIfNothingIsRead() throws Exception {
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            peer.tell(() -> peer.link().reading(false));
            send(client, "unread");
            client.setSoLinger(true, 0);
            client.close();
            await().until(() -> peer.closings.get() == 1);
            assertThat(peer.received).isEmpty();
        }
    }

    @Test
    void theEndOfOutputFollowsWhatWaitsAndTheClientMayStillSpeak() throws Exception {
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            peer.tell(() -> {
                peer.link().write(Unpooled.directBuffer().writeZero(MEBIBYTES_8));
                peer.link().flush();
                peer.link().endOutput();
            });
            assertThat(client.getInputStream().readAllBytes()).hasSize(MEBIBYTES_8);
            send(client, "last words");
            await().until(() -> peer.received.toString().equals("last words"));
        }
    }

    @Test
    void theEndOfOutputToAClientThatBrokeOffIsAFailureOfTheConnectionOnly() throws Exception {
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            peer.ask(() -> {
                client.setSoLinger(true, 0);
                client.close();
                peer.link().endOutput();
                return true;
            });
            await().until(() -> peer.closings.get() == 1);
            assertThat(peer.failures).allMatch(IOException.class::isInstance);
        }
    }

    @Test
    void aLinkGoesOnOnTheLoopThatItWasMovedTo() throws Exception {
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            EventLoop before = peer.link().eventLoop();
            EventLoop other = other(before);
            BlockingQueue<EventLoop> moved = new LinkedBlockingQueue<>();
            peer.tell(() -> {
                peer.link().write(Unpooled.directBuffer().writeZero(MEBIBYTES_8));
                peer.link().flush();
                peer.link().moveTo(other, failure -> {
                    assertThat(failure).isNull();
                    assertThat(other.inEventLoop()).isTrue();
                    moved.add(peer.link().eventLoop());
                });
            });
            assertThat(moved.poll(10, TimeUnit.SECONDS))
                    .isSameAs(other)
                    .isSameAs(peer.link().eventLoop());
            send(client, "still here");
            await().until(() -> peer.received.toString().equals("still here"));
            peer.tell(peer.link()::endOutput);
            assertThat(client.getInputStream().readAllBytes()).hasSize(MEBIBYTES_8);
        }
    }

    @Test
    void aLinkLeavesItsLoopOnlyWhenTheReceiverHasReturned() throws Exception {
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            EventLoop other = other(peer.link().eventLoop());
            AtomicBoolean moved = new AtomicBoolean();
            BlockingQueue<Boolean> movedTooEarly = new LinkedBlockingQueue<>();
            peer.onReceived = () -> {
                peer.link().moveTo(other, failure -> moved.set(true));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                movedTooEarly.add(moved.get());
            };
            send(client, "x");
            assertThat(movedTooEarly.poll(10, TimeUnit.SECONDS)).isFalse();
            await().untilTrue(moved);
        }
    }

    private EventLoop other(EventLoop one) {
        for (EventExecutor each : group) {
            if (each != one) {
                return (EventLoop) each;
            }
        }
        throw new AssertionError("there is only one loop");
    }

    @Test
    void whoeverKeepsWhatCameKeepsIt() throws Exception {
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            peer.keep = true;
            send(client, "first");
            await().until(() -> peer.kept.size() == 1);
            send(client, "other");
            await().until(() -> peer.kept.size() == 2);
            assertThat(peer.kept)
                    .extracting(kept -> kept.toString(StandardCharsets.US_ASCII))
                    .containsExactly("first", "other");
            peer.kept.forEach(ByteBuf::release);
            assertThat(peer.kept).allMatch(kept -> kept.refCnt() == 0);
        }
    }

    @Test
    void aReceiverThatFailsIsToldAndHarmsNobodyElse() throws Exception {
        try (java.net.Socket one = connect();
                java.net.Socket two = connect()) {
            Peer first = peer();
            Peer second = peer();
            boolean inOrder = first.link().remoteAddress().equals(one.getLocalSocketAddress());
            Peer failing = inOrder ? first : second;
            Peer other = inOrder ? second : first;
            failing.throwing = true;
            send(one, "x");
            await().until(() -> failing.closings.get() == 1);
            assertThat(failing.failures).singleElement().isInstanceOf(IllegalStateException.class);
            send(two, "y");
            await().until(() -> other.received.toString().equals("y"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void acceptedSocketsSendWithoutDelayBecauseTheListeningOneDoes(String host) throws Exception {
        Socket listening = Socket.newSocketStream();
        try {
            listening.setTcpNoDelay(true);
            listening.bind(new InetSocketAddress(host, 0));
            listening.listen(1);
            try (java.net.Socket client = new java.net.Socket()) {
                client.connect(listening.localAddress());
                Socket accepted = new Socket(listening.accept(new byte[25]));
                assertThat(accepted.isTcpNoDelay()).isTrue();
                accepted.close();
            }
        } finally {
            listening.close();
        }
    }

    @Test
    void aClosedAcceptorRefusesAndItsConnectionsStay() throws Exception {
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            InetSocketAddress address = acceptor.address();
            acceptor.close();
            assertThat(acceptor.isOpen()).isFalse();
            assertThatThrownBy(() -> new java.net.Socket(address.getAddress(), address.getPort()))
                    .isInstanceOf(SocketException.class);
            send(client, "here");
            await().until(() -> peer.received.toString().equals("here"));
        }
    }

    @Test
    void theEndOfTheLoopsClosesEveryLink() throws Exception {
        try (java.net.Socket client = connect()) {
            Peer peer = peer();
            // Without a quiet period Netty may end a loop before it has looked at what is registered.
            group.shutdownGracefully(50, 5000, TimeUnit.MILLISECONDS).syncUninterruptibly();
            assertThat(peer.closings).hasValue(1);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}
