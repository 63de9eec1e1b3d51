package io.caracal.core;

import io.caracal.api.cluster.ClientRegistry.Claim;
import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.api.store.StoredSubscription;
import io.caracal.core.TimerWheel.Timeout;
import io.caracal.core.routing.Destination;
import io.caracal.core.routing.SharedGroup;
import io.caracal.core.routing.Subscription;
import io.caracal.core.routing.Target;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of one client (MQTT 5.0, section 4.1): subscriptions, what waits, what is in flight, what is awaited. It belongs to
 * the loop that its client identifier hashes to, for as long as it lives; a client that comes in on another loop is moved there.
 */
final class Session implements Destination {
    /** The Session Expiry Interval that means never. */
    static final long NEVER = 0xFFFF_FFFFL;

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    final BrokerLoop loop;
    private final Broker broker;
    private final String clientId;
    private final Claim claim;
    private final Map<String, Subscription> subscriptions = new HashMap<>(2);
    private final InFlight inFlight = new InFlight();
    private final AwaitingRel awaitingRel = new AwaitingRel();
    private final MessageQueue queue;

    private @Nullable Connection connection;
    private volatile boolean available;
    private volatile boolean persistent;
    private boolean stored;
    private boolean ended;
    private boolean warnedOfDrops;
    private long expiryInterval;
    private @Nullable Will will;
    private @Nullable Timeout timeout;
    private long expireAt;
    private long willAt;
    private long sequence;

    /** How many deliveries were sent on this connection and are not acknowledged: what Receive Maximum bounds. */
    private int outstanding;

    private @Nullable ArrayDeque<Delivery> toResend;
    private @Nullable ArrayDeque<RetainedBatch> retained;

    /** Retained messages on their way to a new subscription; sent as the client can take them, before what waits in the queue. */
    private static final class RetainedBatch {
        final List<Message> messages;
        final Subscription subscription;
        int next;

        RetainedBatch(List<Message> messages, Subscription subscription) {
            this.messages = messages;
            this.subscription = subscription;
        }
    }

    Session(BrokerLoop loop, String clientId, Claim claim) {
        this.loop = loop;
        this.broker = loop.broker;
        this.clientId = clientId;
        this.claim = claim;
        this.queue = new MessageQueue(broker.mqtt());
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public boolean available() {
        return available;
    }

    /** Whether it outlives its connection; any thread. */
    boolean persistent() {
        return persistent;
    }

    @Nullable
    Connection connection() {
        return connection;
    }

    AwaitingRel awaitingRel() {
        return awaitingRel;
    }

    Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    private SessionStore store() {
        return broker.sessionStore();
    }

    // ---- coming and going
    // --------------------------------------------------------------------------------------------

    /**
     * A client takes the session up.
     *
     * @return when the session is durable; null if it is already, or need not be
     */
    @Nullable
    CompletionStage<Void> attach(Connection next, long sessionExpiryInterval, @Nullable Will nextWill) {
        connection = next;
        will = nextWill;
        expiryInterval = sessionExpiryInterval;
        persistent = sessionExpiryInterval > 0;
        stopTimer();
        outstanding = 0;
        available = true;
        if (persistent || stored) {
            stored = true;
            return store().put(state(0));
        }
        return null;
    }

    private SessionState state(long disconnectedAt) {
        return new SessionState(
                clientId,
                expiryInterval,
                disconnectedAt,
                Optional.ofNullable(will).map(Will::stored));
    }

    /**
     * Sends again what was in flight when the last connection ended, in its order [MQTT-4.4.0-1], then what waited.
     */
    void resume() {
        List<Delivery> unfinished = inFlight.inOrder();
        if (!unfinished.isEmpty()) {
            toResend = new ArrayDeque<>(unfinished);
        }
        drain();
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
        connection = null;
        toResend = null;
        if (newExpiryInterval >= 0) {
            expiryInterval = newExpiryInterval;
            persistent = newExpiryInterval > 0;
        }
        if (clean) {
            will = null;
        }
        keepUnsentRetained();
        passSharedOn();
        Will last = will;
        if (last != null && (last.delay() == 0 || expiryInterval == 0)) {
            publishWill();
        }
        if (resuming && expiryInterval > 0) {
            return;
        }
        if (expiryInterval == 0) {
            end();
            return;
        }
        long now = BrokerLoop.monotonicMillis();
        expireAt = expiryInterval == NEVER ? 0 : now + expiryInterval * 1000;
        willAt = will == null ? 0 : now + will.delay() * 1000;
        startTimer(now);
        store().put(state(System.currentTimeMillis()));
    }

    private void startTimer(long now) {
        if (nextTime() != 0) {
            timeout = loop.schedule(Math.max(0, nextTime() - now), this::timePassed);
        }
    }

    private long nextTime() {
        return willAt == 0 ? expireAt : expireAt == 0 ? willAt : Math.min(willAt, expireAt);
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
            store().put(state(System.currentTimeMillis()));
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
        if (last != null && broker.mayPublishWill(last)) {
            loop.publish(last.published(System.currentTimeMillis()), this);
        }
    }

    /** The Will Message goes out now, because the broker stops. */
    void publishWillAtShutdown() {
        Will last = will;
        if (last != null && (last.delay() == 0 || expiryInterval == 0)) {
            publishWill();
        }
    }

    /** Ends the session: a Will Message that still waits is published now [MQTT-3.1.3-9], everything else is forgotten. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        stopTimer();
        persistent = false;
        publishWill();
        for (Subscription subscription : subscriptions.values()) {
            broker.routing().unsubscribe(subscription.filter(), this);
        }
        subscriptions.clear();
        // A member that is gone for good leaves what it had not acknowledged to the others, but for QoS 2
        // [MQTT-4.8.2-5].
        passSharedOn();
        if (stored) {
            store().remove(clientId);
        }
        loop.sessions.remove(clientId, this);
        broker.registry().release(claim);
    }

    private void keepUnsentRetained() {
        ArrayDeque<RetainedBatch> unsent = retained;
        retained = null;
        if (unsent == null || expiryInterval == 0) {
            return;
        }
        for (RetainedBatch batch : unsent) {
            while (batch.next < batch.messages.size()) {
                Message message = batch.messages.get(batch.next++);
                int qos = Math.min(message.qos(), batch.subscription.qos());
                if (qos > 0) {
                    loop.outgoing.load(message);
                    enqueue(loop.outgoing, qos, true, identifiers(batch.subscription), null);
                    loop.store();
                }
            }
        }
    }

    /** Gives messages of shared subscriptions that this client has not acknowledged to other members, if there are any. */
    private void passSharedOn() {
        List<Delivery> orphans = new ArrayList<>();
        for (Delivery delivery : inFlight.inOrder()) {
            if (delivery.group != null && delivery.qos == 1) {
                orphans.add(delivery);
            }
        }
        List<Delivery> waiting = queue.isEmpty() ? List.of() : queue.removeShared();
        if (orphans.isEmpty() && waiting.isEmpty()) {
            return;
        }
        for (Delivery delivery : orphans) {
            if (passOn(delivery)) {
                inFlight.remove(delivery);
            }
        }
        for (Delivery delivery : waiting) {
            if (!passOn(delivery)) {
                requeue(delivery);
            }
        }
        loop.outgoing.clear();
    }

    private boolean passOn(Delivery delivery) {
        SharedGroup group = delivery.group;
        Message message = delivery.message;
        if (group == null || message == null) {
            return false;
        }
        Target other = group.pick(message.publisher(), message.topic(), this);
        if (other == null || other.destination() == this || !other.destination().available() && !ended) {
            return false;
        }
        loop.outgoing.load(message);
        loop.pass(other, message.qos(), delivery.retain, group);
        loop.store();
        if (stored) {
            store().completed(clientId, delivery.sequence);
        }
        return true;
    }

    private void requeue(Delivery delivery) {
        if (!ended) {
            Delivery dropped = queue.offer(delivery);
            if (dropped != null) {
                dropped(dropped);
            }
        }
    }

    // ---- messages to the client
    // --------------------------------------------------------------------------------------

    /**
     * Takes the loop's current message: sends it if the client can take it now, else lets it wait.
     *
     * @param group the shared subscription that it came by, or null
     */
    void deliver(Outgoing outgoing, int qos, boolean retain, int[] identifiers, @Nullable SharedGroup group) {
        Connection current = connection;
        if (current == null) {
            deliverAway(outgoing, qos, retain, identifiers, group);
            return;
        }
        if (queue.isEmpty()
                && retained == null
                && toResend == null
                && current.writable()
                && (qos == 0 || outstanding < current.window())) {
            send(current, outgoing, qos, retain, identifiers, group);
        } else {
            enqueue(outgoing, qos, retain, identifiers, group);
        }
    }

    private void deliverAway(
            Outgoing outgoing, int qos, boolean retain, int[] identifiers, @Nullable SharedGroup group) {
        if (group != null) {
            Target other = group.pick(outgoing.publisher(), outgoing.topic(), this);
            if (other != null
                    && other.destination() != this
                    && (other.destination().available() || ended)) {
                loop.pass(other, outgoing.qos(), retain, group);
                return;
            }
        }
        if (!ended) {
            enqueue(outgoing, qos, retain, identifiers, group);
        }
    }

    private void send(
            Connection current,
            Outgoing outgoing,
            int qos,
            boolean retain,
            int[] identifiers,
            @Nullable SharedGroup group) {
        if (qos == 0) {
            current.writePublish(outgoing, 0, false, retain, 0, identifiers);
            return;
        }
        if (!current.fits(outgoing, true, identifiers)) {
            return;
        }
        Message kept = persistent || group != null ? outgoing.message() : null;
        Delivery delivery = new Delivery(kept, qos, retain, identifiers, group);
        delivery.sequence = ++sequence;
        track(delivery);
        if (stored) {
            loop.enqueuedAndSent(storedDelivery(delivery), this, delivery);
        }
        current.writePublish(outgoing, qos, false, retain, delivery.packetId, identifiers);
    }

    private void track(Delivery delivery) {
        inFlight.add(delivery);
        delivery.outstanding = true;
        outstanding++;
    }

    private StoredDelivery storedDelivery(Delivery delivery) {
        return new StoredDelivery(
                clientId,
                delivery.sequence,
                delivery.qos,
                delivery.retain,
                delivery.identifiers,
                delivery.group == null ? null : delivery.group.filter());
    }

    private void enqueue(Outgoing outgoing, int qos, boolean retain, int[] identifiers, @Nullable SharedGroup group) {
        if (qos == 0 && !broker.mqtt().mqueueStoreQos0()) {
            return;
        }
        Delivery delivery = new Delivery(outgoing.message(), qos, retain, identifiers, group);
        delivery.sequence = ++sequence;
        if (stored && qos > 0) {
            loop.enqueued(storedDelivery(delivery));
        }
        Delivery dropped = queue.offer(delivery);
        if (dropped != null) {
            dropped(dropped);
        }
    }

    private void dropped(Delivery delivery) {
        broker.countDropped();
        if (stored && delivery.qos > 0) {
            store().completed(clientId, delivery.sequence);
        }
        if (!warnedOfDrops && delivery.qos > 0) {
            warnedOfDrops = true;
            LOG.warn(
                    "clientId={} queue is full ({} messages, mqtt.max_mqueue_len); messages are dropped from now on",
                    clientId,
                    queue.size());
        }
    }

    /** Sends what waits, as long as the client can take it. */
    void drain() {
        Connection current = connection;
        if (current == null) {
            return;
        }
        resend(current);
        if (toResend == null) {
            sendRetained(current);
        }
        if (toResend == null && retained == null) {
            sendQueued(current);
        }
    }

    private void resend(Connection current) {
        ArrayDeque<Delivery> unfinished = toResend;
        if (unfinished == null) {
            return;
        }
        while (!unfinished.isEmpty() && current.writable()) {
            Delivery delivery = unfinished.getFirst();
            if (inFlight.get(delivery.packetId) != delivery) {
                unfinished.removeFirst();
                continue;
            }
            if (delivery.state == Delivery.RELEASED) {
                current.writeAck(PacketType.PUBREL, delivery.packetId, ReasonCode.SUCCESS);
            } else {
                if (outstanding >= current.window()) {
                    return;
                }
                resendPublish(current, delivery);
            }
            unfinished.removeFirst();
        }
        if (unfinished.isEmpty()) {
            toResend = null;
        }
    }

    private void resendPublish(Connection current, Delivery delivery) {
        Message message = delivery.message;
        if (message == null) {
            return;
        }
        loop.outgoing.load(message);
        if (!current.fits(loop.outgoing, true, delivery.identifiers)) {
            finished(delivery);
            return;
        }
        delivery.outstanding = true;
        outstanding++;
        current.writePublish(
                loop.outgoing, delivery.qos, true, delivery.retain, delivery.packetId, delivery.identifiers);
    }

    private void sendRetained(Connection current) {
        ArrayDeque<RetainedBatch> batches = retained;
        while (batches != null && !batches.isEmpty()) {
            RetainedBatch batch = batches.getFirst();
            while (batch.next < batch.messages.size()) {
                Message message = batch.messages.get(batch.next);
                int qos = Math.min(message.qos(), batch.subscription.qos());
                if (!current.writable() || qos > 0 && outstanding >= current.window()) {
                    return;
                }
                batch.next++;
                if (!message.expired(System.currentTimeMillis())) {
                    loop.outgoing.load(message);
                    send(current, loop.outgoing, qos, true, identifiers(batch.subscription), null);
                    loop.store();
                }
            }
            batches.removeFirst();
        }
        retained = null;
    }

    private void sendQueued(Connection current) {
        while (current.writable()) {
            Delivery delivery = queue.peek();
            if (delivery == null || delivery.qos > 0 && outstanding >= current.window()) {
                return;
            }
            queue.poll();
            Message message = delivery.message;
            if (message == null) {
                continue;
            }
            if (message.expiresAt() != Message.NEVER && message.expired(System.currentTimeMillis())) {
                finishedUnsent(delivery);
                continue;
            }
            loop.outgoing.load(message);
            if (delivery.qos == 0) {
                current.writePublish(loop.outgoing, 0, false, delivery.retain, 0, delivery.identifiers);
            } else if (!current.fits(loop.outgoing, true, delivery.identifiers)) {
                finishedUnsent(delivery);
            } else {
                track(delivery);
                if (stored) {
                    store().sent(clientId, delivery.sequence, delivery.packetId);
                }
                current.writePublish(
                        loop.outgoing, delivery.qos, false, delivery.retain, delivery.packetId, delivery.identifiers);
            }
        }
    }

    private void finishedUnsent(Delivery delivery) {
        if (stored && delivery.qos > 0) {
            store().completed(clientId, delivery.sequence);
        }
    }

    /** Retained messages for a subscription just made; they go out as fast as the client takes them. */
    void deliverRetained(List<Message> messages, Subscription subscription) {
        if (messages.isEmpty() || connection == null) {
            return;
        }
        if (retained == null) {
            retained = new ArrayDeque<>(2);
        }
        retained.addLast(new RetainedBatch(messages, subscription));
        drain();
    }

    private static int[] identifiers(Subscription subscription) {
        return subscription.identifier() == 0 ? Delivery.NO_IDENTIFIERS : new int[] {subscription.identifier()};
    }

    // ---- acknowledgements of the client
    // ------------------------------------------------------------------------------

    /** PUBACK. @return false if it does not fit what was sent */
    boolean puback(int packetId) {
        Delivery delivery = inFlight.get(packetId);
        if (delivery == null) {
            return true;
        }
        if (delivery.qos != 1) {
            return false;
        }
        finished(delivery);
        return true;
    }

    /**
     * PUBREC.
     *
     * @return what PUBREL answers; null if a failure ended the delivery, so that nothing is to be answered
     */
    @Nullable
    ReasonCode pubrec(int packetId, ReasonCode reason) {
        Delivery delivery = inFlight.get(packetId);
        if (delivery == null) {
            return reason.failure() ? null : ReasonCode.PACKET_IDENTIFIER_NOT_FOUND;
        }
        if (delivery.qos != 2) {
            return ReasonCode.PROTOCOL_ERROR;
        }
        if (reason.failure()) {
            finished(delivery);
            return null;
        }
        if (delivery.state == Delivery.SENT) {
            delivery.state = Delivery.RELEASED;
            delivery.message = null;
            if (stored) {
                store().received(clientId, delivery.sequence);
            }
        }
        return ReasonCode.SUCCESS;
    }

    /** PUBCOMP. @return false if it does not fit what was sent */
    boolean pubcomp(int packetId) {
        Delivery delivery = inFlight.get(packetId);
        if (delivery == null) {
            return true;
        }
        if (delivery.qos != 2 || delivery.state != Delivery.RELEASED) {
            return false;
        }
        finished(delivery);
        return true;
    }

    private void finished(Delivery delivery) {
        inFlight.remove(delivery);
        if (delivery.outstanding) {
            outstanding--;
        }
        if (stored) {
            store().completed(clientId, delivery.sequence);
        }
        if (!queue.isEmpty() || retained != null || toResend != null) {
            drainLater();
        }
    }

    private void drainLater() {
        Connection current = connection;
        if (current != null) {
            current.drainAfterInput();
        }
    }

    // ---- subscriptions
    // -----------------------------------------------------------------------------------------------

    /** @return true if there was none with this filter before */
    boolean subscribe(Subscription subscription) {
        broker.routing().subscribe(subscription);
        return subscriptions.put(subscription.filter(), subscription) == null;
    }

    /** @return false if there was none with this filter */
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
        return store().subscribe(
                        clientId,
                        added.stream()
                                .map(s -> new StoredSubscription(
                                        s.filter(),
                                        s.qos(),
                                        s.noLocal(),
                                        s.retainAsPublished(),
                                        s.retainHandling(),
                                        s.identifier()))
                                .toList());
    }

    @Nullable
    CompletionStage<Void> storeUnsubscribed(List<String> filters) {
        return stored && !filters.isEmpty() ? store().unsubscribe(clientId, filters) : null;
    }

    @Nullable
    CompletionStage<Void> storeAccepted(int packetId) {
        return stored ? store().accepted(clientId, packetId) : null;
    }

    @Nullable
    CompletionStage<Void> storeReleased(int packetId) {
        return stored ? store().released(clientId, packetId) : null;
    }

    // ---- after a restart
    // ---------------------------------------------------------------------------------------------

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
        from.accepted().forEach(packetId -> awaitingRel.add(packetId, seconds));
        for (StoredSession.Entry entry : from.queue()) {
            restore(entry);
        }
        long since = from.state().disconnectedAt() == 0 ? 0 : now - from.state().disconnectedAt();
        long monotonic = BrokerLoop.monotonicMillis();
        expireAt = expiryInterval == NEVER ? 0 : monotonic + Math.max(1, expiryInterval * 1000 - since);
        willAt = will == null ? 0 : monotonic + Math.max(1, will.delay() * 1000 - since);
        startTimer(monotonic);
    }

    private @Nullable SharedGroup groupOf(Message message, String share) {
        for (SharedGroup group : broker.routing().route(message.topic()).groups()) {
            if (group.filter().equals(share)) {
                return group;
            }
        }
        return null;
    }

    private void restore(StoredSession.Entry entry) {
        StoredDelivery from = entry.delivery();
        SharedGroup group = from.share() == null ? null : groupOf(entry.message(), from.share());
        Delivery delivery = new Delivery(
                entry.received() ? null : entry.message(), from.qos(), from.retain(), from.identifiers(), group);
        delivery.sequence = from.sequence();
        sequence = Math.max(sequence, from.sequence());
        if (entry.packetId() == 0) {
            queue.offer(delivery);
        } else {
            delivery.packetId = (char) entry.packetId();
            delivery.state = entry.received() ? Delivery.RELEASED : Delivery.SENT;
            inFlight.restore(delivery);
        }
    }
}
