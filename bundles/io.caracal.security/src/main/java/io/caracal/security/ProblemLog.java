package io.caracal.security;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log lines about calls that went wrong in one element: one in ten seconds with the number of those left out, since a back
 * end that is down would otherwise write one for each client.
 */
final class ProblemLog {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemLog.class);
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final ChainKind kind;
    private final String prefix;
    private final AtomicLong due = new AtomicLong(System.nanoTime());
    private final LongAdder leftOut = new LongAdder();

    ProblemLog(ChainKind kind, String element) {
        this.kind = kind;
        this.prefix = kind.prefix(element);
    }

    ChainKind kind() {
        return kind;
    }

    /** Writes what happened, with the stack trace of what foreign code threw. */
    void report(String what, @Nullable Throwable cause) {
        long now = System.nanoTime();
        long next = due.get();
        if (now - next < 0 || !due.compareAndSet(next, now + INTERVAL)) {
            leftOut.increment();
            return;
        }
        LOG.warn("{} {}, similar_left_out={}", prefix, what, leftOut.sumThenReset(), cause);
    }
}
