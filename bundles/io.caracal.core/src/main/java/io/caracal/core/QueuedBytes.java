package io.caracal.core;

import io.caracal.api.store.Message;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How much memory the messages take that wait in the queues of one loop. A large message that waits in many queues is counted once,
 * a small one in each of them: its bytes are few beside what each queue needs for its place.
 */
final class QueuedBytes {
    /** A place in a queue, and the fields of a message. */
    private static final int PLACE = 96;

    private static final int LARGE = 512;

    private final Map<Message, Uses> large = new IdentityHashMap<>();
    private long bytes;

    private static final class Uses {
        private int count;
    }

    long bytes() {
        return bytes;
    }

    /** A delivery waits from now on, perhaps without its message. */
    void waits(Delivery delivery) {
        bytes += PLACE;
        loaded(delivery);
    }

    /** A delivery waits no longer. */
    void gone(Delivery delivery) {
        bytes -= PLACE;
        unloaded(delivery);
    }

    /** The message of a delivery that waits has come into memory. */
    void loaded(Delivery delivery) {
        Message message = delivery.message;
        if (message == null) {
            return;
        }
        int size = size(message);
        if (size < LARGE) {
            bytes += size;
        } else {
            Uses uses = large.computeIfAbsent(message, _ -> new Uses());
            bytes += uses.count++ == 0 ? size : 0;
        }
    }

    /** The message of a delivery that waits is about to leave the memory, or it waits no longer. */
    void unloaded(Delivery delivery) {
        Message message = delivery.message;
        if (message == null) {
            return;
        }
        int size = size(message);
        if (size < LARGE) {
            bytes -= size;
            return;
        }
        Uses uses = large.get(message);
        if (uses != null && --uses.count == 0) {
            large.remove(message);
            bytes -= size;
        }
    }

    private static int size(Message message) {
        return message.payload().length + message.properties().length;
    }
}
