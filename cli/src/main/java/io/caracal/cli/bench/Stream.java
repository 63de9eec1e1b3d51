package io.caracal.cli.bench;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The messages that one subscriber has of one publisher. Exact, and cheap as long as they come in order. */
final class Stream {
    /** How a message stands to those before it. */
    enum Kind {
        NEW,
        LATE,
        AGAIN
    }

    private final int first;
    private int next;
    private int highest;
    private long received;
    /** Those above `next` that have come, by their distance from `first`. */
    private @Nullable BitSet ahead;

    /** @param first the sequence number that is expected first */
    Stream(int first) {
        this.first = first;
        this.next = first;
        this.highest = first - 1;
    }

    Kind accept(int sequence) {
        if (sequence == next && highest < next) {
            next++;
            highest = sequence;
            received++;
            return Kind.NEW;
        }
        return outOfLine(sequence);
    }

    private Kind outOfLine(int sequence) {
        if (sequence < first) {
            return Kind.LATE;
        }
        BitSet above = ahead == null ? new BitSet() : ahead;
        ahead = above;
        if (sequence < next || above.get(sequence - first)) {
            return Kind.AGAIN;
        }
        received++;
        above.set(sequence - first);
        boolean late = sequence < highest;
        highest = Math.max(highest, sequence);
        if (above.get(next - first)) {
            next = first + above.nextClearBit(next - first);
        }
        return late ? Kind.LATE : Kind.NEW;
    }

    /** How many are missing below the highest that has come. */
    long gaps() {
        return highest - first + 1 - received;
    }
}
