package io.caracal.store.log.journal;

import java.time.Duration;

/**
 * How long a commit waits for more changes. When clients wait for their acknowledgements before they go on, many changes come soon after a
 * commit, and one fsync for all of them is better than two: so the writer waits until about as many are there as lately, but not
 * longer than it may. When there are few, it does not wait at all. What nobody waits for does not need a commit of its own soon.
 */
final class Gathering {
    /** Fewer than this are not waited for. */
    private static final double WORTHWHILE = 4;

    private static final double ENOUGH = 0.875;
    private static final long UNHURRIED = Duration.ofMillis(10).toNanos();

    private final Rules rules;
    private double usual;

    Gathering(Rules rules) {
        this.rules = rules;
    }

    /** How many changes that somebody waits for are enough to go on at once. */
    int enough() {
        return usual < WORTHWHILE || rules.commitNanos() == 0 ? 1 : (int) (usual * ENOUGH);
    }

    /** How long a batch may wait at most, counted from its first change; nanoseconds. */
    long patience(Batch batch) {
        long longest = rules.commitNanos();
        return batch.awaited == 0 ? Math.max(UNHURRIED, longest) : longest;
    }

    /** A batch goes to the disk. */
    void taken(int awaited) {
        usual = (usual * 3 + awaited) / 4;
    }
}
