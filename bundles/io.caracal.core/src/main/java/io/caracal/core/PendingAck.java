package io.caracal.core;

import io.caracal.mqtt.ReasonCode;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledgement to a publisher that waits until everything that it promises is durable: the retained message, and the
 * message in each persistent session that it goes to, also on other loops.
 */
final class PendingAck implements Commits.Waiter {
    private final Completion completion;
    private final int type;
    private final int packetId;
    private ReasonCode reason = ReasonCode.SUCCESS;
    private final AtomicInteger open = new AtomicInteger(1);
    private volatile @Nullable ReasonCode failure;
    private @Nullable PendingAck follower;

    /** Makes the acknowledgement of the packet at hand when it turns out that it has to wait. */
    interface Source {
        PendingAck pendingAck();
    }

    /** Hears, once, that nothing is open any more; on any thread. */
    interface Completion {
        void completed();
    }

    /** Begins with one open promise, that of the publishing loop itself, until {@link #arm}. */
    PendingAck(Completion completion, int type, int packetId) {
        this.completion = completion;
        this.type = type;
        this.packetId = packetId;
    }

    int type() {
        return type;
    }

    int packetId() {
        return packetId;
    }

    /** What the publisher is told if everything is kept. */
    void reason(ReasonCode told) {
        reason = told;
    }

    /** One more thing to wait for. */
    void await() {
        open.incrementAndGet();
    }

    /** One thing is durable; any thread. */
    void kept() {
        if (open.decrementAndGet() == 0) {
            completion.completed();
        }
    }

    /** One thing could not be kept; any thread. */
    void lost(ReasonCode why) {
        failure = why;
        kept();
    }

    @Override
    public void committed(@Nullable Throwable thrown) {
        if (thrown == null) {
            kept();
        } else {
            lost(StoreFailure.reason(thrown));
        }
    }

    /** The publishing loop has handed everything out. */
    void arm() {
        kept();
    }

    boolean complete() {
        return open.get() == 0;
    }

    /** Another acknowledgement waits for the same; on the session's loop. */
    void followedBy(PendingAck other) {
        other.await();
        follower = other;
    }

    /** Tells who waits for the same; on the session's loop, once it is complete. */
    void settle() {
        PendingAck next = follower;
        follower = null;
        ReasonCode why = failure;
        if (next != null && why != null) {
            next.lost(why);
        } else if (next != null) {
            next.kept();
        }
    }

    /** Whether something that it promises could not be kept. */
    boolean failed() {
        return failure != null;
    }

    /** What the publisher is told: 0x97 or 0x80 if the message could not be kept. */
    ReasonCode outcome() {
        ReasonCode why = failure;
        return why == null ? reason : why;
    }
}
