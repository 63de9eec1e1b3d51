package io.caracal.core;

import io.caracal.api.store.RetainedStore;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Cleans up expired retained messages now and then, on one of the event loops. */
final class RetainedCleaning {
    private final RetainedStore store;
    private final EventLoop loop;
    private Duration interval = Duration.ZERO;
    private @Nullable Future<?> schedule;

    RetainedCleaning(RetainedStore store, EventLoop loop) {
        this.store = store;
        this.loop = loop;
    }

    /** How often from now on; from any thread. */
    synchronized void every(Duration wanted) {
        if (wanted.equals(interval)) {
            return;
        }
        interval = wanted;
        if (schedule != null) {
            schedule.cancel(false);
        }
        long millis = wanted.toMillis();
        schedule = loop.scheduleWithFixedDelay(
                () -> store.expire(System.currentTimeMillis()), millis, millis, TimeUnit.MILLISECONDS);
    }
}
