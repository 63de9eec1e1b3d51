package io.caracal.core;

import io.caracal.api.store.SessionStore;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgements that a publisher waits for, in the order of its packets [MQTT-4.6.0-2]. As long as none has to wait, each is
 * written at once and nothing is kept.
 */
final class AckOrder implements PendingAck.Completion {
    /** More than this waiting for the store or for slow subscribers: no more is read from the publisher. */
    private static final int MOST = 1000;

    private final Connection connection;
    private final Session session;
    private final ArrayDeque<PendingAck> queue = new ArrayDeque<>(0);
    private int pubrecs;
    private boolean releasing;
    private boolean held;

    AckOrder(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    int size() {
        return queue.size();
    }

    /** Without PUBREC: its message is counted among those that the client has not released. */
    int unanswered() {
        return queue.size() - pubrecs;
    }

    /**
     * Answers a packet: at once if nothing is open before it.
     *
     * @param waiting what the answer has to wait for; null if for nothing
     */
    void answer(int type, int packetId, ReasonCode reason, @Nullable PendingAck waiting) {
        if (waiting == null && queue.isEmpty()) {
            connection.writer().ack(type, packetId, reason);
            return;
        }
        PendingAck ack = waiting == null ? new PendingAck(this, type, packetId) : waiting;
        ack.reason(reason);
        queue.addLast(ack);
        if (type == PacketType.PUBREC) {
            pubrecs++;
            session.unconfirmed(ack);
        }
        if (!held && (queue.size() >= MOST || waiting != null && store().lagging())) {
            held = true;
            connection.hold();
        }
        ack.arm();
    }

    private SessionStore store() {
        return connection.broker.sessionStore();
    }

    /** An acknowledgement may have become complete; any thread. */
    @Override
    public void completed() {
        BrokerLoop loop = connection.loop();
        if (loop.eventLoop.inEventLoop()) {
            releaseLater(loop);
        } else {
            loop.eventLoop.execute(() -> releaseLater(loop));
        }
    }

    private void releaseLater(BrokerLoop loop) {
        if (!releasing) {
            releasing = true;
            loop.atEndOfTurn(this::release);
        }
    }

    /** Writes what has become complete, as far as the order allows. */
    private void release() {
        releasing = false;
        if (!connection.connected()) {
            queue.removeIf(ack -> ack.complete() && settled(ack));
            return;
        }
        PendingAck first = queue.peekFirst();
        while (first != null && first.complete()) {
            queue.removeFirst();
            settled(first);
            if (first.failed() && (!connection.version5() || first.type() == PacketType.PUBCOMP)) {
                // MQTT 3.x has no way to say it, and PUBCOMP none in any version; without an answer the client asks
                // again.
                connection.leave(first.outcome(), "a message could not be kept");
                return;
            }
            connection.writer().ack(first.type(), first.packetId(), first.outcome());
            first = queue.peekFirst();
        }
        // With nothing open one more packet is read, however slow the store is: its answer tells when to go on.
        if (held && queue.size() < MOST && (queue.isEmpty() || !store().lagging())) {
            held = false;
            connection.goOn();
        }
    }

    /** @return true */
    private boolean settled(PendingAck ack) {
        if (ack.type() == PacketType.PUBREC) {
            pubrecs--;
            session.confirmed(ack);
        } else if (ack.type() == PacketType.PUBCOMP && ack.failed()) {
            session.stillUnreleased(ack.packetId());
        }
        return true;
    }
}
