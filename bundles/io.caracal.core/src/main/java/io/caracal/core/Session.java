package io.caracal.core;

import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.broker.ClientInfo.TrafficInfo;
import io.caracal.api.cluster.ClientRegistry.Claim;
import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import io.caracal.core.TimerWheel.Timeout;
import io.caracal.core.routing.Destination;
import io.caracal.core.routing.SharedGroup;
import io.caracal.core.routing.Subscription;
import io.caracal.core.routing.Target;
import io.caracal.mqtt.ReasonCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of one client (MQTT 5.0, section 4.1): its life from the first connection to its expiry, its subscriptions and its
 * will. It belongs to the loop that its client identifier hashes to, for as long as it lives; a client that comes in on another
 * loop is moved there.
 */
final class Session implements Destination, Roster.Numbered {
    /** The Session Expiry Interval that means never. */
    static final long NEVER = 0xFFFF_FFFFL;

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    final BrokerLoop loop;
    private final Broker broker;
    private final String clientId;
    private Claim claim;
    private final long serial;
    private final long createdAt = System.currentTimeMillis();
    private final SessionSubscriptions subscriptions = new SessionSubscriptions();
    private @Nullable Deliveries deliveries;
    private @Nullable AwaitingRel awaitingRel;
    private @Nullable Map<Integer, PendingAck> unconfirmed;
    private @Nullable Connection connection;
    private @Nullable LastConnection lastConnection;
    private @Nullable TrafficInfo lastTraffic;
    private volatile boolean available;
    private volatile boolean persistent;
    private volatile boolean congested;
    private volatile boolean stored;
    private boolean ended;
    private long expiryInterval;
    private @Nullable Will will;
    private @Nullable ClientAuthorization rights;
    private @Nullable Timeout timeout;
    private long expireAt;
    private long willAt;
    private long disconnectedAt;

    Session(BrokerLoop loop, String clientId, Claim claim) {
        this.loop = loop;
        this.broker = loop.broker;
        this.clientId = clientId;
        this.claim = claim;
        this.serial = loop.nextSerial();
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public long serial() {
        return serial;
    }

    @Override
    public boolean available() {
        return available;
    }

    /** Whether it outlives its connection; any thread. */
    boolean persistent() {
        return persistent;
    }

    /** Whether its queue is full while its client is at work, so that publishers have to wait; any thread. */
    boolean congested() {
        return congested;
    }

    void congested(boolean full) {
        if (congested != full) {
            congested = full;
        }
    }

    /** Whether the store keeps it, which never changes once it has subscriptions; any thread. */
    boolean stored() {
        return stored;
    }

    boolean ended() {
        return ended;
    }

    @Nullable
    Connection connection() {
        return connection;
    }

    /** The connection, if it has been told so: nothing is sent before CONNACK [MQTT-3.2.0-1]. Null otherwise. */
    @Nullable
    Connection ready() {
        Connection current = connection;
        return current != null && current.connected() ? current : null;
    }

    /** What goes out to the client. */
    Deliveries deliveries() {
        Deliveries current = deliveries;
        if (current == null) {
            current = new Deliveries(this);
            deliveries = current;
        }
        return current;
    }

    /** What the client has not released. */
    AwaitingRel awaitingRel() {
        AwaitingRel current = awaitingRel;
        if (current == null) {
            current = new AwaitingRel();
            awaitingRel = current;
        }
        return current;
    }

    /** How many QoS 2 messages of the client are not released. */
    int unreleased() {
        return awaitingRel == null ? 0 : awaitingRel.size();
    }

    /** A QoS 2 message was distributed and is not yet durable: neither it nor a duplicate may be answered before. */
    void unconfirmed(PendingAck ack) {
        if (unconfirmed == null) {
            unconfirmed = new HashMap<>();
        }
        unconfirmed.put(ack.packetId(), ack);
    }

    /** The last acknowledgement that waits for a QoS 2 message to be durable, perhaps of an earlier connection; or null. */
    @Nullable
    PendingAck unconfirmed(int packetId) {
        return unconfirmed == null ? null : unconfirmed.get(packetId);
    }

    /** A QoS 2 message is durable, or could not be kept: then its packet identifier is free again. */
    void confirmed(PendingAck ack) {
        if (unconfirmed != null) {
            unconfirmed.remove(ack.packetId(), ack);
        }
        if (ack.failed() && awaitingRel().remove(ack.packetId())) {
            storeReleased(ack.packetId());
        }
        ack.settle();
    }

    /** It could not be stored that the client released a message: it is not told so, and releases it again. */
    void stillUnreleased(int packetId) {
        if (!awaitingRel().contains(packetId)) {
            awaitingRel().add(packetId, (int) (loop.now() / 1000));
        }
    }

    SessionSubscriptions subscriptions() {
        return subscriptions;
    }

    private SessionStore store() {
        return broker.sessionStore();
    }

    // Coming and going

    /**
     * A client takes the session up. Until its connection is {@link #ready} messages wait.
     *
     * @param newest the claim of this connection, which supersedes the earlier ones
     * @return when the session is durable; null if it need not be
     */
    @Nullable
    CompletionStage<Void> attach(Connection next, Claim newest, long sessionExpiryInterval, @Nullable Will nextWill) {
        connection = next;
        claim = newest;
        will = nextWill;
        expiryInterval = sessionExpiryInterval;
        persistent = sessionExpiryInterval > 0;
        stopTimer();
        available = true;
        if (persistent || stored) {
            stored = true;
            disconnectedAt = 0;
            return store().put(state());
        }
        return null;
    }

    private SessionState state() {
        return new SessionState(
                clientId,
                expiryInterval,
                disconnectedAt,
                Optional.ofNullable(will).map(Will::stored));
    }

    /**
     * The session's connection has ended.
     *
     * @param clean true if the client said goodbye and wants no Will Message
     * @param newExpiryInterval the Session Expiry Interval of the DISCONNECT packet, or -1 if there was none
     * @param resuming true if the same client takes the session over with Clean Start 0
     */
    void connectionLost(boolean clean, long newExpiryInterval, boolean resuming) {
        available = false;
        Connection lost = connection;
        lastTraffic = lost == null ? lastTraffic : lost.traffic();
        connection = null;
        if (ended) {
            return;
        }
        if (newExpiryInterval >= 0) {
            expiryInterval = newExpiryInterval;
            persistent = newExpiryInterval > 0;
        }
        if (clean) {
            will = null;
        }
        if (deliveries != null) {
            deliveries.connectionLost();
        }
        Will last = will;
        if (last != null && (last.delay() == 0 || expiryInterval == 0)) {
            publishWill();
        }
        if (expiryInterval == 0) {
            end();
        } else if (!resuming) {
            awaitClient(0);
            disconnectedAt = System.currentTimeMillis();
            store().put(state());
        }
    }

    /** Waits for the client to come back, for the will's delay and the session's expiry. */
    private void awaitClient(long alreadyWaited) {
        long now = BrokerLoop.monotonicMillis();
        expireAt = expiryInterval == NEVER ? 0 : now + Math.max(1, expiryInterval * 1000 - alreadyWaited);
        willAt = will == null ? 0 : now + Math.max(1, will.delay() * 1000 - alreadyWaited);
        startTimer(now);
    }

    private void startTimer(long now) {
        long next = willAt == 0 ? expireAt : expireAt == 0 ? willAt : Math.min(willAt, expireAt);
        if (next != 0) {
            timeout = loop.schedule(Math.max(0, next - now), this::timePassed);
        }
    }

    private void stopTimer() {
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
        willAt = 0;
        expireAt = 0;
    }

    private long timePassed(long now) {
        timeout = null;
        if (willAt != 0 && willAt <= now) {
            willAt = 0;
            publishWill();
            store().put(state());
        }
        if (expireAt != 0 && expireAt <= now) {
            LOG.debug("clientId={} session expired", clientId);
            end();
        } else {
            startTimer(now);
        }
        return 0;
    }

    private void publishWill() {
        Will last = will;
        will = null;
        if (last != null) {
            loop.publish(last.published(System.currentTimeMillis()), this);
        }
    }

    /** The broker stops: a Will Message that does not wait for a delay goes out now. */
    void publishWillAtShutdown() {
        Will last = will;
        if (ready() != null && last != null && (last.delay() == 0 || expiryInterval == 0)) {
            publishWill();
        }
    }

    /** Ends a session that never came about; its will was never accepted. */
    void discard() {
        will = null;
        end();
    }

    /** Ends the session: a Will Message that still waits is published now [MQTT-3.1.3-9], everything else is forgotten. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        available = false;
        persistent = false;
        stopTimer();
        publishWill();
        for (Subscription subscription : subscriptions.all()) {
            broker.routing().unsubscribe(subscription.filter(), this);
        }
        subscriptions.clear();
        loop.remove(this);
        if (deliveries == null) {
            forget();
        } else {
            // A member that is gone for good leaves what it had not acknowledged to the others.
            CompletionStage<Void> passedOn = deliveries.passSharedOn();
            if (BrokerLoop.done(passedOn)) {
                forget();
            } else {
                loop.endings.passingOn(clientId, passedOn.thenRun(this::forget));
            }
        }
        loop.counters.count(Counter.SESSION_TERMINATED);
        broker.registry().release(claim);
        if (rights != null) {
            rights.close();
        }
    }

    /** Nothing of it is needed any more. */
    private void forget() {
        loop.endings.passedOn(clientId);
        if (deliveries != null) {
            deliveries.end();
        }
        if (stored) {
            loop.endings.removing(clientId, store().remove(clientId));
        }
    }

    /** An administrator ends connection and session. */
    void kick() {
        Connection current = connection;
        LOG.info("clientId={} kicked by an administrator", clientId);
        if (current != null) {
            current.leave(ReasonCode.ADMINISTRATIVE_ACTION, "an administrator has ended this session");
        }
        end();
    }

    // What its client may do

    /** What the client may do that was accepted last; null if none was since the start. */
    @Nullable
    ClientAuthorization rights() {
        return rights;
    }

    void rights(ClientAuthorization granted) {
        ClientAuthorization before = rights;
        rights = granted;
        granted.accepted();
        if (before != null) {
            before.close();
        }
    }

    @Nullable
    Will will() {
        return will;
    }

    /** The client may not leave it any more. */
    void dropWill() {
        will = null;
        if (stored) {
            store().put(state());
        }
    }

    // What an administrator sees

    /** The connection was accepted. */
    void established(LastConnection now) {
        lastConnection = now;
        lastTraffic = null;
    }

    /** The connection that there is, or else the last one; null if there was none since the start. */
    @Nullable
    LastConnection lastConnection() {
        return lastConnection;
    }

    /** What has gone over {@link #lastConnection()}. */
    TrafficInfo traffic() {
        Connection current = ready();
        if (current != null) {
            return current.traffic();
        }
        return lastTraffic == null ? LastConnection.NO_TRAFFIC : lastTraffic;
    }

    /** Milliseconds since the epoch. */
    long createdAt() {
        return createdAt;
    }

    /** Milliseconds since the epoch, or 0 while there is a connection. */
    long disconnectedAt() {
        return connection == null ? disconnectedAt : 0;
    }

    long expiryInterval() {
        return expiryInterval;
    }

    /** What goes out, if anything ever did. */
    @Nullable
    Deliveries deliveriesIfAny() {
        return deliveries;
    }

    // Messages

    /**
     * Takes the loop's current message.
     *
     * @param group the shared subscription that it came by, or null
     * @param number under which the store has it for this session already; 0 if it does not
     * @param source makes the publisher's acknowledgement wait if the queue is full; null if there is none to wait
     */
    void deliver(
            Outgoing outgoing,
            int qos,
            boolean retain,
            int[] identifiers,
            @Nullable SharedGroup group,
            long number,
            PendingAck.@Nullable Source source) {
        boolean passed = connection == null && group != null && passOn(outgoing, retain, group, source);
        if (!passed && !ended) {
            deliveries().deliver(outgoing, qos, retain, identifiers, group, number, source);
        } else if (number != 0) {
            // Also if the session has ended: a new one of the same client must not get it after a restart.
            loop.store.completed(clientId, number);
        }
    }

    /** A shared subscription chose this client just when it went: another member may be there. */
    private boolean passOn(Outgoing outgoing, boolean retain, SharedGroup group, PendingAck.@Nullable Source source) {
        Target other = group.pick(outgoing.publisher(), outgoing.topic(), this);
        if (other == null || other.destination() == this || !other.destination().available() && !ended) {
            return false;
        }
        loop.deliver(other, retain, group, source);
        return true;
    }

    /** Retained messages for a subscription just made. */
    void deliverRetained(List<Message> messages, Subscription subscription) {
        if (!messages.isEmpty() && ready() != null) {
            deliveries().deliverRetained(messages, subscription);
        }
    }

    /** Sends what waits, as long as the client can take it. */
    void drain() {
        if (deliveries != null) {
            deliveries.drain();
        }
    }

    /** Sends again what was in flight when the last connection ended, then what waited. */
    void resume() {
        if (deliveries != null) {
            deliveries.resume();
        }
    }

    // Subscriptions

    /** Adds a subscription, in place of one with the same filter; true if there was none. */
    boolean subscribe(Subscription subscription) {
        broker.routing().subscribe(subscription);
        return subscriptions.put(subscription) == null;
    }

    /** Undoes {@link #subscribe}, unless the subscription has been changed since. */
    void takeBack(Subscription subscription, @Nullable Subscription before) {
        if (subscriptions.get(subscription.filter()) != subscription) {
            return;
        }
        if (before == null) {
            unsubscribe(subscription.filter());
        } else {
            subscribe(before);
        }
    }

    /** Takes a subscription away; false if there was none with this filter. */
    boolean unsubscribe(String filter) {
        if (subscriptions.remove(filter) == null) {
            return false;
        }
        broker.routing().unsubscribe(filter, this);
        return true;
    }

    @Nullable
    CompletionStage<Void> storeSubscriptions(List<Subscription> added) {
        if (!stored || added.isEmpty()) {
            return null;
        }
        return store().subscribe(clientId, added.stream().map(Session::stored).toList());
    }

    private static StoredSubscription stored(Subscription s) {
        return new StoredSubscription(
                s.filter(), s.qos(), s.noLocal(), s.retainAsPublished(), s.retainHandling(), s.identifier());
    }

    @Nullable
    CompletionStage<Void> storeUnsubscribed(List<String> filters) {
        return stored && !filters.isEmpty() ? store().unsubscribe(clientId, filters) : null;
    }

    @Nullable
    CompletionStage<Void> storeReleased(int packetId) {
        return stored ? store().released(clientId, packetId) : null;
    }

    // After a restart

    /** Takes up what the store had; the session is without a connection then. */
    void restore(StoredSession from, long now) {
        stored = true;
        expiryInterval = from.state().expiryInterval();
        persistent = expiryInterval > 0;
        will = from.state().will().map(Will::of).orElse(null);
        for (StoredSubscription s : from.subscriptions()) {
            subscribe(new Subscription(
                    this, s.filter(), s.qos(), s.noLocal(), s.retainAsPublished(), s.retainHandling(), s.identifier()));
        }
        int seconds = (int) (loop.now() / 1000);
        from.accepted().forEach(packetId -> awaitingRel().add(packetId, seconds));
        for (StoredSession.Entry entry : from.queue()) {
            deliveries().restore(entry);
        }
        disconnectedAt = from.state().disconnectedAt() == 0 ? now : from.state().disconnectedAt();
        awaitClient(now - disconnectedAt);
    }
}
