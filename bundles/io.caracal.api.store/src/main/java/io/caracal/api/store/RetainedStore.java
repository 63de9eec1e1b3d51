package io.caracal.api.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The retained messages, at most one a topic. Called from many event loops at once; no method blocks. A stage that is already
 * complete costs the caller nothing.
 */
@ConsumerType
public interface RetainedStore {
    /**
     * Keeps a message, in place of the one that its topic had.
     *
     * @param limit how many messages may be kept; a topic that has none yet is refused when there are that many. 0 for no limit
     * @return completes with true when it is durable; with false if the limit refused it, and then nothing has changed
     */
    CompletionStage<Boolean> put(Message message, long limit);

    /** Forgets the message of a topic, if there is one; completes when that is durable. */
    CompletionStage<Void> remove(String topic);

    /**
     * The messages whose topics match a filter and that have not expired. Wildcards at the first level do not match topics that
     * begin with {@code $} [MQTT-4.7.2-1].
     *
     * @param filter a valid topic filter, without {@code $share}
     * @return the messages; those of one topic level in no particular order
     */
    CompletionStage<List<Message>> match(String filter);

    /**
     * A part of the list of all messages that have not expired, in the order of their topics' bytes (unsigned, UTF-8). Called for
     * administrators, never on an event loop, and may take its time; no more than the part is kept for it.
     *
     * @param filter a valid topic filter, without {@code $share}; empty for all, topics that begin with {@code $} included
     * @param after only topics behind this one
     * @param limit the most messages
     */
    CompletionStage<List<Message>> page(Optional<String> filter, Optional<String> after, int limit);

    /** How many are kept, expired ones that are not yet cleaned up included. */
    long size();

    /** Drops what has expired by the given time (milliseconds since the epoch); the broker calls it from time to time. */
    void expire(long now);
}
