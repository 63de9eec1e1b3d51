package io.caracal.core;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work of one loop that can wait, cut into pieces: one piece between two rounds of the loop's connections, whatever there is to do,
 * and all works take turns. So a list of a million sessions, or a hundred such lists at once, delay nobody by more than a piece.
 */
final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final EventLoop eventLoop;
    private final ArrayDeque<Work> waiting = new ArrayDeque<>();
    private boolean scheduled;
    private boolean closed;

    Background(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    /** Something to do in pieces. */
    interface Work {
        /** Does the next piece, on the loop. @return true if there is more to do on this loop */
        boolean piece();

        /** The loop has ended, or a piece has failed; there are no more. */
        void failed(Throwable cause);
    }

    /** Begins a work; any thread. */
    void begin(Work work) {
        try {
            eventLoop.execute(() -> add(work));
        } catch (RejectedExecutionException e) {
            work.failed(e);
        }
    }

    private void add(Work work) {
        if (closed) {
            work.failed(stopping());
        } else {
            waiting.addLast(work);
            later();
        }
    }

    /**
     * By a timer that is due at once: the loop takes those up after it has looked at its connections, while a task that adds itself
     * again is run again in the same round.
     */
    private void later() {
        if (!scheduled) {
            scheduled = true;
            var unused = eventLoop.schedule(this::turn, 0, TimeUnit.NANOSECONDS);
        }
    }

    private void turn() {
        scheduled = false;
        Work work = waiting.poll();
        if (work != null && more(work)) {
            waiting.addLast(work);
        }
        if (!waiting.isEmpty()) {
            later();
        }
    }

    /** A work that fails is over, the others go on. */
    private static boolean more(Work work) {
        try {
            return work.piece();
        } catch (RuntimeException e) {
            LOG.error("a piece of background work failed", e);
            work.failed(e);
            return false;
        }
    }

    /** The loop ends: nothing that waits will be done. On the loop. */
    void close() {
        closed = true;
        waiting.forEach(work -> work.failed(stopping()));
        waiting.clear();
    }

    private static RejectedExecutionException stopping() {
        return new RejectedExecutionException("the broker is stopping");
    }
}
