package io.caracal.store.log.index;

import io.caracal.api.store.Message;

/**
 * A retained message, and where in the log it is. Changed under the lock of the journal.
 */
public final class KeptMessage {
    private final Message message;
    private long place;

    KeptMessage(Message message, long place) {
        this.message = message;
        this.place = place;
    }

    public Message message() {
        return message;
    }

    public long place() {
        return place;
    }

    void moved(long to) {
        place = to;
    }
}
