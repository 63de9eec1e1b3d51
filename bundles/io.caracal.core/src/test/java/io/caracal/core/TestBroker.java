package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthorizationChain;
import io.caracal.api.broker.BanCheck;
import io.caracal.api.cluster.ClientRegistry;
import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionStore;
import io.caracal.core.NodeSettings.Transport;
import io.caracal.mqtt.Packet;
import io.caracal.store.memory.MemoryRetainedStore;
import io.caracal.store.memory.MemorySessionStore;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A broker in this JVM that listens on a free port of the loopback address. */
final class TestBroker implements AutoCloseable {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    final Broker broker;
    final SessionStore sessions;
    final RetainedStore retained;
    final Administration administration;
    private final Channel listener;
    private final List<RawClient> clients = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** What a broker is made of, each with something that works by itself. */
    static final class Builder {
        private MqttSettings mqtt = Settings.mqtt();
        private RetainerSettings retainer = Settings.retainer();
        private NodeSettings node = Settings.node(3, Transport.AUTO);
        private AuthenticationChain chain = ScriptedChain.none();
        private AuthorizationChain rights = ScriptedAuthorization.open();
        private SessionStore sessions = new MemorySessionStore();
        private RetainedStore retained = new MemoryRetainedStore();
        private Duration patience = Duration.ofSeconds(30);
        private ClientRegistry registry = new LocalClientRegistry();
        private BanCheck bans = new ScriptedBans();
        private ListenerInfo listener = new ListenerInfo("tcp:test");
        private Overload.Gauges gauges = Overload.Gauges.measured();

        Builder mqtt(Object... changes) {
            mqtt = Settings.mqtt(changes);
            return this;
        }

        Builder retainer(Object... changes) {
            retainer = Settings.retainer(changes);
            return this;
        }

        Builder loops(int loops) {
            node = Settings.node(loops, node.transport());
            return this;
        }

        Builder transport(Transport transport) {
            node = Settings.node(node.eventLoops(), transport);
            return this;
        }

        Builder chain(AuthenticationChain authentication) {
            chain = authentication;
            return this;
        }

        Builder rights(AuthorizationChain authorization) {
            rights = authorization;
            return this;
        }

        Builder sessions(SessionStore store) {
            sessions = store;
            return this;
        }

        Builder retained(RetainedStore store) {
            retained = store;
            return this;
        }

        Builder registry(ClientRegistry clients) {
            registry = clients;
            return this;
        }

        Builder bans(BanCheck check) {
            bans = check;
            return this;
        }

        Builder listener(ListenerInfo info) {
            listener = info;
            return this;
        }

        Builder patience(Duration limit) {
            patience = limit;
            return this;
        }

        Builder gauges(Overload.Gauges load) {
            gauges = load;
            return this;
        }

        TestBroker start() {
            return new TestBroker(
                    new Broker(
                            new Broker.Parts(mqtt, retainer, node, chain, rights, sessions, retained, registry, bans),
                            patience,
                            gauges),
                    sessions,
                    retained,
                    listener);
        }
    }

    static Builder with() {
        return new Builder();
    }

    private TestBroker(Broker broker, SessionStore sessions, RetainedStore retained, ListenerInfo info) {
        this.broker = broker;
        this.sessions = sessions;
        this.retained = retained;
        broker.start();
        administration = new Administration(broker, new BrokerNode.Identity("1.2.3", Path.of("home"), Path.of("data")));
        listener = new ServerBootstrap()
                .group(broker.group())
                .channel(broker.serverChannel())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        connections.incrementAndGet();
                        accepted.closeFuture().addListener(closed -> connections.decrementAndGet());
                        accepted.pipeline().addLast(new NettyLink(broker.receiver(info)));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** How many connections there are, with and without a session. */
    int connections() {
        return connections.get();
    }

    // Clients; they are closed with the broker

    /** A connection on which nothing was sent yet. */
    RawClient open(Login login) {
        return keep(new RawClient(port(), login.version()));
    }

    /** A connection of a client for whom the system takes next to nothing while it does not read. */
    RawClient openNarrow(Login login) {
        return keep(new RawClient(port(), login.version(), 4096));
    }

    private RawClient keep(RawClient client) {
        synchronized (clients) {
            clients.add(client);
        }
        return client;
    }

    /** A client whose CONNECT packet is sent and not answered yet. */
    RawClient begin(Login login) {
        return open(login).send(login.packet());
    }

    RawClient connect(String clientId) {
        return connect(Login.as(clientId));
    }

    /** A client that was accepted and found no session. */
    RawClient connect(Login login) {
        RawClient client = begin(login);
        assertThat(client.receive(Packet.ConnAck.class))
                .returns(0, Packet.ConnAck::returnCode)
                .returns(false, Packet.ConnAck::sessionPresent);
        return client;
    }

    /** A client that was accepted and found its session. */
    RawClient resume(Login login) {
        RawClient client = begin(login.resuming());
        assertThat(client.receive(Packet.ConnAck.class))
                .returns(0, Packet.ConnAck::returnCode)
                .returns(true, Packet.ConnAck::sessionPresent);
        return client;
    }

    /** A client identifier whose session belongs to a certain loop. */
    String idOn(int loop, String prefix) {
        for (int i = 0; ; i++) {
            String clientId = prefix + "-" + i;
            if (broker.ownerOf(clientId) == broker.loop(loop)) {
                return clientId;
            }
        }
    }

    // The loops

    /** Asks something on the loop that owns a client's session. */
    <T> T onLoopOf(String clientId, Callable<T> question) {
        return broker.ownerOf(clientId)
                .eventLoop
                .submit(question)
                .syncUninterruptibly()
                .getNow();
    }

    /** What a session sends out, asked on its loop. */
    <T> T deliveries(String clientId, Function<Deliveries, T> question) {
        return onLoopOf(
                clientId,
                () -> question.apply(
                        Objects.requireNonNull(broker.ownerOf(clientId).sessions.get(clientId))
                                .deliveries()));
    }

    boolean hasSession(String clientId) {
        return onLoopOf(clientId, () -> broker.ownerOf(clientId).sessions.containsKey(clientId));
    }

    boolean connected(String clientId) {
        return onLoopOf(clientId, () -> {
            Session session = broker.ownerOf(clientId).sessions.get(clientId);
            return session != null && session.connection() != null;
        });
    }

    /** Whether the session of a client has a subscription. */
    boolean subscribed(String clientId) {
        return onLoopOf(clientId, () -> {
            Session session = broker.ownerOf(clientId).sessions.get(clientId);
            return session != null && !session.subscriptions().isEmpty();
        });
    }

    /** The loop that the channel of a connected client is on. */
    EventLoop channelLoopOf(String clientId) {
        return onLoopOf(clientId, () -> {
            Session session = broker.ownerOf(clientId).sessions.get(clientId);
            Connection connection = session == null ? null : session.connection();
            if (connection == null) {
                throw new AssertionError(clientId + " is not connected");
            }
            return connection.link().eventLoop();
        });
    }

    /** Lets every loop read what has come and do what it has to do. */
    void turn() {
        for (BrokerLoop loop : broker.loops()) {
            loop.eventLoop.submit(() -> {}).syncUninterruptibly();
        }
    }

    /** Waits until the timers of a client's loop have gone on for that long. */
    void passTime(String clientId, long millis) throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        BrokerLoop loop = broker.ownerOf(clientId);
        loop.eventLoop.execute(() -> loop.schedule(millis, now -> {
            passed.countDown();
            return 0;
        }));
        passed.await();
    }

    /** Stops a loop until the latch opens, so that a test decides what it finds to do when it goes on. */
    void stall(int loop, CountDownLatch until) throws InterruptedException {
        CountDownLatch stalled = new CountDownLatch(1);
        broker.loop(loop).eventLoop.execute(() -> {
            stalled.countDown();
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stalled.await();
    }

    /** Stops the broker, once; clients can still read what it sent. */
    void stop() {
        if (!broker.stopping()) {
            listener.close().syncUninterruptibly();
            administration.close();
            broker.close();
        }
    }

    /** Runs what blocks, beside the test. */
    static CompletableFuture<Void> beside(Runnable action) {
        return CompletableFuture.runAsync(action, Thread::startVirtualThread);
    }

    @Override
    public void close() {
        stop();
        synchronized (clients) {
            clients.forEach(RawClient::close);
        }
    }
}
