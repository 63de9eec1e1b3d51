package io.caracal.connect;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the server is asked again: never all connectors at once, never more often than it can bear. */
final class Backoff {
    private static final long FIRST_MILLIS = 500;
    private static final int MOST_DOUBLINGS = 20;

    private Backoff() {}

    /**
     * After a failure: doubled each time, up to the interval, of which a random part up to a half is taken off.
     *
     * @param failures how many in a row, at least one
     */
    static Duration afterFailure(int failures, Duration interval, RandomGenerator random) {
        long grown = FIRST_MILLIS << Math.min(failures - 1, MOST_DOUBLINGS);
        long most = Math.max(2, Math.min(grown, interval.toMillis()));
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }

    /** After a success: the interval, of which a random tenth is taken off, so that many connectors come apart. */
    static Duration afterSuccess(Duration interval, RandomGenerator random) {
        long millis = interval.toMillis();
        return Duration.ofMillis(millis - random.nextLong(millis / 10 + 1));
    }
}
