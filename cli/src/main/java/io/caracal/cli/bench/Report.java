package io.caracal.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The results of a run, in the order in which they are written. */
public final class Report {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    private boolean lost;

    Report put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Something that must be nothing. */
    Report fault(String name, long count) {
        lost |= count != 0;
        return put(name, count);
    }

    /** Per second, between two samples. */
    Report rate(String name, long count, double seconds) {
        return put(name, seconds <= 0 ? 0 : Math.round(count / seconds));
    }

    /** In milliseconds; left out if nothing was measured. */
    Report times(String name, Histogram times) {
        if (times.getTotalCount() == 0) {
            return this;
        }
        Map<String, Object> milliseconds = new LinkedHashMap<>();
        milliseconds.put("least", milliseconds(times.getMinValue()));
        milliseconds.put("mean", milliseconds(times.getMean()));
        milliseconds.put("p50", milliseconds(times.getValueAtPercentile(50)));
        milliseconds.put("p90", milliseconds(times.getValueAtPercentile(90)));
        milliseconds.put("p99", milliseconds(times.getValueAtPercentile(99)));
        milliseconds.put("p999", milliseconds(times.getValueAtPercentile(99.9)));
        milliseconds.put("most", milliseconds(times.getMaxValue()));
        return put(name, milliseconds);
    }

    private static double milliseconds(double nanoseconds) {
        return Math.round(nanoseconds / 1e3) / 1e3;
    }

    /** Whether anything was lost: a client, a message, an acknowledgement. */
    public boolean lost() {
        return lost;
    }

    public Map<String, @Nullable Object> fields() {
        return fields;
    }
}
