package io.caracal.itests.bench.load;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Clients that come, each as the next user, and go when they have their answer: always the same number at a time. Those that are let in
 * say DISCONNECT and wait until the broker has closed the connection. One thread.
 */
final class Visitors {
    private static final long PATIENCE_NANOS = 15_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Run run;
    private final List<Credentials> users;
    private final int version;
    private final int places;
    private final long pause;
    /** Those under way; the longest there first. */
    private final ArrayDeque<Visitor> present = new ArrayDeque<>();
    /** When a place that became free is taken again. */
    private final ArrayDeque<Long> returns = new ArrayDeque<>();
    /** Nanoseconds from CONNECT to CONNACK, of those that were let in. */
    private final Histogram waited = new Histogram(SIGNIFICANT_DIGITS);

    private boolean open = true;
    private int number;
    private long accepted;
    private long refused;
    private long lost;
    private long late;

    /**
     * @param places how many are there at a time
     * @param pause how long a place stays free
     */
    Visitors(Run run, List<Credentials> users, int version, int places, Duration pause) {
        this.run = run;
        this.users = users;
        this.version = version;
        this.places = places;
        this.pause = pause.toNanos();
    }

    /** Lets those come for whom there is a place, and looks after those who are there. */
    void round() {
        long now = System.nanoTime();
        for (int n = present.size(); n > 0; n--) {
            Visitor visitor = present.remove();
            if (visitor.gone(now)) {
                returns.add(now + pause);
            } else {
                present.add(visitor);
            }
        }
        while (open && present.size() + waiting(now) < places) {
            Visitor visitor = new Visitor(users.get(number % users.size()));
            present.add(visitor);
            visitor.connection.open(null, run.loop.target());
        }
    }

    /** How many places stay free for now. */
    private int waiting(long now) {
        while (!returns.isEmpty() && returns.element() <= now) {
            returns.remove();
        }
        return returns.size();
    }

    /** Nobody comes any more. */
    void stop() {
        open = false;
    }

    boolean empty() {
        return present.isEmpty();
    }

    long accepted() {
        return accepted;
    }

    /** Whether everybody who has come was let in. */
    boolean none() {
        return errors() == 0;
    }

    private long errors() {
        return refused + lost + late;
    }

    /** Counts from zero. */
    void reset() {
        waited.reset();
        accepted = 0;
        refused = 0;
        lost = 0;
        late = 0;
    }

    void report(Map<String, Object> result, double seconds) {
        result.put("accepted", accepted);
        result.put("accepted_per_s", accepted / seconds);
        result.put("connack_p50_us", waited.getValueAtPercentile(50) / 1e3);
        result.put("connack_p99_us", waited.getValueAtPercentile(99) / 1e3);
        result.put("connack_max_us", waited.getMaxValue() / 1e3);
        result.put("visitors_refused", refused);
        result.put("visitors_lost", lost);
        result.put("visitors_late", late);
        result.put("visitors_failed", errors());
    }

    private final class Visitor implements Connection.Handler {
        private final Faults faults = new Faults();
        private final Connection connection;

        Visitor(Credentials user) {
            this.connection = new Connection(
                    run.loop,
                    faults,
                    version,
                    "visitor-%05x-%d".formatted(run.id & 0xFFFFF, number),
                    user,
                    List.of(),
                    0,
                    this);
            number++;
        }

        @Override
        public void established() {
            accepted++;
            waited.recordValue(Math.max(0, run.loop.now() - connection.greeted()));
            connection.disconnect();
        }

        @Override
        public void packet(int first, ByteBuffer in, int start, int end) {
            connection.drop("a visitor got packet 0x%02X".formatted(first));
        }

        /** Whether it is over, which is counted; or has waited too long. */
        boolean gone(long now) {
            if (!connection.closed()) {
                if (now - connection.started() < PATIENCE_NANOS) {
                    return false;
                }
                late++;
                run.faults.note("a visitor was not through within 15 s");
                connection.close();
            } else if (faults.refused > 0) {
                refused++;
                run.faults.note(faults.first());
            } else if (faults.dropped > 0) {
                lost++;
                run.faults.note(faults.first());
            }
            return true;
        }
    }
}
