package io.caracal.itests.crash.history;

import io.caracal.itests.crash.history.Event.Sent;

/** A message that somebody has sent, and when it was acknowledged. */
final class Message {
    private final Sent sent;
    private final long sentAt;
    private long acknowledgedAt = Long.MAX_VALUE;

    Message(Sent sent, long sentAt) {
        this.sent = sent;
        this.sentAt = sentAt;
    }

    Sent sent() {
        return sent;
    }

    long sentAt() {
        return sentAt;
    }

    void acknowledged(long at) {
        acknowledgedAt = Math.min(acknowledgedAt, at);
    }

    boolean isAcknowledged() {
        return acknowledgedAt != Long.MAX_VALUE;
    }

    /** {@link Long#MAX_VALUE} as long as it is not. */
    long acknowledgedAt() {
        return acknowledgedAt;
    }

    @Override
    public String toString() {
        return sent.publisher() + " " + sent.number() + " to " + sent.topic() + " QoS " + sent.qos()
                + (sent.retain() ? " retained" : "") + " (sent at " + sentAt
                + (isAcknowledged() ? ", acknowledged at " + acknowledgedAt : ", not acknowledged") + ")";
    }
}
