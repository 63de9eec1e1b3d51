package io.caracal.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What is counted during a run. Event loops write, one thread reads. */
final class Meter {
    private static final int MOST_PROBLEMS = 10;

    final LongAdder connected = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder sent = new LongAdder();
    /** What subscribers are to receive of what has been sent. */
    final LongAdder expected = new LongAdder();

    final LongAdder acknowledged = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder reordered = new LongAdder();
    final LongAdder foreign = new LongAdder();
    /** Nanoseconds that a message was sent late at most because this process was busy. */
    final AtomicLong late = new AtomicLong();

    final Latency connects = new Latency();
    final Latency acknowledgements = new Latency();
    final Latency deliveries = new Latency();
    private final List<String> problems = new ArrayList<>();

    /** What went wrong, in words; only the first few are kept. */
    synchronized void problem(String text) {
        if (problems.size() < MOST_PROBLEMS && !problems.contains(text)) {
            problems.add(text);
        }
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }
}
