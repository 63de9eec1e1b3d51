package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionStore.Origin;
import io.caracal.api.store.StoredDelivery;
import io.caracal.core.TimerWheel.Timeout;
import io.caracal.core.routing.Route;
import io.caracal.core.routing.RouteCache;
import io.caracal.core.routing.SharedGroup;
import io.caracal.core.routing.Target;
import io.caracal.mqtt.PublishView;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that one event loop owns: its sessions, its view of the routes, the message it is distributing, the connections to
 * be flushed when this turn of the loop ends, and what is to be handed over to other loops then. Touched on that loop only.
 */
final class BrokerLoop {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerLoop.class);
    private static final int ROUTES = 64 * 1024;

    final Broker broker;
    final EventLoop eventLoop;
    final RouteCache routes;
    final PublishView view = new PublishView();
    final Outgoing outgoing = new Outgoing(PooledByteBufAllocator.DEFAULT);
    final LoopCounters counters = new LoopCounters();
    final Background background;
    final Commits commits;
    final StoreWriter store = new StoreWriter(this);
    final Endings endings = new Endings(this);
    final BanSweep banSweep = new BanSweep(this);
    final RightsSweep rightsSweep = new RightsSweep(this);
    final LoopLoad load = new LoopLoad(this);

    /** By client identifier; {@link #add} and {@link #remove} change it. */
    final Map<String, Session> sessions = new HashMap<>();

    /** The same sessions in the order in which they began. */
    final Roster<Session> roster = new Roster<>();

    private long lastSerial;

    /** Everybody who is there, accepted or not; two references each. */
    private final Set<Connection> connections = Collections.newSetFromMap(new IdentityHashMap<>());

    private final TimerWheel wheel = new TimerWheel(monotonicMillis());
    private final int index;
    private final List<List<RemoteDelivery>> outboxes = new ArrayList<>();
    private ArrayList<PacketWriter> dirty = new ArrayList<>();
    private ArrayList<PacketWriter> flushing = new ArrayList<>();
    private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();
    private boolean endOfTurn;
    private @Nullable PendingAck ack;
    private int distributed;

    BrokerLoop(Broker broker, EventLoop eventLoop, int index, int loops) {
        this.broker = broker;
        this.eventLoop = eventLoop;
        this.index = index;
        this.background = new Background(eventLoop);
        this.commits = new Commits(eventLoop, outgoing::clear);
        this.routes = new RouteCache(broker.routing(), ROUTES);
        for (int i = 0; i < loops; i++) {
            outboxes.add(new ArrayList<>(0));
        }
    }

    /** A delivery on its way to the loop that owns its session. */
    private record RemoteDelivery(
            Session session,
            Message message,
            int qos,
            boolean retain,
            int[] identifiers,
            @Nullable SharedGroup group,
            long number,
            @Nullable PendingAck ack) {}

    static long monotonicMillis() {
        return System.nanoTime() / 1_000_000;
    }

    void start() {
        eventLoop.scheduleWithFixedDelay(
                this::tick, TimerWheel.TICK_MILLIS, TimerWheel.TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = monotonicMillis();
        wheel.advance(now);
        load.tick(now);
    }

    /** Monotonic milliseconds, as exact as the timers are. */
    long now() {
        return wheel.now();
    }

    Timeout schedule(long delayMillis, TimerWheel.Handler handler) {
        return wheel.schedule(monotonicMillis() + delayMillis, handler);
    }

    // Sessions

    /** A number for a session that begins on this loop. */
    long nextSerial() {
        return ++lastSerial;
    }

    void add(Session session) {
        sessions.put(session.clientId(), session);
        roster.add(session);
        counters.sessions(roster.size());
    }

    /** Forgets a session, once. */
    void remove(Session session) {
        if (sessions.remove(session.clientId(), session)) {
            roster.remove(session);
            counters.sessions(roster.size());
        }
    }

    int index() {
        return index;
    }

    // Connections

    void joined(Connection connection) {
        connections.add(connection);
    }

    void left(Connection connection) {
        connections.remove(connection);
        load.left(connection);
    }

    /** The limits of a listener have changed; of all, if none is named. */
    void ratesChanged(@Nullable String listener) {
        for (Connection each : List.copyOf(connections)) {
            if (listener == null || each.listener.id().equals(listener)) {
                each.ratesChanged();
            }
        }
    }

    /** Those who came by a listener. */
    ArrayDeque<Connection> connectionsBy(String listener) {
        ArrayDeque<Connection> found = new ArrayDeque<>();
        for (Connection connection : connections) {
            if (connection.listener.id().equals(listener)) {
                found.add(connection);
            }
        }
        return found;
    }

    void closeConnections() {
        List.copyOf(connections).forEach(Connection::close);
    }

    // The end of a turn

    /** A connection has bytes to write; they go out together when everything that was readable has been read. */
    void flushLater(PacketWriter writer) {
        dirty.add(writer);
        runAtEndOfTurn();
    }

    /**
     * Runs an action when this turn of the loop ends. For whatever an event brings about that may come in the midst of a
     * distribution (a socket that becomes writable or breaks while it is written to): it must not begin another one there.
     */
    void atEndOfTurn(Runnable action) {
        deferred.add(action);
        runAtEndOfTurn();
    }

    private void runAtEndOfTurn() {
        if (!endOfTurn) {
            endOfTurn = true;
            eventLoop.execute(this::endTurn);
        }
    }

    private void endTurn() {
        endOfTurn = false;
        // What these actions defer in turn waits for the next turn.
        for (int i = deferred.size(); i > 0; i--) {
            runGuarded(deferred.remove());
        }
        handOver();
        ArrayList<PacketWriter> now = dirty;
        dirty = flushing;
        flushing = now;
        for (int i = 0; i < now.size(); i++) {
            now.get(i).flush();
        }
        now.clear();
    }

    /** One action that fails must not keep the others from their turn. */
    private static void runGuarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("an action at the end of a turn of the event loop failed", e);
        }
    }

    private void handOver() {
        for (int i = 0; i < outboxes.size(); i++) {
            List<RemoteDelivery> batch = outboxes.get(i);
            if (!batch.isEmpty()) {
                outboxes.set(i, new ArrayList<>(batch.size()));
                BrokerLoop target = broker.loop(i);
                target.eventLoop.execute(() -> target.take(batch));
            }
        }
    }

    private void take(List<RemoteDelivery> batch) {
        for (int i = 0; i < batch.size(); i++) {
            RemoteDelivery delivery = batch.get(i);
            runGuarded(() -> take(delivery));
        }
        outgoing.clear();
    }

    private void take(RemoteDelivery delivery) {
        outgoing.load(delivery.message);
        PendingAck waiting = delivery.ack;
        delivery.session.deliver(
                outgoing,
                delivery.qos,
                delivery.retain,
                delivery.identifiers,
                delivery.group,
                delivery.number,
                waiting == null ? null : () -> waiting);
        ack = null;
        // What was passed on to another session is in the log before it leaves this one; nobody has to wait for that.
        store(null);
        if (waiting != null) {
            waiting.kept();
        }
    }

    // Distribution

    /**
     * Hands {@link #outgoing} to everybody that its topic leads to.
     *
     * @param publisher the publisher's session, for No Local; null if it has none any more
     * @param pending makes the acknowledgement that must wait if something has to become durable first; null with QoS 0
     * @param origin the publisher, if QoS 2 binds it and the store keeps it
     * @return true if there was at least one subscription
     */
    boolean distribute(
            Route route, @Nullable Session publisher, PendingAck.@Nullable Source pending, @Nullable Origin origin) {
        Target[] targets = route.targets();
        SharedGroup[] groups = route.groups();
        boolean retain = outgoing.retain();
        distributed += targets.length + 1;
        for (int i = 0; i < targets.length; i++) {
            Target target = targets[i];
            if (target.destination() == publisher) {
                Target own = broker.mqtt().ignoreLoopDeliver() ? null : target.forPublisher();
                if (own == null) {
                    counters.count(Counter.DROPPED_NO_LOCAL);
                    continue;
                }
                target = own;
            }
            deliver(target, retain && target.retainAsPublished(), null, pending);
        }
        for (int i = 0; i < groups.length; i++) {
            Target target = groups[i].pick(outgoing.publisher(), outgoing.topic(), null);
            if (target != null) {
                deliver(target, retain && target.retainAsPublished(), groups[i], pending);
            }
        }
        CompletionStage<Void> kept = store(origin);
        if (kept != null && pending != null) {
            commits.await(kept, pending(pending));
        }
        return targets.length > 0 || groups.length > 0;
    }

    /** Counts messages and their deliveries, as a measure of work; it overflows. */
    int distributed() {
        return distributed;
    }

    /** Whether {@link #outgoing} would have to be stored for somebody that its topic leads to. */
    boolean storedFor(Route route) {
        for (Target target : route.targets()) {
            if (Math.min(outgoing.qos(), target.qos()) > 0 && ((Session) target.destination()).stored()) {
                return true;
            }
        }
        for (SharedGroup group : route.groups()) {
            if (outgoing.qos() > 0 && group.any(member -> ((Session) member).stored())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Delivers {@link #outgoing} to one session, wherever it is. Its record in the store is written by {@link #store}, also if it is
     * on another loop.
     *
     * @param pending makes the acknowledgement wait if the session's queue is full; null if there is none
     */
    void deliver(Target target, boolean retain, @Nullable SharedGroup group, PendingAck.@Nullable Source pending) {
        Session session = (Session) target.destination();
        int qos = Math.min(outgoing.qos(), target.qos());
        if (session.loop == this) {
            session.deliver(outgoing, qos, retain, target.identifiers(), group, 0, pending);
            return;
        }
        long number = 0;
        if (qos > 0 && session.stored()) {
            number = broker.nextSequence();
            store.add(new StoredDelivery(
                    session.clientId(),
                    number,
                    qos,
                    retain,
                    target.identifiers(),
                    group == null ? null : group.filter(),
                    0));
        }
        PendingAck waiting = qos > 0 && pending != null && session.congested() ? pending(pending) : null;
        outboxes.get(session.loop.index)
                .add(new RemoteDelivery(
                        session, outgoing.message(), qos, retain, target.identifiers(), group, number, waiting));
        runAtEndOfTurn();
    }

    /** The acknowledgement of the message at hand, made to wait for one more thing. */
    PendingAck pending(PendingAck.Source source) {
        PendingAck current = ack;
        if (current == null) {
            current = source.pendingAck();
            ack = current;
        }
        current.await();
        return current;
    }

    /** The acknowledgement that the last distribution left open, once; null if the publisher can be answered at once. */
    @Nullable
    PendingAck takePendingAck() {
        PendingAck current = ack;
        ack = null;
        return current;
    }

    /** Lets the current acknowledgement, if there is one, wait for one more stage; completed stages cost nothing. */
    void await(CompletionStage<?> stage, PendingAck.@Nullable Source source) {
        if (!done(stage)) {
            commits.await(stage, source == null ? Commits.NOBODY : pending(source));
        }
    }

    /** Whether a stage has succeeded already. */
    static boolean done(CompletionStage<?> stage) {
        return stage instanceof CompletableFuture<?> future && future.isDone() && !future.isCompletedExceptionally();
    }

    /** Distributes a message that is not in a read buffer: a will. */
    void publish(Message message, @Nullable Session publisher) {
        counters.count(Counter.MESSAGES_PUBLISH);
        if (message.retain()) {
            await(broker.retain(message), null);
        }
        publishFrom(message, publisher, null);
    }

    /** As {@link #distribute}, for a message that is not in a read buffer. */
    boolean publishFrom(Message message, @Nullable Session publisher, PendingAck.@Nullable Source pending) {
        outgoing.load(message);
        boolean matched = distribute(routes.get(message.topic()), publisher, pending, null);
        outgoing.clear();
        return matched;
    }

    /** Writes what the current message left in sessions; null if there is nothing to wait for. */
    @Nullable
    CompletionStage<Void> store(@Nullable Origin origin) {
        return store.write(origin);
    }

    // The end

    /** Everybody who is connected. */
    Collection<Session> connected() {
        List<Session> connected = new ArrayList<>();
        for (Session session : sessions.values()) {
            if (session.connection() != null) {
                connected.add(session);
            }
        }
        return connected;
    }
}
