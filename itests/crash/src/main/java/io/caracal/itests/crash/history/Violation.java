package io.caracal.itests.crash.history;

/**
 * A promise that was not kept.
 *
 * @param at number of the event in the history at which it was seen
 * @param kind which promise
 * @param what who, what, when
 */
public record Violation(long at, Kind kind, String what) {
    /** What can go wrong. */
    public enum Kind {
        /** An acknowledged message did not come to a subscription that was there. */
        LOST,
        /** A message came twice that may come once: QoS 2, or QoS 1 without a new connection that would excuse it. */
        DOUBLED,
        /** A message came again that was finished long before. */
        RESURRECTED,
        /** A later message of the publisher to this topic came first. */
        REORDERED,
        /** A message came with another topic or QoS than it should. */
        ALTERED,
        /** A message came that nobody has sent, or with another content. */
        UNKNOWN,
        /** A message came to a session that has no subscription for it (any more). */
        UNWANTED,
        /** The retained message of a topic is neither the last acknowledged one nor a later one. */
        RETAINED,
        /** Session Present is not what was promised. */
        SESSION,
        /** A message was not acknowledged though there was time, or was refused. */
        UNANSWERED
    }

    @Override
    public String toString() {
        return "event " + at + ": " + kind + ": " + what;
    }
}
