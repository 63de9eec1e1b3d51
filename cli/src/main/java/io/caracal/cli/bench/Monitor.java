package io.caracal.cli.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Waits for a run, and tells how it goes. */
final class Monitor {
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Duration NEVER = Duration.ofDays(10_000);

    private final Meter meter;
    private final PrintStream out;
    private final Duration every;
    private final BooleanSupplier stopped;
    private final long began = System.nanoTime();
    private long told = began;
    private long sent;
    private long received;
    private long connected;

    /**
     * @param every how often to tell; zero for never
     * @param stopped whether the user wants an end
     */
    Monitor(Meter meter, PrintStream out, Duration every, BooleanSupplier stopped) {
        this.meter = meter;
        this.out = out;
        this.every = every;
        this.stopped = stopped;
    }

    boolean stopped() {
        return stopped.getAsBoolean();
    }

    /** Waits until it is done, the time is up, or the user wants an end. @return whether it is done */
    boolean until(BooleanSupplier done, Duration limit) {
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (stopped.getAsBoolean() || System.nanoTime() - start >= limit.toNanos()) {
                return false;
            }
            pause();
        }
        return true;
    }

    void until(BooleanSupplier done) {
        var unused = until(done, NEVER);
    }

    /** Waits until it is done, or nothing has moved for that time; also when the user wants an end. @return whether it is done */
    boolean whileItMoves(BooleanSupplier done, LongSupplier movement, Duration patience) {
        long moved = System.nanoTime();
        long last = movement.getAsLong();
        while (!done.getAsBoolean()) {
            long now = System.nanoTime();
            if (movement.getAsLong() != last) {
                last = movement.getAsLong();
                moved = now;
            } else if (now - moved >= patience.toNanos()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private void pause() {
        LockSupport.parkNanos(POLL);
        long now = System.nanoTime();
        if (!every.isZero() && now - told >= every.toNanos()) {
            tell(now);
        }
    }

    private void tell(long now) {
        double seconds = (now - told) / 1e9;
        told = now;
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%5.0f s  connected %d", (now - began) / 1e9, meter.connected.sum()));
        long connectedNow = meter.connected.sum();
        if (connectedNow != connected) {
            line.append(String.format(Locale.ROOT, " (%+.0f/s)", (connectedNow - connected) / seconds));
        }
        connected = connectedNow;
        long sentNow = meter.sent.sum();
        if (sentNow > 0) {
            line.append(String.format(Locale.ROOT, "  sent %.0f/s", (sentNow - sent) / seconds));
        }
        sent = sentNow;
        long receivedNow = meter.received.sum() + meter.foreign.sum();
        if (receivedNow > 0) {
            line.append(String.format(Locale.ROOT, "  received %.0f/s", (receivedNow - received) / seconds));
        }
        received = receivedNow;
        times(line, "delivery", meter.deliveries.interval());
        times(line, "acknowledgement", meter.acknowledgements.interval());
        if (meter.refused.sum() + meter.dropped.sum() > 0) {
            line.append("  refused ")
                    .append(meter.refused.sum())
                    .append("  dropped ")
                    .append(meter.dropped.sum());
        }
        say(line.toString());
    }

    /** At once: whoever looks on does not wait until a buffer is full. */
    void say(String line) {
        out.println(line);
        out.flush();
    }

    private static void times(StringBuilder line, String what, Histogram times) {
        if (times.getTotalCount() > 0) {
            line.append(String.format(
                    Locale.ROOT,
                    "  %s p50 %.3f ms p99 %.3f ms most %.3f ms",
                    what,
                    times.getValueAtPercentile(50) / 1e6,
                    times.getValueAtPercentile(99) / 1e6,
                    times.getMaxValue() / 1e6));
        }
    }
}
