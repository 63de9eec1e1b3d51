package io.caracal.rest.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What has been offered, with a version that counts the changes. */
final class Contributions {
    private final List<Contribution> all = new ArrayList<>();
    private long version;
    private long taken = -1;
    private boolean closed;

    /** @param version of the change that made it */
    record Snapshot(long version, List<Contribution> contributions) {
        /** Names of the classes of what this bundle itself has added. */
        Set<String> own() {
            return contributions.stream()
                    .filter(Contribution::own)
                    .map(contribution -> contribution.resource().getClass().getName())
                    .collect(Collectors.toSet());
        }
    }

    synchronized void add(Contribution contribution) {
        all.add(contribution);
        version++;
        notifyAll();
    }

    synchronized void removeAndAwait(Contribution contribution, long seconds) throws InterruptedException {
        // By identity: an object may well equal another.
        all.removeIf(other -> other.resource() == contribution.resource());
        version++;
        notifyAll();
        long wanted = version;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (taken < wanted && !closed && System.nanoTime() < deadline) {
            wait(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()) + 1);
        }
    }

    synchronized Snapshot now() {
        return new Snapshot(version, List.copyOf(all));
    }

    /** Waits for a version later than the one given, and until nothing has changed for a while. */
    synchronized Snapshot awaitChange(long known, long quietMillis) throws InterruptedException {
        while (version <= known) {
            wait();
        }
        long seen = -1;
        while (seen != version) {
            seen = version;
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(quietMillis);
            while (seen == version && System.nanoTime() < until) {
                wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
            }
        }
        return now();
    }

    /** The application of this version serves, and its predecessor is done. */
    synchronized void taken(long done) {
        taken = done;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
