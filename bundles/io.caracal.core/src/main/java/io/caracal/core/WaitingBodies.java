package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which bodies of a stored session are in memory: the first ones of its queue while its client takes messages, none while nobody does.
 * Read back ahead of the client's window, and to learn the priorities of what was there before a restart. On the session's loop.
 */
final class WaitingBodies implements StoredBodies.Taker {
    /** Messages held for a client that is there; fewer if they are large. */
    private static final int MOST = 256;

    private static final int SMALL = 1024;
    private static final int MOST_LARGE = 16;

    /** Fewer left than this: more are read. */
    private static final int AHEAD = 32;

    private final Session session;
    private final Deliveries deliveries;
    private final MessageQueue queue;
    private final QueueLimit limit;
    private final StoredBodies stored;

    WaitingBodies(Session session, Deliveries deliveries, MessageQueue queue, QueueLimit limit) {
        this.session = session;
        this.deliveries = deliveries;
        this.queue = queue;
        this.limit = limit;
        this.stored = new StoredBodies(session);
    }

    /** Whether a message that has just been put into the queue stays in memory, since it will go out soon. */
    static boolean worthHolding(Session session, MessageQueue queue, int payloadLength) {
        return !session.loop.broker.sessionStore().readable()
                || session.ready() != null
                        && queue.cold() == 0
                        && queue.hot() <= (payloadLength > SMALL ? MOST_LARGE : MOST);
    }

    /** Reads what goes out next, if little of it is in memory. */
    void readAhead() {
        if (!stored.reading() && queue.cold() > 0 && (queue.hot() < AHEAD || queue.unsorted() || firstIsCold())) {
            stored.read(queue.toRead(stored.batch()), this);
        }
    }

    private boolean firstIsCold() {
        Delivery first = queue.peek();
        return first != null && first.cold();
    }

    /** Reads what is to be sent again. */
    void read(Iterable<Delivery> unfinished) {
        if (stored.reading()) {
            return;
        }
        List<Delivery> wanted = new ArrayList<>();
        for (Delivery delivery : unfinished) {
            if (wanted.size() < stored.batch() && delivery.state == Delivery.SENT && delivery.cold()) {
                wanted.add(delivery);
            }
        }
        stored.read(wanted, this);
    }

    @Override
    public void read(List<Delivery> asked, List<@Nullable Message> messages) {
        boolean sorting = queue.unsorted();
        for (int i = 0; i < asked.size(); i++) {
            Delivery delivery = asked.get(i);
            Message message = messages.get(i);
            if (!deliveries.holds(delivery) || delivery.state == Delivery.RELEASED) {
                continue; // it has gone meanwhile
            }
            if (message == null) {
                deliveries.lost(delivery);
            } else if (delivery.state == Delivery.WAITING) {
                queue.fill(delivery, message);
                if (sorting && (queue.hot() > MOST || session.ready() == null)) {
                    queue.letGo(delivery);
                }
            } else if (session.ready() != null) {
                delivery.message = message;
            }
        }
        if (queue.unsorted()) {
            readAhead();
        } else if (sorting) {
            limit.sorted();
        }
        if (session.ready() == null) {
            queue.letGo();
        }
        deliveries.drain();
    }

    /** The client may come back and try again; without a connection nothing is lost. */
    @Override
    public void failed() {
        Connection connection = session.ready();
        if (connection != null) {
            connection.leave(ReasonCode.UNSPECIFIED_ERROR, "messages that wait could not be read");
        }
    }
}
