package io.caracal.itests.bench.load;

import java.util.BitSet;

/** What one subscriber has of one publisher. Exact, and cheap as long as messages come in order. */
final class Stream {
    private final BitSet ahead = new BitSet();
    private int next;
    private int highest = -1;
    private int received;

    /** Takes a sequence number; what is odd about it goes to faults. */
    void accept(int sequence, Faults faults) {
        if (sequence == next && highest < next) {
            next++;
            highest = sequence;
            received++;
        } else {
            outOfLine(sequence, faults);
        }
    }

    private void outOfLine(int sequence, Faults faults) {
        if (sequence < next || ahead.get(sequence)) {
            faults.duplicates++;
            return;
        }
        received++;
        ahead.set(sequence);
        if (sequence < highest) {
            faults.reordered++;
        }
        highest = Math.max(highest, sequence);
        next = Math.max(next, ahead.get(next) ? ahead.nextClearBit(next) : next);
    }

    /** How many of those that were sent are missing. */
    int missing(int sent) {
        return sent - received;
    }

    int received() {
        return received;
    }
}
