package io.caracal.core.limits;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rate, and what may come beyond it at once. What has come counts, if it is too much as well: then nothing more is to be let in
 * for a while. Any thread.
 */
final class Allowance {
    private final Bucket regular;
    private final @Nullable Bucket burst;

    private Allowance(Bucket regular, @Nullable Bucket burst) {
        this.regular = regular;
        this.burst = burst;
    }

    /** @return null if there is no limit */
    static @Nullable Allowance of(Optional<Rate> rate, Optional<Rate> burst) {
        long now = System.nanoTime();
        return rate.map(limit -> new Allowance(
                        new Bucket(limit, now),
                        burst.map(more -> new Bucket(more, now)).orElse(null)))
                .orElse(null);
    }

    /** @param now {@link System#nanoTime} */
    void take(long amount, long now) {
        if (!regular.tryTake(amount, now) && (burst == null || !burst.tryTake(amount, now))) {
            regular.take(amount, now);
        }
    }

    /** Nanoseconds until something may come again; 0 for now. */
    long delay(long now) {
        long wait = regular.delay(now);
        return wait == 0 || burst == null ? wait : Math.min(wait, burst.delay(now));
    }
}
