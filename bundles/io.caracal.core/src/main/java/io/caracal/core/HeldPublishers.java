package io.caracal.core;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The publishers of a loop that wait for better times. Each gets one message through in a while: behind it there may be
 * acknowledgements, without which nothing would ever become better.
 */
final class HeldPublishers {
    /** How long one waits at most. */
    private static final long MOST_MILLIS = 1000;

    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private @Nullable Connection passing;
    private boolean holding;

    private record Held(Connection connection, long since) {}

    int count() {
        return held.size();
    }

    /** Whether the next message of a connection has to wait; then the connection is held. */
    boolean hold(Connection connection) {
        if (!holding) {
            return false;
        }
        if (passing == connection) {
            passing = null;
            return false;
        }
        connection.hold();
        connection.loop().counters.count(Counter.OVERLOAD_PUBLISHERS_HELD);
        held.add(new Held(connection, connection.loop().now()));
        return true;
    }

    /** @param now monotonic milliseconds */
    void look(boolean full, long now) {
        holding = full;
        Held first = held.peek();
        for (int i = held.size(); i > 0 && first != null && (!full || now - first.since >= MOST_MILLIS); i--) {
            held.remove();
            passing = first.connection;
            first.connection.goOn();
            passing = null;
            first = held.peek();
        }
    }
}
