package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.core.TimerWheel.Timeout;
import io.caracal.core.routing.SharedGroup;
import io.caracal.core.routing.Subscription;
import io.caracal.core.routing.Target;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out of a session: what is in flight, what must be sent again, retained messages for new subscriptions, and what waits.
 * Made when the first message comes, so that a session which only publishes has none. Touched on the session's loop only.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Session session;
    private final BrokerLoop loop;
    private final Broker broker;
    private final MessageQueue queue;
    private final InFlight inFlight = new InFlight();
    private long sequence;

    /** How many deliveries were sent on this connection and are not acknowledged: what Receive Maximum bounds. */
    private int outstanding;

    private @Nullable ArrayDeque<Delivery> toResend;
    private @Nullable ArrayDeque<RetainedBatch> retained;
    private @Nullable Timeout patience;
    private long lastProgress;
    private boolean warned;
    private long dropped;

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

    Deliveries(Session session) {
        this.session = session;
        this.loop = session.loop;
        this.broker = loop.broker;
        this.queue = new MessageQueue(broker.mqtt());
        this.lastProgress = loop.now();
    }

    private SessionStore store() {
        return broker.sessionStore();
    }

    // The connection comes and goes

    /** Nothing is outstanding on a new connection. What was in flight is sent again, in its order [MQTT-4.4.0-1]. */
    void resume() {
        outstanding = 0;
        lastProgress = loop.now();
        List<Delivery> unfinished = inFlight.inOrder();
        unfinished.forEach(delivery -> delivery.outstanding = false);
        toResend = unfinished.isEmpty() ? null : new ArrayDeque<>(unfinished);
        drain();
    }

    /** Without a connection nothing more is on its way; what is left waits within its bounds, or is passed on. */
    void connectionLost() {
        outstanding = 0;
        toResend = null;
        keepUnsentRetained();
        passSharedOn();
        cutToLimit();
    }

    private void keepUnsentRetained() {
        ArrayDeque<RetainedBatch> unsent = retained;
        retained = null;
        if (unsent == null || !session.persistent()) {
            return;
        }
        for (RetainedBatch batch : unsent) {
            while (batch.next < batch.messages.size()) {
                Message message = batch.messages.get(batch.next++);
                int qos = Math.min(message.qos(), batch.subscription.qos());
                if (qos > 0) {
                    loop.outgoing.load(message);
                    enqueue(loop.outgoing, qos, true, identifiers(batch.subscription), null, null);
                    loop.store();
                }
            }
        }
    }

    /** Gives messages of shared subscriptions that this client has not acknowledged to other members, if there are any. */
    void passSharedOn() {
        for (Delivery delivery : inFlight.inOrder()) {
            // QoS 2 that was sent stays with this session [MQTT-4.8.2-4], [MQTT-4.8.2-5].
            if (delivery.group != null && delivery.qos == 1 && passOn(delivery)) {
                inFlight.remove(delivery);
            }
        }
        if (!queue.isEmpty()) {
            for (Delivery delivery : queue.removeShared()) {
                if (passOn(delivery)) {
                    delivery.settle();
                } else {
                    queue.add(delivery);
                }
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
        Target other = group.pick(message.publisher(), message.topic(), session);
        if (other == null
                || other.destination() == session
                || !other.destination().available() && !session.ended()) {
            return false;
        }
        loop.outgoing.load(message);
        loop.deliver(other, delivery.retain, group, null);
        loop.store();
        completed(delivery);
        return true;
    }

    // Messages come

    /**
     * Takes the loop's current message: sends it if the client can take it now, else lets it wait.
     *
     * @param group the shared subscription that it came by, or null
     * @param source makes the publisher's acknowledgement wait if the queue is full; null if there is none to wait
     */
    void deliver(
            Outgoing outgoing,
            int qos,
            boolean retain,
            int[] identifiers,
            @Nullable SharedGroup group,
            PendingAck.@Nullable Source source) {
        Connection connection = session.ready();
        if (connection != null
                && queue.isEmpty()
                && retained == null
                && toResend == null
                && connection.writer().writable()
                && (qos == 0 || outstanding < connection.window())) {
            send(connection, outgoing, qos, retain, identifiers, group);
        } else {
            enqueue(outgoing, qos, retain, identifiers, group, source);
        }
    }

    private void send(
            Connection connection,
            Outgoing outgoing,
            int qos,
            boolean retain,
            int[] identifiers,
            @Nullable SharedGroup group) {
        if (qos == 0) {
            connection.writer().publish(outgoing, 0, false, retain, 0, identifiers);
            return;
        }
        if (!connection.writer().fits(outgoing, true, identifiers)) {
            loop.counters.count(Counter.DROPPED_TOO_LARGE);
            return;
        }
        // A session that ends with its connection never sends again, so it need not keep the message.
        Message kept = session.persistent() || group != null ? outgoing.message() : null;
        Delivery delivery = new Delivery(kept, qos, retain, identifiers, group);
        delivery.sequence = ++sequence;
        track(delivery);
        if (session.stored()) {
            loop.enqueuedAndSent(stored(delivery), session, delivery);
        }
        connection.writer().publish(outgoing, qos, false, retain, delivery.packetId, identifiers);
    }

    private void track(Delivery delivery) {
        inFlight.add(delivery);
        delivery.outstanding = true;
        outstanding++;
    }

    private StoredDelivery stored(Delivery delivery) {
        return new StoredDelivery(
                session.clientId(),
                delivery.sequence,
                delivery.qos,
                delivery.retain,
                delivery.identifiers,
                delivery.group == null ? null : delivery.group.filter(),
                0);
    }

    private void enqueue(
            Outgoing outgoing,
            int qos,
            boolean retain,
            int[] identifiers,
            @Nullable SharedGroup group,
            PendingAck.@Nullable Source source) {
        MqttSettings mqtt = broker.mqtt();
        if (qos == 0 && !mqtt.mqueueStoreQos0()) {
            loop.counters.count(Counter.DROPPED_QOS0);
            return;
        }
        queue.follow(mqtt);
        Delivery delivery = new Delivery(outgoing.message(), qos, retain, identifiers, group);
        delivery.sequence = ++sequence;
        if (qos > 0 && session.stored()) {
            loop.enqueued(stored(delivery));
        }
        if (queue.isEmpty()) {
            // A client that had nothing to take was not slow.
            lastProgress = loop.now();
        }
        if (queue.hasRoom()) {
            queue.add(delivery);
        } else if (qos > 0 && keepsUp()) {
            holdBack(delivery, source);
        } else {
            dropped(queue.replace(delivery));
        }
        session.congested(!queue.hasRoom() && keepsUp());
    }

    // A full queue

    /** Whether the client is there and takes messages, if slower than they come. */
    private boolean keepsUp() {
        return session.ready() != null && loop.now() - lastProgress < broker.patienceMillis();
    }

    /**
     * The queue is full, but the client is at work: nothing is dropped, the publisher gets its acknowledgement when the message
     * has left. Its own window of unacknowledged messages then bounds what can pile up here.
     */
    private void holdBack(Delivery delivery, PendingAck.@Nullable Source source) {
        queue.add(delivery);
        if (source != null) {
            delivery.publisher = loop.pending(source);
        }
        if (patience == null) {
            patience = loop.schedule(broker.patienceMillis(), this::checkPatience);
        }
    }

    private long checkPatience(long now) {
        if (keepsUp() && !queue.isEmpty()) {
            return lastProgress + broker.patienceMillis();
        }
        patience = null;
        cutToLimit();
        return 0;
    }

    /** Drops what is too much, and lets nobody wait any longer for what is left. */
    private void cutToLimit() {
        while (queue.exceeded()) {
            dropped(queue.drop());
        }
        queue.settle();
        session.congested(false);
    }

    private void dropped(Delivery delivery) {
        dropped++;
        loop.counters.count(Counter.DROPPED_QUEUE_FULL);
        delivery.settle();
        if (delivery.qos > 0) {
            completed(delivery);
            if (!warned) {
                warned = true;
                LOG.warn(
                        "clientId={} the queue is full ({} messages, mqtt.max_mqueue_len), messages are dropped from now on",
                        session.clientId(),
                        queue.size());
            }
        }
    }

    private void completed(Delivery delivery) {
        if (session.stored() && delivery.qos > 0) {
            store().completed(session.clientId(), delivery.sequence);
        }
    }

    /** The session is over; nobody waits for its messages any more. */
    void end() {
        if (patience != null) {
            patience.cancel();
        }
        for (Delivery delivery = queue.poll(); delivery != null; delivery = queue.poll()) {
            delivery.settle();
        }
    }

    // What waits goes out

    private boolean waiting() {
        return !queue.isEmpty() || retained != null || toResend != null;
    }

    /** Sends what waits, as long as the client can take it. */
    void drain() {
        Connection connection = session.ready();
        if (connection == null || !waiting()) {
            return;
        }
        resend(connection);
        if (toResend == null) {
            sendRetained(connection);
        }
        if (toResend == null && retained == null) {
            sendQueued(connection);
        }
        loop.outgoing.clear();
    }

    private void resend(Connection connection) {
        ArrayDeque<Delivery> unfinished = toResend;
        if (unfinished == null) {
            return;
        }
        while (!unfinished.isEmpty()) {
            Delivery delivery = unfinished.getFirst();
            boolean current = inFlight.get(delivery.packetId) == delivery;
            if (current && delivery.state == Delivery.SENT && outstanding >= connection.window()
                    || !connection.writer().writable()) {
                return;
            }
            unfinished.removeFirst();
            if (current) {
                resend(connection, delivery);
            }
        }
        toResend = null;
    }

    private void resend(Connection connection, Delivery delivery) {
        Message message = delivery.message;
        if (delivery.state == Delivery.RELEASED || message == null) {
            connection.writer().ack(PacketType.PUBREL, delivery.packetId, ReasonCode.SUCCESS);
            return;
        }
        loop.outgoing.load(message);
        if (!connection.writer().fits(loop.outgoing, true, delivery.identifiers)) {
            loop.counters.count(Counter.DROPPED_TOO_LARGE);
            finished(delivery);
            return;
        }
        delivery.outstanding = true;
        outstanding++;
        connection
                .writer()
                .publish(loop.outgoing, delivery.qos, true, delivery.retain, delivery.packetId, delivery.identifiers);
    }

    /** Retained messages for a subscription just made; they go out as fast as the client takes them. */
    void deliverRetained(List<Message> messages, Subscription subscription) {
        if (retained == null) {
            retained = new ArrayDeque<>(2);
        }
        retained.addLast(new RetainedBatch(messages, subscription));
        drain();
    }

    private void sendRetained(Connection connection) {
        ArrayDeque<RetainedBatch> batches = retained;
        while (batches != null && !batches.isEmpty()) {
            RetainedBatch batch = batches.getFirst();
            while (batch.next < batch.messages.size()) {
                Message message = batch.messages.get(batch.next);
                int qos = Math.min(message.qos(), batch.subscription.qos());
                if (!connection.writer().writable() || qos > 0 && outstanding >= connection.window()) {
                    return;
                }
                batch.next++;
                if (!expired(message)) {
                    loop.outgoing.load(message);
                    send(connection, loop.outgoing, qos, true, identifiers(batch.subscription), null);
                    loop.store();
                }
            }
            batches.removeFirst();
        }
        retained = null;
    }

    private static boolean expired(Message message) {
        return message.expiresAt() != Message.NEVER && message.expired(System.currentTimeMillis());
    }

    private static int[] identifiers(Subscription subscription) {
        return subscription.identifier() == 0 ? Delivery.NO_IDENTIFIERS : new int[] {subscription.identifier()};
    }

    private void sendQueued(Connection connection) {
        while (connection.writer().writable()) {
            Delivery delivery = queue.peek();
            if (delivery == null || delivery.qos > 0 && outstanding >= connection.window()) {
                break;
            }
            queue.poll();
            sendQueued(connection, delivery);
            delivery.settle();
            lastProgress = loop.now();
        }
        if (queue.hasRoom()) {
            session.congested(false);
        }
    }

    private void sendQueued(Connection connection, Delivery delivery) {
        Message message = delivery.message;
        if (message == null || expired(message)) {
            loop.counters.count(Counter.DROPPED_EXPIRED);
            completed(delivery);
            return;
        }
        loop.outgoing.load(message);
        if (delivery.qos == 0) {
            connection.writer().publish(loop.outgoing, 0, false, delivery.retain, 0, delivery.identifiers);
        } else if (!connection.writer().fits(loop.outgoing, true, delivery.identifiers)) {
            loop.counters.count(Counter.DROPPED_TOO_LARGE);
            completed(delivery);
        } else {
            track(delivery);
            if (session.stored()) {
                store().sent(session.clientId(), delivery.sequence, delivery.packetId);
            }
            connection
                    .writer()
                    .publish(
                            loop.outgoing,
                            delivery.qos,
                            false,
                            delivery.retain,
                            delivery.packetId,
                            delivery.identifiers);
            if (!session.persistent() && delivery.group == null) {
                delivery.message = null;
            }
        }
    }

    // The client acknowledges

    /** PUBACK; false if it does not fit what was sent. */
    boolean puback(int packetId) {
        Delivery delivery = inFlight.get(packetId);
        if (delivery == null) {
            loop.counters.count(Counter.PUBACK_MISSED);
            return true;
        }
        if (delivery.qos != 1) {
            return false;
        }
        loop.counters.count(Counter.MESSAGES_ACKED);
        finished(delivery);
        return true;
    }

    /**
     * PUBREC.
     *
     * @return what PUBREL answers; null if a failure ended the delivery, so that nothing is to be answered; PROTOCOL_ERROR if it
     *     does not fit what was sent
     */
    @Nullable
    ReasonCode pubrec(int packetId, ReasonCode reason) {
        Delivery delivery = inFlight.get(packetId);
        if (delivery == null) {
            loop.counters.count(Counter.PUBREC_MISSED);
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
            if (session.stored()) {
                store().received(session.clientId(), delivery.sequence);
            }
        }
        return ReasonCode.SUCCESS;
    }

    /** PUBCOMP; false if it does not fit what was sent. */
    boolean pubcomp(int packetId) {
        Delivery delivery = inFlight.get(packetId);
        if (delivery == null) {
            loop.counters.count(Counter.PUBCOMP_MISSED);
            return true;
        }
        if (delivery.qos != 2 || delivery.state != Delivery.RELEASED) {
            return false;
        }
        loop.counters.count(Counter.MESSAGES_ACKED);
        finished(delivery);
        return true;
    }

    private void finished(Delivery delivery) {
        inFlight.remove(delivery);
        if (delivery.outstanding) {
            outstanding--;
        }
        completed(delivery);
        lastProgress = loop.now();
        Connection connection = session.ready();
        if (connection != null && waiting()) {
            connection.drainLater();
        }
    }

    // What an administrator sees

    int queued() {
        return queue.size();
    }

    int inFlight() {
        return inFlight.size();
    }

    /** How many messages were dropped because the queue was full. */
    long dropped() {
        return dropped;
    }

    /** What waits, in the order in which it will be sent, until the visitor has seen enough. */
    void visitQueue(MessageQueue.Visitor visitor) {
        queue.visit(visitor);
    }

    /** What is in flight, in the order in which it was sent. */
    List<Delivery> unacknowledged() {
        return inFlight.inOrder();
    }

    // After a restart

    void restore(StoredSession.Entry entry) {
        StoredDelivery from = entry.delivery();
        SharedGroup group = from.share() == null ? null : groupOf(entry.message(), from.share());
        Delivery delivery = new Delivery(
                entry.received() ? null : entry.message(), from.qos(), from.retain(), from.identifiers(), group);
        delivery.sequence = from.sequence();
        sequence = Math.max(sequence, from.sequence());
        if (from.packetId() == 0) {
            queue.add(delivery);
        } else {
            delivery.packetId = (char) from.packetId();
            delivery.state = entry.received() ? Delivery.RELEASED : Delivery.SENT;
            inFlight.restore(delivery);
        }
    }

    private @Nullable SharedGroup groupOf(@Nullable Message message, String share) {
        if (message == null) {
            return null;
        }
        for (SharedGroup group : broker.routing().route(message.topic()).groups()) {
            if (group.filter().equals(share)) {
                return group;
            }
        }
        return null;
    }
}
