package io.caracal.cli.bench;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Nanoseconds since 1970, never backwards, so that processes of one machine can compare theirs to some microseconds. */
final class Clock {
    private final long offset;

    Clock() {
        Instant now = Instant.now();
        offset = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
    }

    long now() {
        return System.nanoTime() + offset;
    }
}
