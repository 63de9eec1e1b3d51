package io.caracal.itests.bench.load;

import java.util.Map;

/** What went wrong in one scenario, counted. */
final class Faults {
    /** Messages that should have come and did not. */
    long lost;
    /** Messages that came again. */
    long duplicates;
    /** Messages that came after one that the same publisher sent later. */
    long reordered;
    /** Messages that nobody sent like that, or sent to somebody else. */
    long misrouted;
    /** Messages that the broker did not acknowledge to their publisher. */
    long unacknowledged;
    /** Connections, filters and messages that the broker refused. */
    long refused;
    /** Connections that ended, or did not come about. */
    long dropped;

    private String first = "";

    void refused(String why) {
        refused++;
        note(why);
    }

    void dropped(String why) {
        dropped++;
        note(why);
    }

    /** What went wrong first. */
    String first() {
        return first;
    }

    /** Keeps what went wrong first, counted elsewhere. */
    void note(String why) {
        if (first.isEmpty()) {
            first = why;
        }
    }

    /** Whether the broker kept what the QoS promises. Duplicates and order at QoS 1 are told only. */
    boolean none(int qos) {
        boolean kept = qos == 0 || lost == 0 && unacknowledged == 0;
        boolean once = qos != 2 || duplicates == 0;
        return kept && once && misrouted == 0 && refused == 0 && dropped == 0;
    }

    void report(Map<String, Object> result) {
        result.put("lost", lost);
        result.put("duplicates", duplicates);
        result.put("reordered", reordered);
        result.put("misrouted", misrouted);
        result.put("unacknowledged", unacknowledged);
        result.put("refused", refused);
        result.put("dropped", dropped);
        if (!first.isEmpty()) {
            result.put("first", first);
        }
    }
}
