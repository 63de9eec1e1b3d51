package io.caracal.api.broker;

/** What became of a message. */
public sealed interface PublishResult {
    /**
     * It went to at least one subscriber, and every persistent session among them holds it durably.
     *
     * @param id of the message, 32 hexadecimal digits
     */
    record Delivered(String id) implements PublishResult {}

    /**
     * Nobody subscribes to its topic. If it was to be retained, it is.
     *
     * @param id of the message, 32 hexadecimal digits
     */
    record NoSubscribers(String id) implements PublishResult {}

    /**
     * It is not a message that a client could publish; nothing was done.
     *
     * @param reasonCode the reason code of MQTT 5.0 that a client would get
     * @param why what was given and what is expected
     */
    record Refused(int reasonCode, String why) implements PublishResult {}

    /** It could not be kept for a persistent session, or not be retained; others may have it. */
    record NotKept(String why) implements PublishResult {}
}
