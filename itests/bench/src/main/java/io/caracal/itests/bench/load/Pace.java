package io.caracal.itests.bench.load;

/** The publishers of a run in turn, at a fixed rate, whatever the broker does. */
final class Pace {
    private final Run run;
    private final long interval;
    private long due;
    private int turn;
    private long latest;

    /** @param rate messages a second */
    Pace(Run run, int rate) {
        this.run = run;
        this.interval = 1_000_000_000L / rate;
    }

    /** The first message is due now. */
    void start() {
        due = System.nanoTime();
    }

    /** The time in a message is when it ought to go, so that a pause of the broker or of this process is not left out. */
    void sendWhatIsDue() {
        long now = System.nanoTime();
        while (due <= now) {
            Publisher publisher = run.publishers.get(turn);
            if (!publisher.ready()) {
                return;
            }
            latest = Math.max(latest, now - due);
            publisher.send(due);
            publisher.flush();
            turn = turn + 1 == run.publishers.size() ? 0 : turn + 1;
            due += interval;
        }
    }

    /** How late this process sent a message at most, in nanoseconds, since the latency was reset. */
    long latest() {
        return latest;
    }

    void reset() {
        latest = 0;
    }
}
