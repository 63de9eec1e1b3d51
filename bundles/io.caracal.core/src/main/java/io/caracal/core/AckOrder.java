package io.caracal.core;

import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgements that a publisher waits for, in the order of its packets [MQTT-4.6.0-2]. As long as none has to wait, each is
 * written at once and nothing is kept.
 */
final class AckOrder {
    /** More than this waiting for the store or for slow subscribers: no more is read from the publisher. */
    private static final int MOST = 1000;

    private final Connection connection;
    private final ArrayDeque<PendingAck> queue = new ArrayDeque<>(0);
    private boolean releasing;

    AckOrder(Connection connection) {
        this.connection = connection;
    }

    int size() {
        return queue.size();
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
        if (queue.size() == MOST) {
            connection.hold();
        }
        ack.arm();
    }

    /** An acknowledgement may have become complete; any thread. */
    void completed() {
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
            return;
        }
        boolean full = queue.size() >= MOST;
        PendingAck first = queue.peekFirst();
        while (first != null && first.complete()) {
            queue.removeFirst();
            ReasonCode outcome = first.outcome();
            if (outcome.failure() && first.type() == PacketType.PUBREC) {
                connection.forgetAccepted(first.packetId());
            }
            connection.writer().ack(first.type(), first.packetId(), outcome);
            first = queue.peekFirst();
        }
        if (full && queue.size() < MOST) {
            connection.goOn();
        }
    }
}
