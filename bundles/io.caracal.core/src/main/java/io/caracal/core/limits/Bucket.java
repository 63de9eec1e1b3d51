package io.caracal.core.limits;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket of what may still come in: it holds what its rate allows for one period and fills evenly. Kept as the moment up to which
 * what was taken is paid for, so that it needs no timer. Any thread.
 */
final class Bucket {
    private final long capacityNanos;
    private final double nanosEach;
    private final AtomicLong paidUntil;

    /** Full. */
    Bucket(Rate rate, long now) {
        this.capacityNanos = rate.periodNanos();
        this.nanosEach = (double) rate.periodNanos() / rate.amount();
        this.paidUntil = new AtomicLong(now - capacityNanos);
    }

    private long after(long paid, long amount, long now) {
        // What has overflowed meanwhile is lost. By difference, since nanoTime may overflow too.
        long from = paid - (now - capacityNanos) < 0 ? now - capacityNanos : paid;
        return from + (long) (amount * nanosEach);
    }

    /** Takes an amount if it is there. */
    boolean tryTake(long amount, long now) {
        while (true) {
            long paid = paidUntil.get();
            long next = after(paid, amount, now);
            if (next - now > 0) {
                return false;
            }
            if (paidUntil.compareAndSet(paid, next)) {
                return true;
            }
        }
    }

    /** Takes an amount whether it is there or not. */
    void take(long amount, long now) {
        paidUntil.updateAndGet(paid -> after(paid, amount, now));
    }

    /** Nanoseconds until there is one again; 0 if there is. */
    long delay(long now) {
        return Math.max(0, after(paidUntil.get(), 1, now) - now);
    }
}
