package io.caracal.store.log.index;

import io.caracal.api.store.Message;

/** What is retained, as the log tells it. */
public interface RetainedIndex {
    /** Keeps a message in place of the one that its topic had. */
    void put(Message message, long place);

    /** Forgets the message of a topic, if there is one. */
    void remove(String topic);
}
