package io.caracal.connect;

import io.caracal.api.connector.ConnectorStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a connector's server again and again, in the intervals of {@link Backoff}; and whatever could not be made is tried again in the
 * same intervals. One check at a time; a failed call brings the next one forward, at most once a second.
 */
final class HealthWatch {
    /** Takes what was found out. */
    interface Finding {
        /** @param status of the connector, which may have been replaced meanwhile */
        void of(LiveConnector live, ConnectorStatus status);
    }

    private static final long SUSPICIONS_APART = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<ResourceOptions> options;
    private final ScheduledExecutorService timer;
    private final Finding finding;
    private final Runnable remake;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable LiveConnector live;
    private @Nullable CompletableFuture<ConnectorStatus> running;
    private @Nullable Future<?> next;
    private int failures;
    private long lastBegun = System.nanoTime() - SUSPICIONS_APART;

    /** @param remake tries to make what could not be made; on a thread that may block */
    HealthWatch(Supplier<ResourceOptions> options, ScheduledExecutorService timer, Finding finding, Runnable remake) {
        this.options = options;
        this.timer = timer;
        this.finding = finding;
        this.remake = remake;
    }

    /** Watches another connector from now on, whose first check was just made. */
    void begin(LiveConnector other, ConnectorStatus first) {
        lock.lock();
        try {
            live = other;
            running = null;
            failures = first.connected() ? 0 : 1;
            scheduleNext();
        } finally {
            lock.unlock();
        }
    }

    /** There is nothing to watch; tries to make something of it later. */
    void retryLater() {
        lock.lock();
        try {
            live = null;
            running = null;
            failures++;
            schedule(
                    Backoff.afterFailure(failures, options.get().healthCheckInterval(), ThreadLocalRandom.current()),
                    () -> Thread.ofVirtual()
                            .name("connector remake")
                            .inheritInheritableThreadLocals(false)
                            .start(remake));
        } finally {
            lock.unlock();
        }
    }

    /** There is nothing to watch. */
    void end() {
        lock.lock();
        try {
            live = null;
            running = null;
            failures = 0;
            cancelNext();
        } finally {
            lock.unlock();
        }
    }

    /** Other intervals hold from now on. */
    void optionsChanged() {
        lock.lock();
        try {
            if (live != null && running == null) {
                scheduleNext();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A call failed: perhaps the server is gone, which is found out at once. */
    void suspect() {
        lock.lock();
        try {
            if (running == null && System.nanoTime() - lastBegun > SUSPICIONS_APART) {
                check();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Checks at once, or waits for the check that is under way; empty if there is nothing to check. */
    Optional<CompletableFuture<ConnectorStatus>> checkNow() {
        lock.lock();
        try {
            if (running == null) {
                check();
            }
            return Optional.ofNullable(running);
        } finally {
            lock.unlock();
        }
    }

    private void check() {
        LiveConnector asked = live;
        if (asked == null) {
            return;
        }
        cancelNext();
        lastBegun = System.nanoTime();
        CompletableFuture<ConnectorStatus> found = new CompletableFuture<>();
        running = found;
        var unused = asked.check(options.get().healthCheckTimeout()).thenAccept(failure -> {
            ConnectorStatus status = failure.map(ConnectorStatus::disconnected).orElse(ConnectorStatus.CONNECTED);
            finding.of(asked, status);
            checked(asked, found, status);
            found.complete(status);
        });
    }

    private void checked(LiveConnector asked, CompletableFuture<ConnectorStatus> found, ConnectorStatus status) {
        lock.lock();
        try {
            if (live == asked && running == found) {
                running = null;
                failures = status.connected() ? 0 : failures + 1;
                scheduleNext();
            }
        } finally {
            lock.unlock();
        }
    }

    private void scheduleNext() {
        Duration interval = options.get().healthCheckInterval();
        Duration delay = failures == 0
                ? Backoff.afterSuccess(interval, ThreadLocalRandom.current())
                : Backoff.afterFailure(failures, interval, ThreadLocalRandom.current());
        schedule(delay, this::due);
    }

    private void due() {
        lock.lock();
        try {
            if (running == null) {
                check();
            }
        } finally {
            lock.unlock();
        }
    }

    private void schedule(Duration delay, Runnable task) {
        cancelNext();
        try {
            next = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            // the broker stops, and nobody needs to know any more
            next = null;
        }
    }

    private void cancelNext() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
