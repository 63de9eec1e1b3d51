package io.caracal.rest.login;

import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Locks a name out for a while after too many failures in a row, whether somebody of that name exists or not. */
final class Lockout {
    private static final int NAMES = 10_000;

    private int maxFailures;
    private long lockNanos;
    private final LongSupplier clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > NAMES;
        }
    };

    private record Failures(int count, long last) {}

    /** @param clock nanoseconds */
    Lockout(int maxFailures, Duration lockTime, LongSupplier clock) {
        this.maxFailures = maxFailures;
        this.lockNanos = lockTime.toNanos();
        this.clock = clock;
    }

    /** Other bounds from now on, also for the failures so far. */
    synchronized void follow(int failures, Duration time) {
        maxFailures = failures;
        lockNanos = time.toNanos();
    }

    /** @throws RestException if the name is locked out */
    synchronized void check(String name) {
        Failures known = failures.get(name);
        if (known == null) {
            return;
        }
        long left = lockNanos - (clock.getAsLong() - known.last());
        if (left <= 0) {
            failures.remove(name);
        } else if (known.count() >= maxFailures) {
            throw new RestException(
                    ErrorCode.LOGIN_LOCKED,
                    "there were " + known.count() + " failures in a row; the name is locked out for another "
                            + Math.ceilDiv(left, 1_000_000_000L) + " s");
        }
    }

    synchronized void failed(String name) {
        Failures known = failures.get(name);
        failures.put(name, new Failures(known == null ? 1 : known.count() + 1, clock.getAsLong()));
    }

    synchronized void succeeded(String name) {
        failures.remove(name);
    }
}
