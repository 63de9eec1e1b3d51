package io.caracal.store.log.index;

import io.caracal.api.store.Message;
import io.caracal.store.log.segment.Segments;
import io.caracal.store.retained.RetainedMessages;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The retained messages by topic, and where in the log each is. Changed under the lock of the journal, looked up by anybody. */
public final class RetainedPlaces implements RetainedIndex {
    private final Segments segments;
    private final RetainedMessages<KeptMessage> messages;

    public RetainedPlaces(Segments segments, InstantSource clock) {
        this.segments = segments;
        this.messages = new RetainedMessages<>(KeptMessage::message, clock);
    }

    public RetainedMessages<KeptMessage> all() {
        return messages;
    }

    public @Nullable KeptMessage get(String topic) {
        return messages.get(topic);
    }

    /** Whether the limit allows a message. */
    public boolean fits(Message message, long limit) {
        return limit <= 0 || messages.size() < limit || messages.get(message.topicName()) != null;
    }

    @Override
    public void put(Message message, long place) {
        messages.put(new KeptMessage(message, place), 0, replaced -> segments.release(replaced.place()));
    }

    @Override
    public void remove(String topic) {
        KeptMessage gone = messages.remove(topic);
        if (gone != null) {
            segments.release(gone.place());
        }
    }

    /** It has been written again. */
    public void moved(KeptMessage kept, long place) {
        segments.release(kept.place());
        kept.moved(place);
    }
}
