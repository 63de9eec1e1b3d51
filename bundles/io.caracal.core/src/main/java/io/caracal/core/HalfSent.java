package io.caracal.core;

import io.caracal.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections of a loop that have sent a large part of a packet, and how much that is. Who sends nothing worth mentioning of the
 * rest for too long loses the connection: buffers are not to be had for nothing.
 */
final class HalfSent {
    /** Smaller parts are not watched. */
    static final int LARGE = 4096;

    /** Bytes that count as going on. */
    private static final int WORTH_MENTIONING = 1024;

    private final Map<Connection, Part> parts = new IdentityHashMap<>();
    private long bytes;

    private static final class Part {
        private int size;
        private int sizeThen;
        private long packets;
        private long since;
    }

    /** More of a packet has come. */
    void grew(Connection connection, long now) {
        Part part = parts.computeIfAbsent(connection, _ -> new Part());
        int size = connection.halfSent();
        bytes += size - part.size;
        part.size = size;
        if (part.packets != connection.packetsReceived() || size - part.sizeThen >= WORTH_MENTIONING) {
            part.packets = connection.packetsReceived();
            part.sizeThen = size;
            part.since = now;
        }
    }

    void remove(Connection connection) {
        Part gone = parts.remove(connection);
        bytes -= gone == null ? 0 : gone.size;
    }

    /** What has come of packets that are not complete, as of the last look or later. */
    long bytes() {
        return bytes;
    }

    void look(long now) {
        if (parts.isEmpty()) {
            return;
        }
        bytes = 0;
        List<Connection> stuck = new ArrayList<>();
        var all = parts.entrySet().iterator();
        while (all.hasNext()) {
            var each = all.next();
            Connection connection = each.getKey();
            Part part = each.getValue();
            part.size = connection.halfSent();
            if (part.size < LARGE) {
                all.remove();
                continue;
            }
            bytes += part.size;
            if (connection.held()) {
                part.since = now; // it is not the client that keeps it from going on
            } else if (now - part.since >= connection.mqtt().idleTimeout().toMillis()) {
                stuck.add(connection);
            }
        }
        stuck.forEach(connection -> connection.violation(
                ReasonCode.KEEP_ALIVE_TIMEOUT, "a packet was begun and not gone on with in time (mqtt.idle_timeout)"));
    }
}
