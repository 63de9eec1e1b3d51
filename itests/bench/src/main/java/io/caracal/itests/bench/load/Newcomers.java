package io.caracal.itests.bench.load;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/**
 * Clients that come at a fixed rate and go at once: nine in ten with the right password, one with a wrong one. Counts those that
 * the broker decided wrongly.
 */
final class Newcomers {
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final int WRONG_EVERY = 10;

    private final Run run;
    private final Credentials right;
    private final Credentials wrong;
    private final Options options;
    private final long interval;
    private final ArrayDeque<Newcomer> under = new ArrayDeque<>();

    private boolean open = true;
    private boolean changing;
    private long due = System.nanoTime();
    private int number;
    private long accepted;
    private long refused;
    private long refusedRight;
    private long acceptedWrong;
    private long lost;
    private long late;

    /** @param rate how many come in a second */
    Newcomers(Run run, Credentials right, int rate, Options options) {
        this.run = run;
        this.right = right;
        this.wrong = new Credentials(right.username(), right.password() + "-wrong");
        this.options = options;
        this.interval = 1_000_000_000L / rate;
    }

    /** A change begins after which those with the right password are let in, or nobody is. Until it has ended, either may happen. */
    void expect(boolean openAfterwards) {
        changing = open != openAfterwards;
        open = openAfterwards;
    }

    /** The change is complete. */
    void settled() {
        changing = false;
    }

    /** Lets those come who are due, and looks after those on their way. */
    void round() {
        long now = System.nanoTime();
        while (due <= now) {
            Newcomer next = new Newcomer(number % WRONG_EVERY != 0, mustPass(), mustFail());
            under.add(next);
            next.connection.open(null, run.loop.target());
            number++;
            due += interval;
        }
        while (!under.isEmpty() && under.element().settled(now)) {
            under.remove();
        }
    }

    private boolean mustPass() {
        return open && !changing;
    }

    private boolean mustFail() {
        return !open && !changing;
    }

    boolean none() {
        return refusedRight == 0 && acceptedWrong == 0 && lost == 0 && late == 0;
    }

    void report(Map<String, Object> result) {
        result.put("newcomers_accepted", accepted);
        result.put("newcomers_refused", refused);
        result.put("wrongly_refused", refusedRight);
        result.put("wrongly_accepted", acceptedWrong);
        result.put("newcomers_lost", lost);
        result.put("newcomers_late", late);
    }

    private final class Newcomer implements Connection.Handler {
        private final boolean entitled;
        private final boolean mustPass;
        private final boolean mustFail;
        private final Faults faults = new Faults();
        private final Connection connection;
        private final long began = System.nanoTime();

        Newcomer(boolean entitled, boolean mustPass, boolean mustFail) {
            this.entitled = entitled;
            this.mustPass = mustPass;
            this.mustFail = mustFail;
            this.connection = new Connection(
                    run.loop,
                    faults,
                    options.version(number),
                    "new-%05x-%d".formatted(run.id & 0xFFFFF, number),
                    entitled ? right : wrong,
                    List.of(),
                    0,
                    this);
        }

        @Override
        public void established() {
            accepted++;
            // A decision that began before the change and came after it may be either.
            if (!entitled || mustFail && mustFail()) {
                acceptedWrong++;
                run.faults.note("a client that should not pass was let in");
            }
            connection.close();
        }

        @Override
        public void packet(int first, ByteBuffer in, int start, int end) {
            throw new IllegalStateException("a newcomer has closed the connection and reads no more");
        }

        /** Whether it has had its answer, which is counted; or has waited too long for it. */
        boolean settled(long now) {
            if (!connection.closed()) {
                if (now - began < PATIENCE_NANOS) {
                    return false;
                }
                late++;
                run.faults.note("a newcomer had no answer within 10 s");
                connection.close();
            } else if (faults.refused > 0) {
                refused++;
                if (entitled && mustPass && mustPass()) {
                    refusedRight++;
                    run.faults.note("a client with the right password was refused: " + faults.first());
                }
            } else if (faults.dropped > 0) {
                lost++;
                run.faults.note("a newcomer was dropped: " + faults.first());
            }
            return true;
        }
    }
}
