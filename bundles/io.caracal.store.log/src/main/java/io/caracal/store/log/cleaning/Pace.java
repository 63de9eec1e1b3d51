package io.caracal.store.log.cleaning;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps work at a number of bytes a second, and ends its waiting when all is to stop. */
final class Pace {
    /** What has not been used is kept for so long. */
    private static final long SAVED = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier bytesPerSecond;
    private final CountDownLatch stop = new CountDownLatch(1);
    private long free = System.nanoTime();

    Pace(LongSupplier bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Waits until so many bytes more are all right. */
    void use(long bytes) throws InterruptedException {
        long now = System.nanoTime();
        free = Math.max(free, now - SAVED) + TimeUnit.SECONDS.toNanos(1) * bytes / bytesPerSecond.getAsLong();
        if (free > now) {
            pause(free - now);
        }
    }

    /** Waits; true if all is to stop. */
    boolean pause(long nanos) throws InterruptedException {
        return stop.await(nanos, TimeUnit.NANOSECONDS);
    }

    boolean isOver() {
        return stop.getCount() == 0;
    }

    void end() {
        stop.countDown();
    }
}
