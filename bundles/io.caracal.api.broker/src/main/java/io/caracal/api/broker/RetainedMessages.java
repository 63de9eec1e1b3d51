package io.caracal.api.broker;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The retained messages. */
@ProviderType
public interface RetainedMessages {
    /**
     * Retained messages in the order of their topics' bytes in UTF-8, without payloads.
     *
     * <p>Cost: no event loop takes part. A page looks at every message whose topic matches the filter, on a thread of its own, and keeps
     * no more than the entries up to the page's end: with a cursor those of the page, with an offset also those before it.
     *
     * @param filter a topic filter; empty for all, topics that begin with {@code $} included
     */
    CompletionStage<Page<RetainedInfo>> list(Optional<String> filter, PageRequest page);

    /** The message of a topic; empty if it has none. */
    CompletionStage<Optional<RetainedMessage>> get(String topic);

    /**
     * Forgets the message of a topic; nobody is told.
     *
     * @return false if it had none; complete when it is durable
     */
    CompletionStage<Boolean> delete(String topic);

    /** Forgets all of them; returns how many there were. What is retained meanwhile may stay or go. */
    CompletionStage<Long> deleteAll();

    /** How many there are, expired ones that are not yet cleaned up included. */
    long count();
}
