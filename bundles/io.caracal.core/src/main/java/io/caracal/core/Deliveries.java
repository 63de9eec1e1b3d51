package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.core.routing.SharedGroup;
import io.caracal.core.routing.Subscription;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
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
    private final QueueLimit limit;
    private final InFlight inFlight = new InFlight();

    /** The last number of a session that the store does not keep. */
    private long sequence;

    /** How many deliveries were sent on this connection and are not acknowledged: what Receive Maximum bounds. */
    private int outstanding;

    private @Nullable ArrayDeque<Delivery> toResend;
    private @Nullable RetainedBacklog retained;
    private @Nullable HeldPackets held;
    private @Nullable WaitingBodies bodies;

    Deliveries(Session session) {
        this.session = session;
        this.loop = session.loop;
        this.broker = loop.broker;
        this.queue = new MessageQueue(broker.mqtt(), loop.load.queued);
        this.limit = new QueueLimit(session, this, queue);
    }

    private SessionStore store() {
        return broker.sessionStore();
    }

    private HeldPackets held() {
        HeldPackets current = held;
        if (current == null) {
            current = new HeldPackets(session, this);
            held = current;
        }
        return current;
    }

    private WaitingBodies bodies() {
        WaitingBodies current = bodies;
        if (current == null) {
            current = new WaitingBodies(session, this, queue, limit);
            bodies = current;
        }
        return current;
    }

    // The connection comes and goes

    /** Nothing is outstanding on a new connection. What was in flight is sent again, in its order [MQTT-4.4.0-1]. */
    void resume() {
        outstanding = 0;
        limit.progress();
        if (held != null) {
            held.clear();
        }
        List<Delivery> unfinished = inFlight.inOrder();
        unfinished.forEach(delivery -> delivery.outstanding = false);
        toResend = unfinished.isEmpty() ? null : new ArrayDeque<>(unfinished);
        drain();
    }

    /** Without a connection nothing more is on its way; what is left waits within its bounds, or is passed on. */
    void connectionLost() {
        outstanding = 0;
        toResend = null;
        if (held != null) {
            held.clear();
        }
        keepUnsentRetained();
        passSharedOn();
        limit.cut();
        leaveBodiesToTheStore();
    }

    private void keepUnsentRetained() {
        RetainedBacklog unsent = retained;
        retained = null;
        if (unsent != null && session.persistent()) {
            unsent.handOut((message, qos, identifiers) -> {
                if (qos > 0) {
                    loop.outgoing.load(message);
                    enqueue(loop.outgoing, qos, true, identifiers, null, 0, null);
                    loop.store(null);
                }
                return true;
            });
        }
    }

    /**
     * Gives messages of shared subscriptions that this client has not acknowledged to other members, if there are any.
     *
     * @return completes when that is done: at once, if nothing has to be read for it
     */
    CompletionStage<Void> passSharedOn() {
        List<Delivery> shared = new ArrayList<>();
        for (Delivery delivery : inFlight.inOrder()) {
            // QoS 2 that was sent stays with this session [MQTT-4.8.2-4], [MQTT-4.8.2-5].
            if (delivery.group != null && delivery.qos == 1) {
                shared.add(delivery);
            }
        }
        if (!queue.isEmpty()) {
            shared.addAll(queue.shared());
        }
        return new SharedHandOver(session, this).begin(shared);
    }

    private void leaveBodiesToTheStore() {
        if (store().readable()) {
            queue.letGo();
            for (Delivery delivery : inFlight.inOrder()) {
                if (delivery.kept) {
                    delivery.message = null;
                }
            }
        }
    }

    /** Whether a delivery waits here or is in flight. */
    boolean holds(Delivery delivery) {
        return delivery.state == Delivery.WAITING ? queue.find(delivery.sequence) == delivery : inFlight(delivery);
    }

    boolean inFlight(Delivery delivery) {
        return delivery.packetId != 0 && inFlight.get(delivery.packetId) == delivery;
    }

    /** Somebody else has it, or nobody any more. */
    void gone(Delivery delivery) {
        if (!queue.remove(delivery) && inFlight(delivery)) {
            inFlight.remove(delivery);
            if (delivery.outstanding) {
                outstanding--;
            }
        }
        delivery.settle();
        completed(delivery);
    }

    // Messages come

    /**
     * Takes the loop's current message: sends it if the client can take it now, else lets it wait.
     *
     * @param group the shared subscription that it came by, or null
     * @param number under which the store has it already; 0 if it does not
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
        Connection connection = session.ready();
        if (connection != null
                && queue.isEmpty()
                && retained == null
                && toResend == null
                && connection.writer().writable()
                && (qos == 0 || outstanding < connection.window())) {
            send(connection, outgoing, qos, retain, identifiers, group, number);
        } else {
            enqueue(outgoing, qos, retain, identifiers, group, number, source);
        }
    }

    private void send(
            Connection connection,
            Outgoing outgoing,
            int qos,
            boolean retain,
            int[] identifiers,
            @Nullable SharedGroup group,
            long number) {
        if (qos == 0) {
            connection.writer().publish(outgoing, 0, false, retain, 0, identifiers);
            return;
        }
        if (!connection.writer().fits(outgoing, true, identifiers)) {
            loop.counters.count(Counter.DROPPED_TOO_LARGE);
            if (number != 0) {
                loop.store.completed(session.clientId(), number);
            }
            return;
        }
        boolean stored = session.stored();
        // A session that ends with its connection never sends again, so it need not keep the message.
        Message kept = stored || group != null ? outgoing.message() : null;
        Delivery delivery = new Delivery(kept, qos, retain, identifiers, group);
        delivery.sequence = number == 0 ? nextNumber(stored) : number;
        delivery.kept = stored;
        track(delivery);
        if (!stored) {
            connection.writer().publish(outgoing, qos, false, retain, delivery.packetId, identifiers);
        } else if (number != 0) {
            inFlightNow(connection, delivery);
        } else if (qos == 2) {
            loop.store.addHeld(stored(delivery), held(), delivery);
        } else {
            loop.store.add(stored(delivery));
            writeBehindHeld(connection, delivery);
        }
    }

    /** A delivery that the store has as one that waits gets its packet identifier, and goes out. */
    private void inFlightNow(Connection connection, Delivery delivery) {
        CompletionStage<Void> sent = store().sent(session.clientId(), delivery.sequence, delivery.packetId);
        if (delivery.qos == 2) {
            held().publish(delivery, sent);
        } else {
            writeBehindHeld(connection, delivery);
        }
    }

    private void writeBehindHeld(Connection connection, Delivery delivery) {
        if (held == null || held.isEmpty()) {
            write(connection, delivery, false);
        } else {
            held.publish(delivery, null);
        }
    }

    /** Writes the loop's current message, which is that of a delivery in flight. */
    void write(Connection connection, Delivery delivery, boolean dup) {
        connection
                .writer()
                .publish(loop.outgoing, delivery.qos, dup, delivery.retain, delivery.packetId, delivery.identifiers);
        if (delivery.group == null && (!session.stored() || delivery.kept && store().readable())) {
            delivery.message = null;
        }
    }

    private long nextNumber(boolean stored) {
        return stored ? broker.nextSequence() : ++sequence;
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
                delivery.packetId);
    }

    private void enqueue(
            Outgoing outgoing,
            int qos,
            boolean retain,
            int[] identifiers,
            @Nullable SharedGroup group,
            long number,
            PendingAck.@Nullable Source source) {
        MqttSettings mqtt = broker.mqtt();
        if (qos == 0 && !mqtt.mqueueStoreQos0()) {
            loop.counters.count(Counter.DROPPED_QOS0);
            return;
        }
        if (qos == 0 && broker.overload().level().dropsQos0()) {
            loop.counters.count(Counter.DROPPED_OVERLOAD);
            return;
        }
        queue.follow(mqtt);
        Delivery delivery = new Delivery(outgoing.message(), qos, retain, identifiers, group);
        delivery.sequence = number == 0 ? nextNumber(session.stored()) : number;
        delivery.kept = qos > 0 && session.stored();
        if (queue.isEmpty()) {
            // A client that had nothing to take was not slow.
            limit.progress();
        }
        if (limit.add(delivery, source)) {
            keep(delivery, number == 0, outgoing.payloadLength());
        } else if (number != 0) {
            completed(delivery);
        }
        limit.report();
    }

    private void keep(Delivery delivery, boolean isNew, int payloadLength) {
        if (!delivery.kept) {
            return;
        }
        if (isNew) {
            loop.store.add(stored(delivery));
        }
        if (!WaitingBodies.worthHolding(session, queue, payloadLength)) {
            queue.letGo(delivery);
        }
    }

    /** A message could not be stored, and its publisher is told so: it must not go out any more, if it did not yet. */
    void withdraw(long number) {
        Delivery delivery = queue.find(number);
        if (delivery == null && held != null) {
            delivery = held.take(number);
        }
        if (delivery != null) {
            gone(delivery);
        }
    }

    /** As {@link #withdraw(long)}, for a delivery that was to go out when it is stored. */
    void withdraw(Delivery delivery) {
        if (inFlight(delivery)) {
            finished(delivery);
        }
    }

    private void completed(Delivery delivery) {
        if (delivery.kept) {
            loop.store.completed(session.clientId(), delivery.sequence);
        }
    }

    /** The session is over; nobody waits for its messages any more. */
    void end() {
        limit.end();
        for (Delivery delivery = queue.poll(); delivery != null; delivery = queue.poll()) {
            delivery.settle();
        }
    }

    // What waits goes out

    private boolean waiting() {
        return !queue.isEmpty() || retained != null || toResend != null || held != null && !held.isEmpty();
    }

    /** Sends what waits, as long as the client can take it. */
    void drain() {
        Connection connection = session.ready();
        if (connection == null || !waiting()) {
            return;
        }
        if (held != null) {
            held.flush();
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
            boolean current = inFlight(delivery);
            boolean again = current && delivery.state == Delivery.SENT;
            if (again && outstanding >= connection.window()
                    || !connection.writer().writable()) {
                return;
            }
            if (again && delivery.cold()) {
                bodies().read(unfinished);
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
        write(connection, delivery, true);
    }

    /** Retained messages for a subscription just made; they go out as fast as the client takes them. */
    void deliverRetained(List<Message> messages, Subscription subscription) {
        if (retained == null) {
            retained = new RetainedBacklog();
        }
        retained.add(messages, subscription);
        drain();
    }

    private void sendRetained(Connection connection) {
        if (retained != null
                && retained.handOut((message, qos, identifiers) -> {
                    if (!connection.writer().writable() || qos > 0 && outstanding >= connection.window()) {
                        return false;
                    }
                    if (!expired(message)) {
                        loop.outgoing.load(message);
                        send(connection, loop.outgoing, qos, true, identifiers, null, 0);
                        loop.store(null);
                    }
                    return true;
                })) {
            retained = null;
        }
    }

    private static boolean expired(Message message) {
        return message.expiresAt() != Message.NEVER && message.expired(System.currentTimeMillis());
    }

    private void sendQueued(Connection connection) {
        while (connection.writer().writable() && !queue.unsorted()) {
            Delivery delivery = queue.peek();
            if (delivery == null || delivery.qos > 0 && outstanding >= connection.window() || delivery.cold()) {
                break;
            }
            queue.poll();
            sendQueued(connection, delivery);
            delivery.settle();
            limit.progress();
        }
        if (queue.cold() > 0) {
            readAhead();
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
            if (delivery.kept) {
                inFlightNow(connection, delivery);
            } else {
                write(connection, delivery, false);
            }
        }
    }

    /** Reads bodies that are needed next, if there are not enough in memory. */
    void readAhead() {
        bodies().readAhead();
    }

    /** What the store does not have any more, though it was asked for it, is nothing to wait for. */
    void lost(Delivery delivery) {
        LOG.warn(
                "clientId={} a message that was to be delivered is not in the store any more (number {})",
                session.clientId(),
                delivery.sequence);
        gone(delivery);
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

    /** PUBREC, answered with PUBREL unless a failure ended the delivery; false if it does not fit what was sent. */
    boolean pubrec(Connection connection, int packetId, ReasonCode reason) {
        Delivery delivery = inFlight.get(packetId);
        if (delivery == null) {
            loop.counters.count(Counter.PUBREC_MISSED);
            if (!reason.failure()) {
                connection.writer().ack(PacketType.PUBREL, packetId, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND);
            }
            return true;
        }
        if (delivery.qos != 2) {
            return false;
        }
        if (reason.failure()) {
            finished(delivery);
            return true;
        }
        boolean first = delivery.state == Delivery.SENT;
        delivery.state = Delivery.RELEASED;
        delivery.message = null;
        if (delivery.kept) {
            held().pubrel(delivery, first ? store().received(session.clientId(), delivery.sequence) : null);
        } else {
            connection.writer().ack(PacketType.PUBREL, packetId, ReasonCode.SUCCESS);
        }
        return true;
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
        limit.progress();
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
        return limit.dropped();
    }

    /** How many messages that the store has are in memory as well while they wait. */
    int bodiesInMemory() {
        return queue.hot();
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
        broker.recovered(from.sequence());
        SharedGroup group = from.share() == null ? null : broker.routing().group(from.share());
        int[] identifiers = from.identifiers().length == 0 ? Delivery.NO_IDENTIFIERS : from.identifiers();
        Message message = entry.received() || store().readable() ? null : entry.message();
        Delivery delivery = new Delivery(message, from.qos(), from.retain(), identifiers, group);
        delivery.sequence = from.sequence();
        delivery.kept = true;
        if (from.packetId() == 0) {
            queue.add(delivery);
        } else {
            delivery.packetId = (char) from.packetId();
            delivery.state = entry.received() ? Delivery.RELEASED : Delivery.SENT;
            restoreInFlight(delivery);
        }
    }

    /** After damage to the store a delivery may be there whose end was lost, and whose identifier another one has since. */
    private void restoreInFlight(Delivery delivery) {
        Delivery outdated = inFlight.get(delivery.packetId);
        if (outdated != null) {
            LOG.warn(
                    "clientId={} two messages were in flight with packet identifier {}; the older one is dropped",
                    session.clientId(),
                    (int) delivery.packetId);
            inFlight.remove(outdated);
            // The timers begin when everything has been read.
            loop.schedule(0, now -> {
                completed(outdated);
                return 0;
            });
        }
        inFlight.restore(delivery);
    }
}
