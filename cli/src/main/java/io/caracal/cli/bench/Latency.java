package io.caracal.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** Times in nanoseconds, written by each event loop for itself, read by one thread. Three significant digits. */
final class Latency {
    private static final int DIGITS = 3;

    private final List<SingleWriterRecorder> recorders = new ArrayList<>();
    private final Histogram total = new Histogram(DIGITS);

    /** One for each writing thread; to be called before it writes. */
    SingleWriterRecorder recorder() {
        SingleWriterRecorder recorder = new SingleWriterRecorder(DIGITS);
        recorders.add(recorder);
        return recorder;
    }

    static void record(SingleWriterRecorder recorder, long nanoseconds) {
        // Clocks of two machines are not one: a message does not come before it goes.
        recorder.recordValue(Math.clamp(nanoseconds, 0, TimeUnit.HOURS.toNanos(1)));
    }

    /** What has been recorded since the last call; it is in the total from now on. */
    Histogram interval() {
        Histogram interval = new Histogram(DIGITS);
        for (SingleWriterRecorder recorder : recorders) {
            interval.add(recorder.getIntervalHistogram());
        }
        total.add(interval);
        return interval;
    }

    Histogram total() {
        var unused = interval();
        return total;
    }

    /** Begins anew. */
    void reset() {
        var unused = interval();
        total.reset();
    }
}
