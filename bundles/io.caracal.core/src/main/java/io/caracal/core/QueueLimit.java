package io.caracal.core;

import io.caracal.core.TimerWheel.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the queue of a session is full. While its client is at work nothing is dropped: publishers get their
 * acknowledgements when their messages have left, so that their own windows bound what can pile up here. On the session's loop.
 */
final class QueueLimit {
    private static final Logger LOG = LoggerFactory.getLogger(QueueLimit.class);

    private final Session session;
    private final Deliveries deliveries;
    private final MessageQueue queue;
    private final BrokerLoop loop;
    private @Nullable Timeout patience;
    private long lastProgress;
    private boolean warned;
    private long dropped;

    QueueLimit(Session session, Deliveries deliveries, MessageQueue queue) {
        this.session = session;
        this.deliveries = deliveries;
        this.queue = queue;
        this.loop = session.loop;
        this.lastProgress = loop.now();
    }

    /** The client has taken a message, or had none to take. */
    void progress() {
        lastProgress = loop.now();
    }

    private long patienceMillis() {
        return loop.broker.patienceMillis();
    }

    /** Whether the client is there and takes messages, if slower than they come. */
    private boolean keepsUp() {
        return session.ready() != null && loop.now() - lastProgress < patienceMillis();
    }

    /**
     * Puts a message into the queue, in place of another one if it has no room and the client does not keep up.
     *
     * @param source makes the publisher's acknowledgement wait; null if there is none to wait
     * @return false if the message itself has no place
     */
    boolean add(Delivery delivery, PendingAck.@Nullable Source source) {
        if (queue.hasRoom()) {
            queue.add(delivery);
        } else if (delivery.qos > 0 && keepsUp()) {
            holdBack(delivery, source);
        } else if (queue.unsorted()) {
            // What must go first is known when the priorities are.
            queue.add(delivery);
            deliveries.readAhead();
        } else {
            Delivery first = queue.replace(delivery);
            if (first == delivery) {
                count(delivery);
                return false;
            }
            drop(first);
        }
        return true;
    }

    private void holdBack(Delivery delivery, PendingAck.@Nullable Source source) {
        queue.add(delivery);
        if (source != null) {
            delivery.publisher = loop.pending(source);
        }
        if (patience == null) {
            patience = loop.schedule(patienceMillis(), this::checkPatience);
        }
    }

    private long checkPatience(long now) {
        if (keepsUp() && !queue.isEmpty()) {
            return lastProgress + patienceMillis();
        }
        patience = null;
        cut();
        return 0;
    }

    /** Tells publishers on other loops whether they have to wait. */
    void report() {
        session.congested(!queue.hasRoom() && keepsUp());
    }

    /** The priorities of everything that waits are known again. */
    void sorted() {
        if (!keepsUp()) {
            cut();
        }
    }

    /** Drops what is too much, and lets nobody wait any longer for what is left. */
    void cut() {
        if (queue.exceeded() && queue.unsorted()) {
            deliveries.readAhead();
        } else {
            while (queue.exceeded()) {
                drop(queue.drop());
            }
        }
        queue.settle();
        session.congested(false);
    }

    private void drop(Delivery delivery) {
        count(delivery);
        deliveries.gone(delivery);
    }

    private void count(Delivery delivery) {
        dropped++;
        loop.counters.count(Counter.DROPPED_QUEUE_FULL);
        if (delivery.qos > 0 && !warned) {
            warned = true;
            LOG.warn(
                    "clientId={} the queue is full ({} messages, mqtt.max_mqueue_len), messages are dropped from now on",
                    session.clientId(),
                    queue.size());
        }
    }

    /** How many messages were dropped because the queue was full. */
    long dropped() {
        return dropped;
    }

    void end() {
        if (patience != null) {
            patience.cancel();
        }
    }
}
