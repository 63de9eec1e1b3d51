package io.caracal.itests.crash.history;

import java.util.Map;

/**
 * Something that a client did or saw. What a client does is told before the first byte goes out, what it sees after the last has come, so that of
 * two events the earlier one in the history was not later in the broker's eyes either, as far as the checker draws conclusions.
 */
public sealed interface Event {

    /**
     * A client has given out a message; it is sent once or, across lost connections, several times.
     *
     * @param publisher the client
     * @param number 1, 2, 3 … for each publisher
     * @param retain true for a retained message of a topic that only this publisher writes to
     * @param empty without a payload, so that nobody can tell which message it was: deletes the retained message
     */
    record Sent(String publisher, int number, String topic, int qos, boolean retain, boolean empty) implements Event {}

    /** A client has named its will in a CONNECT. It is a message of a publisher of its own; when the client is lost, it is {@link Acknowledged}. */
    record Will(String publisher, int number, String topic, int qos) implements Event {}

    /** The broker has taken responsibility: PUBACK or PUBREC; or a client was lost whose CONNECT with a will was acknowledged. */
    record Acknowledged(String publisher, int number) implements Event {}

    /** A message has reached the application of a client with that session: for QoS 2 once for each packet identifier until PUBREL, as the standard says. */
    record Received(String session, String publisher, int number, String topic, int qos, boolean retained)
            implements Event {}

    /** Something that nobody has sent, or not with this content. */
    record Garbled(String session, String topic, String what) implements Event {}

    /** A subscription is wanted; told again when it is tried again. */
    record Subscribing(String session, String filter, int qos) implements Event {}

    record Subscribed(String session, String filter, int qos) implements Event {}

    record Unsubscribing(String session, String filter) implements Event {}

    record Unsubscribed(String session, String filter) implements Event {}

    /** @param clean Clean Start or clean session: what there was ends */
    record Connecting(String session, boolean clean) implements Event {}

    /** @param present Session Present */
    record Connected(String session, boolean clean, boolean present) implements Event {}

    /** The broker has refused what it should not. */
    record Refused(String session, String what) implements Event {}

    /** Somebody begins to fetch all retained messages. */
    record Looking(String who) implements Event {}

    /**
     * What was there.
     *
     * @param numbers of the retained messages, by topic
     */
    record Looked(String who, Map<String, Integer> numbers) implements Event {}

    /** Everybody is connected, nobody publishes, and what is going to come has come. */
    record Settled() implements Event {}

    /** The broker was killed; for the reader of a report. */
    record Killed(String when) implements Event {}
}
