package io.caracal.itests.crash.history;

import java.util.HashMap;
import java.util.Map;

/**
 * One subscription of a session, from SUBSCRIBE to UNSUBACK. It is possible from the first try on until its end is acknowledged, and certain from its
 * acknowledgement on until somebody begins to end it.
 */
final class Subscription {
    private static final long NEVER = Long.MAX_VALUE;

    private final String filter;
    private final TopicFilter topics;
    private final int qos;
    private final long subscribingAt;
    private long subscribedAt = NEVER;
    private long endingAt = NEVER;
    private long endedAt = NEVER;
    private final Map<String, Message> latest = new HashMap<>();

    Subscription(String filter, int qos, long at) {
        this.filter = filter;
        this.topics = new TopicFilter(filter);
        this.qos = qos;
        this.subscribingAt = at;
    }

    String filter() {
        return filter;
    }

    int qos() {
        return qos;
    }

    boolean shared() {
        return topics.shared();
    }

    void subscribed(long at) {
        subscribedAt = Math.min(subscribedAt, at);
    }

    void ending(long at) {
        endingAt = Math.min(endingAt, at);
    }

    void ended(long at) {
        ending(at);
        endedAt = Math.min(endedAt, at);
    }

    boolean isEnding() {
        return endingAt != NEVER;
    }

    boolean hasEndedBefore(long at) {
        return endedAt < at;
    }

    /** Whether it must get this message, as far as is known now. */
    boolean needs(Message message) {
        return subscribedAt < message.sentAt() && !isEnding() && matches(message);
    }

    /** Whether it may get this message. */
    boolean permits(Message message) {
        // Members hand on to others what they leave behind, who may have come later.
        boolean early = shared() || subscribingAt < message.acknowledgedAt();
        return endedAt > message.sentAt() && early && matches(message);
    }

    /** Whether it may get this message because it is kept for its topic. */
    boolean permitsRetained(Message message) {
        return endedAt > message.sentAt() && matches(message);
    }

    private boolean matches(Message message) {
        return topics.matches(message.sent().topic());
    }

    /** The latest message of this publisher, topic and QoS that has come for the first time, after this one is noted. */
    Message latest(Message message, int deliveredQos) {
        String line = message.sent().publisher()
                + '|'
                + message.sent().topic()
                + '|'
                + message.sent().qos()
                + deliveredQos;
        return latest.merge(
                line, message, (old, now) -> old.sent().number() > now.sent().number() ? old : now);
    }

    @Override
    public String toString() {
        return filter + " QoS " + qos + " (wanted at " + subscribingAt
                + (subscribedAt == NEVER ? ", not acknowledged" : ", acknowledged at " + subscribedAt)
                + (isEnding() ? ", ending at " + endingAt : "") + (endedAt == NEVER ? "" : ", ended at " + endedAt)
                + ")";
    }
}
