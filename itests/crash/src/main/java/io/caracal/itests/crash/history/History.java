package io.caracal.itests.crash.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Takes events from all threads, puts them in one order and has them checked; the last ones can be read. */
public final class History {
    private static final int KEPT = 200_000;

    private final Checker checker = new Checker();
    private final Deque<Event> last = new ArrayDeque<>();
    private long arrivedAt = System.nanoTime();

    public synchronized void add(Event event) {
        checker.accept(event);
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(event);
        if (event instanceof Event.Received || event instanceof Event.Acknowledged) {
            arrivedAt = System.nanoTime();
        }
    }

    /** Nanoseconds since the last message or acknowledgement has come. */
    public synchronized long quietFor() {
        return System.nanoTime() - arrivedAt;
    }

    public synchronized List<String> outstanding() {
        return checker.outstanding();
    }

    public synchronized List<Violation> violations() {
        return checker.violations();
    }

    public synchronized long events() {
        return checker.events();
    }

    /** The last events, each with its number. */
    public synchronized List<String> text() {
        List<String> lines = new ArrayList<>();
        long number = checker.events() - last.size();
        for (Event event : last) {
            lines.add(++number + " " + event);
        }
        return lines;
    }
}
