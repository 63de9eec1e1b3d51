package io.caracal.core;

import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.auth.AuthorizationChain;
import io.caracal.api.broker.BanCheck;
import io.caracal.api.cluster.ClientRegistry;
import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionStore;
import io.caracal.core.limits.RateLimits;
import io.caracal.core.limits.RateSettings;
import io.caracal.core.limits.ZonesSettings;
import io.caracal.core.routing.RoutingTable;
import io.caracal.core.routing.SharedStrategy;
import io.caracal.mqtt.ReasonCode;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.util.concurrent.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One broker: its loops and what they share. Several may run in one process. */
final class Broker implements Connections, EventLoops, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    /** A connected client that takes nothing for this long does not hold its publishers back any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration STOP_STEP = Duration.ofSeconds(5);
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    /** What the broker works with. */
    record Parts(
            MqttSettings mqtt,
            RetainerSettings retainer,
            NodeSettings node,
            AuthenticationChain authentication,
            AuthorizationChain authorization,
            SessionStore sessions,
            RetainedStore retained,
            ClientRegistry registry,
            BanCheck bans) {}

    private final Parts parts;
    private final RetainedCleaning cleaning;
    private final long patienceMillis;
    private final RoutingTable routing;
    private final NettyEventLoops eventLoops;
    private final List<BrokerLoop> loops = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private volatile MqttSettings mqtt;
    private volatile RetainerSettings retainer;
    private final int incarnation = random.nextInt();
    private final AtomicLong sequence = new AtomicLong();
    private final RateLimits rates = new RateLimits();
    private final BrokerAlarms alarms = new BrokerAlarms();
    private final Overload overload;
    private volatile boolean stopping;
    private AuthorizationChain.@Nullable Registration rightsWatch;

    Broker(Parts parts) {
        this(parts, PATIENCE, Overload.Gauges.measured());
    }

    /**
     * A broker that has yet to be started.
     *
     * @param patience how long a client that takes nothing may hold its publishers back
     */
    Broker(Parts parts, Duration patience, Overload.Gauges gauges) {
        this.parts = parts;
        this.overload = new Overload(this, alarms, gauges);
        this.mqtt = parts.mqtt;
        this.retainer = parts.retainer;
        this.patienceMillis = patience.toMillis();
        this.routing = new RoutingTable(strategy(mqtt));
        this.eventLoops = new NettyEventLoops(parts.node);
        List<EventLoop> all = eventLoops.all();
        for (int i = 0; i < all.size(); i++) {
            loops.add(new BrokerLoop(this, all.get(i), i, all.size()));
        }
        this.cleaning = new RetainedCleaning(parts.retained, all.getFirst());
    }

    /** Reads back what the stores hold and starts the timers; connections may come afterwards. */
    void start() {
        Recovery recovery = new Recovery(this, System.currentTimeMillis());
        parts.sessions.recover(recovery).toCompletableFuture().join();
        recovery.await(loops);
        // Only now: before, nothing may expire, since the store takes no change while it is read; and a will would miss
        // the sessions that another loop has
        // still to restore.
        for (BrokerLoop loop : loops) {
            loop.eventLoop.submit(loop::start).syncUninterruptibly();
        }
        cleaning.every(retainer.msgClearInterval());
        rightsWatch = parts.authorization.onChange(this::rightsChanged);
    }

    @Override
    public LinkReceiver receiver(ListenerInfo listener) {
        return new Connection(this, listener);
    }

    @Override
    public void limits(ListenerInfo listener, RateSettings limits) {
        if (rates.listener(listener.id(), limits)) {
            ratesChanged(listener.id());
        }
    }

    @Override
    public long connectionDelay(ListenerInfo listener) {
        return rates.connectionDelay(listener.id(), listener.zone());
    }

    @Override
    public void connectionTaken(ListenerInfo listener) {
        rates.connectionTaken(listener.id(), listener.zone());
    }

    private void ratesChanged(@Nullable String listener) {
        loops.forEach(loop -> loop.eventLoop.execute(() -> loop.ratesChanged(listener)));
    }

    RateLimits rates() {
        return rates;
    }

    BrokerAlarms alarms() {
        return alarms;
    }

    Overload overload() {
        return overload;
    }

    MqttSettings mqtt() {
        return mqtt;
    }

    RetainerSettings retainer() {
        return retainer;
    }

    private static SharedStrategy strategy(MqttSettings settings) {
        return SharedStrategy.valueOf(settings.sharedSubscriptionStrategy().name());
    }

    /** From now on; connections that are there keep what they were told. From any thread. */
    void follow(MqttSettings changed) {
        mqtt = changed;
        routing.strategy(strategy(changed));
    }

    /** From now on; what is retained already stays. From any thread. */
    void follow(RetainerSettings changed) {
        retainer = changed;
        cleaning.every(changed.msgClearInterval());
    }

    /** At once, also for connections that are there. From any thread. */
    void follow(ZonesSettings changed) {
        rates.zones(changed);
        ratesChanged(null);
    }

    /** At once. From any thread. */
    void follow(OverloadSettings changed) {
        overload.follow(changed);
    }

    RoutingTable routing() {
        return routing;
    }

    AuthenticationChain authentication() {
        return parts.authentication;
    }

    AuthorizationChain authorization() {
        return parts.authorization;
    }

    /** What clients may do has changed; any thread. */
    private void rightsChanged() {
        if (parts.authorization.rechecks()) {
            loops.forEach(loop -> loop.rightsSweep.begin());
        }
    }

    /** A number for a delivery that the store keeps, above all before; any thread. */
    long nextSequence() {
        return sequence.incrementAndGet();
    }

    /** The store has a delivery with this number from an earlier start; any thread. */
    void recovered(long number) {
        sequence.accumulateAndGet(number, Math::max);
    }

    SessionStore sessionStore() {
        return parts.sessions;
    }

    RetainedStore retainedStore() {
        return parts.retained;
    }

    ClientRegistry registry() {
        return parts.registry;
    }

    /** How long a connected client that takes nothing may hold its publishers back. */
    long patienceMillis() {
        return patienceMillis;
    }

    boolean stopping() {
        return stopping;
    }

    /** Tells this start of the broker from others. */
    int incarnation() {
        return incarnation;
    }

    /** The name of the node; there is one only, as long as there is no cluster. */
    String nodeName() {
        return "caracal@127.0.0.1";
    }

    /** Sessions, with a connection or without; any thread. */
    long sessions() {
        return loops.stream().mapToLong(loop -> loop.counters.sessions()).sum();
    }

    /** Clients that are connected; any thread. */
    long connected() {
        return loops.stream().mapToLong(loop -> loop.counters.connected()).sum();
    }

    BanCheck bans() {
        return parts.bans;
    }

    List<BrokerLoop> loops() {
        return loops;
    }

    BrokerLoop loop(int index) {
        return loops.get(index);
    }

    BrokerLoop loopOf(EventLoop eventLoop) {
        for (BrokerLoop loop : loops) {
            if (loop.eventLoop == eventLoop) {
                return loop;
            }
        }
        throw new IllegalArgumentException("a channel of another broker's event loop");
    }

    /** The loop that owns the session of a client, always the same one. */
    BrokerLoop ownerOf(String clientId) {
        int hash = clientId.hashCode() * 0x9E3779B9;
        return loops.get((int) ((hash & 0xFFFF_FFFFL) * loops.size() >>> 32));
    }

    /** A client identifier that nobody has, owned by the loop that the client is on already. */
    String assignClientId(BrokerLoop loop) {
        byte[] bytes = new byte[12];
        String clientId;
        do {
            random.nextBytes(bytes);
            clientId = "caracal-" + HexFormat.of().formatHex(bytes);
        } while (ownerOf(clientId) != loop);
        return clientId;
    }

    /** Keeps a message with the RETAIN flag, or forgets its topic's if it has no payload [MQTT-3.3.1-5, MQTT-3.3.1-6]. */
    CompletionStage<?> retain(Message message) {
        if (message.payload().length == 0) {
            return parts.retained.remove(message.topicName());
        }
        if (message.payload().length > retainer.maxPayloadSize().value()) {
            LOG.warn(
                    "topic={} publisher={} not retained: {} bytes, at most {} are kept (retainer.max_payload_size)",
                    message.topicName(),
                    message.publisher(),
                    message.payload().length,
                    retainer.maxPayloadSize().value());
            return DONE;
        }
        long limit = retainer.maxRetainedMessages();
        CompletionStage<Boolean> kept = parts.retained.put(expiring(message), limit);
        if (kept instanceof CompletableFuture<Boolean> future
                && future.isDone()
                && !future.isCompletedExceptionally()) {
            warnIfRefused(message, future.join());
            return DONE;
        }
        if (limit > 0) {
            kept.thenAccept(done -> warnIfRefused(message, done));
        }
        return kept; // itself: what becomes durable together is waited for together
    }

    private void warnIfRefused(Message message, boolean kept) {
        if (!kept) {
            LOG.warn(
                    "topic={} publisher={} not retained: there are {} retained messages already (retainer.max_retained_messages)",
                    message.topicName(),
                    message.publisher(),
                    retainer.maxRetainedMessages());
        }
    }

    private Message expiring(Message message) {
        Duration interval = retainer.msgExpiryInterval().orElse(null);
        if (interval == null || message.expiresAt() != Message.NEVER) {
            return message;
        }
        return new Message(
                message.topic(),
                message.payload(),
                message.properties(),
                message.qos(),
                true,
                message.publishedAt(),
                message.publishedAt() + interval.toMillis(),
                message.publisher());
    }

    @Override
    public EventLoopGroup group() {
        return eventLoops.group();
    }

    @Override
    public Class<? extends ServerChannel> serverChannel() {
        return eventLoops.serverChannel();
    }

    @Override
    public String transport() {
        return eventLoops.transport();
    }

    /**
     * Stops: first the Will Messages of everybody who is connected go out, so that those who are still there get them, then
     * everybody is sent away with 0x8B, then the loops end.
     */
    @Override
    public void close() {
        stopping = true;
        if (rightsWatch != null) {
            rightsWatch.close();
        }
        onEveryLoop(loop -> loop.background.close());
        onEveryLoop(loop -> loop.connected().forEach(Session::publishWillAtShutdown));
        // Once more through each loop, so that what the wills left for other loops has arrived.
        onEveryLoop(ignored -> {});
        onEveryLoop(loop -> loop.connected().forEach(session -> {
            Connection connection = session.connection();
            if (connection != null) {
                connection.leave(ReasonCode.SERVER_SHUTTING_DOWN, "the broker is stopping");
            }
        }));
        // The loops may end without closing what is registered with them, if they are told to end while they are at
        // work.
        onEveryLoop(BrokerLoop::closeConnections);
        onEveryLoop(loop -> loop.outgoing.clear());
        eventLoops.close();
    }

    private void onEveryLoop(Consumer<BrokerLoop> action) {
        List<Future<?>> all = new ArrayList<>();
        for (BrokerLoop loop : loops) {
            all.add(loop.eventLoop.submit(() -> action.accept(loop)));
        }
        for (Future<?> each : all) {
            if (!each.awaitUninterruptibly(STOP_STEP.toMillis())) {
                LOG.warn(
                        "an event loop is busy for more than {} s; stopping goes on without it", STOP_STEP.toSeconds());
            } else if (each.cause() != null) {
                LOG.error("an event loop failed while the broker was stopping", each.cause());
            }
        }
    }

    /** How many messages were dropped because a queue was full. */
    long dropped() {
        return loops.stream()
                .mapToLong(loop -> loop.counters.get(Counter.DROPPED_QUEUE_FULL))
                .sum();
    }
}
