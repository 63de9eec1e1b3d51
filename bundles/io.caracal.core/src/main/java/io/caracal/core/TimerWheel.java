package io.caracal.core;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timers of one event loop: keep alive, idle and session time-outs. Scheduling and cancelling cost a few instructions, and a
 * connection that is busy moves no timer: when its time comes, the handler says when it wants to be asked again.
 *
 * <p>Not thread-safe; used on its loop only.
 */
final class TimerWheel {
    static final long TICK_MILLIS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(TimerWheel.class);
    private static final int BUCKETS = 512;

    private final ArrayList<Timeout>[] buckets = newBuckets();
    private long tick;
    private long now;

    TimerWheel(long now) {
        this.now = now;
        this.tick = now / TICK_MILLIS;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ArrayList<Timeout>[] newBuckets() {
        ArrayList<Timeout>[] buckets = new ArrayList[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = new ArrayList<>(0);
        }
        return buckets;
    }

    /** What happens when a time has come. */
    interface Handler {
        /**
         * @param now monotonic milliseconds
         * @return when to be asked again, or 0 if not
         */
        long expired(long now);
    }

    /** One scheduled time. */
    static final class Timeout {
        private @Nullable Handler handler;
        private long deadline;

        private Timeout(Handler handler, long deadline) {
            this.handler = handler;
            this.deadline = deadline;
        }

        /** Forgets the handler; the entry itself goes when its bucket is next looked at. */
        void cancel() {
            handler = null;
        }
    }

    /** Monotonic milliseconds at the last tick. */
    long now() {
        return now;
    }

    /** @param deadline monotonic milliseconds, as {@link #now()} */
    Timeout schedule(long deadline, Handler handler) {
        Timeout timeout = new Timeout(handler, deadline);
        place(timeout);
        return timeout;
    }

    private void place(Timeout timeout) {
        // One tick more than the division says: a timer never fires early. What lies beyond a turn waits in the
        // farthest bucket.
        long at = Math.max(timeout.deadline / TICK_MILLIS + 1, tick + 1);
        buckets[(int) (Math.min(at, tick + BUCKETS - 1) % BUCKETS)].add(timeout);
    }

    /** Runs what is due; called about every {@link #TICK_MILLIS}. */
    void advance(long to) {
        now = to;
        long until = to / TICK_MILLIS;
        while (tick < until) {
            tick++;
            ArrayList<Timeout> due = buckets[(int) (tick % BUCKETS)];
            if (!due.isEmpty()) {
                buckets[(int) (tick % BUCKETS)] = new ArrayList<>(0);
                for (int i = 0; i < due.size(); i++) {
                    fireGuarded(due.get(i));
                }
            }
        }
    }

    /** One that fails must not take the timers of everybody else with it. */
    private void fireGuarded(Timeout timeout) {
        try {
            fire(timeout);
        } catch (RuntimeException e) {
            LOG.error("a timer failed", e);
        }
    }

    private void fire(Timeout timeout) {
        Handler handler = timeout.handler;
        if (handler == null) {
            return;
        }
        if (timeout.deadline <= now) {
            long next = handler.expired(now);
            if (next == 0 || timeout.handler == null) {
                timeout.handler = null;
                return;
            }
            timeout.deadline = next;
        }
        place(timeout);
    }
}
