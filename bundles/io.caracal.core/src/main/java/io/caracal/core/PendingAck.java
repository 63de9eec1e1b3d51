package io.caracal.core;

import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.ReasonCode;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledgement to a publisher that waits until everything that it promises is durable: the retained message, and the
 * message in each persistent session that it goes to, also on other loops.
 */
final class PendingAck {
    private final Completion completion;
    private final int type;
    private final int packetId;
    private ReasonCode reason = ReasonCode.SUCCESS;
    private final AtomicInteger open = new AtomicInteger(1);
    private volatile boolean failed;
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
    void lost() {
        failed = true;
        kept();
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
        if (next != null && failed) {
            next.lost();
        } else if (next != null) {
            next.kept();
        }
    }

    /** Whether something that it promises could not be kept. */
    boolean failed() {
        return failed;
    }

    /** What the publisher is told; a failure to keep the message is 0x80, so that it knows. */
    ReasonCode outcome() {
        return failed && type != PacketType.PUBCOMP ? ReasonCode.UNSPECIFIED_ERROR : reason;
    }
}
