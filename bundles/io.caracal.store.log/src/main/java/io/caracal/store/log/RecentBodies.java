package io.caracal.store.log;

import io.caracal.api.store.Message;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were read a moment ago. One that waits in many queues is read by one session after the other: then it is read from the disk once, and
 * in memory once. From any thread.
 */
final class RecentBodies {
    private static final int OVERHEAD = 200;

    private final long most;
    private final Map<Long, Body> bodies = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Body(Message message, int size) {}

    /** @param most bytes */
    RecentBodies(long most) {
        this.most = most;
    }

    synchronized @Nullable Message get(long place) {
        Body body = bodies.get(place);
        return body == null ? null : body.message;
    }

    /** @param length of its record: only one with many deliveries is much longer than its message, and worth keeping */
    synchronized void put(long place, Message message, int length) {
        int size = OVERHEAD + message.topic().length + message.payload().length + message.properties().length;
        if (size > most / 8 || length < size) {
            return;
        }
        Body before = bodies.put(place, new Body(message, size));
        bytes += before == null ? size : 0;
        Iterator<Body> eldest = bodies.values().iterator();
        while (bytes > most) {
            bytes -= eldest.next().size;
            eldest.remove();
        }
    }
}
