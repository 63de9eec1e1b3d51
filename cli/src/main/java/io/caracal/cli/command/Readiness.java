package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a broker that starts, for those who have something to do with it afterwards: units, scripts. */
final class Readiness {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Duration most;

    /** @param most zero does not wait at all */
    Readiness(Duration most) {
        this.most = most;
    }

    /** @throws CliException if it is not ready in time */
    void await(BooleanSupplier ready, String what) {
        long end = System.nanoTime() + most.toNanos();
        while (most.isPositive() && !ready.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new CliException(
                        ExitCode.TRY_AGAIN,
                        "The broker (" + what + ") is not ready after " + most.toSeconds()
                                + " s. Its log says what it waits for, or why it did not start.");
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }
}
