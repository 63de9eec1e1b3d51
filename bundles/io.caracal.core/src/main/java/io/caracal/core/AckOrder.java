package io.caracal.core;

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
        if (queue.size() == MOST) {
            connection.hold();
        }
        ack.arm();
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
        boolean full = queue.size() >= MOST;
        PendingAck first = queue.peekFirst();
        while (first != null && first.complete()) {
            queue.removeFirst();
            settled(first);
            if (first.failed() && !connection.version5()) {
                // MQTT 3.x has no way to say it; without an answer the client sends the message again.
                connection.leave(ReasonCode.UNSPECIFIED_ERROR, "a message could not be kept");
                return;
            }
            connection.writer().ack(first.type(), first.packetId(), first.outcome());
            first = queue.peekFirst();
        }
        if (full && queue.size() < MOST) {
            connection.goOn();
        }
    }

    /** @return true */
    private boolean settled(PendingAck ack) {
        if (ack.type() == PacketType.PUBREC) {
            pubrecs--;
            session.confirmed(ack);
        }
        return true;
    }
}
