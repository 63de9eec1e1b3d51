package io.caracal.cli.bench;

import java.time.Duration;

/** When each message of a run is due: at a fixed rate that is reached after a steady rise. */
final class Schedule {
    private final double rate;
    private final double ramp;
    private volatile long start;

    /**
     * @param rate messages a second
     * @param ramp how long it takes to get there
     */
    Schedule(double rate, Duration ramp) {
        this.rate = rate;
        this.ramp = ramp.toNanos() / 1e9;
    }

    void start(long now) {
        start = now;
    }

    /** In nanoseconds of the clock that it was started with. */
    long due(long message) {
        double rising = rate * ramp / 2;
        double seconds = message < rising ? Math.sqrt(2 * message * ramp / rate) : ramp + (message - rising) / rate;
        return start + Math.round(seconds * 1e9);
    }
}
