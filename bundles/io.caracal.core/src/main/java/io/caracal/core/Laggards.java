package io.caracal.core;

import io.caracal.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connections of a loop whose clients have not taken all that was sent, and how much that is. Looked at from time to time; who has
 * taken everything is forgotten then.
 */
final class Laggards {
    private final Map<Connection, Progress> slow = new IdentityHashMap<>();
    private long bytes;

    private static final class Progress {
        private long waiting;
        private long since;

        Progress(long waiting, long since) {
            this.waiting = waiting;
            this.since = since;
        }
    }

    /** The system takes no more for a connection. */
    void add(Connection connection, long now) {
        slow.computeIfAbsent(connection, _ -> {
            long waiting = connection.link().waiting();
            bytes += waiting;
            return new Progress(waiting, now);
        });
    }

    void remove(Connection connection) {
        Progress gone = slow.remove(connection);
        bytes -= gone == null ? 0 : gone.waiting;
    }

    int count() {
        return slow.size();
    }

    /** What waits, as of the last look. */
    long bytes() {
        return bytes;
    }

    /** @param patience how long a client may take nothing */
    void look(long now, Optional<Long> patience) {
        if (slow.isEmpty()) {
            return;
        }
        bytes = 0;
        List<Connection> stuck = new ArrayList<>();
        var all = slow.entrySet().iterator();
        while (all.hasNext()) {
            var each = all.next();
            Progress progress = each.getValue();
            long waiting = each.getKey().link().waiting();
            if (waiting == 0) {
                all.remove();
                continue;
            }
            if (waiting != progress.waiting) {
                progress.waiting = waiting;
                progress.since = now;
            } else if (patience.isPresent() && now - progress.since >= patience.get()) {
                stuck.add(each.getKey());
            }
            bytes += waiting;
        }
        stuck.forEach(connection -> connection.leave(
                ReasonCode.QUOTA_EXCEEDED, "nothing of what waits on the connection was taken for too long"));
    }
}
