package io.caracal.store.log;

import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import io.caracal.store.log.format.MessageWire;
import io.caracal.store.log.format.RecordType;
import io.caracal.store.log.format.Wire;
import io.caracal.store.log.index.KeptMessage;
import io.caracal.store.log.index.RetainedPlaces;
import io.caracal.store.log.journal.Answers;
import io.caracal.store.log.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The retained messages: looked up in memory, without a lock; each change is a record at the end of the log. */
final class LogRetained implements RetainedStore {
    private final Journal journal;
    private final RetainedPlaces messages;

    LogRetained(Journal journal, RetainedPlaces messages) {
        this.journal = journal;
        this.messages = messages;
    }

    @Override
    public CompletionStage<Boolean> put(Message message, long limit) {
        journal.lock();
        try {
            CompletableFuture<?> refusal = journal.refusal();
            if (refusal != null) {
                return Answers.as(refusal);
            }
            if (!messages.fits(message, limit)) {
                return Answers.no();
            }
            MessageWire.put(journal.begin(RecordType.RETAINED_PUT, MessageWire.maxSize(message)), message);
            messages.put(message, journal.end(1));
            return journal.answerYes();
        } finally {
            journal.unlock();
        }
    }

    @Override
    public CompletionStage<Void> remove(String topic) {
        journal.lock();
        try {
            if (journal.failure() != null || messages.get(topic) == null) {
                return Answers.as(journal.unchanged());
            }
            return Answers.as(forget(topic, true));
        } finally {
            journal.unlock();
        }
    }

    private CompletableFuture<@Nullable Void> forget(String topic, boolean awaited) {
        Wire.putText(journal.begin(RecordType.RETAINED_REMOVED, Wire.maxText(topic)), topic);
        journal.end(0);
        messages.remove(topic);
        return journal.answer(awaited);
    }

    @Override
    public CompletionStage<List<Message>> match(String filter) {
        List<Message> found = messages.all().match(filter);
        return found.isEmpty() ? Answers.none() : CompletableFuture.completedFuture(found);
    }

    @Override
    public CompletionStage<List<Message>> page(Optional<String> filter, Optional<String> after, int limit) {
        return CompletableFuture.completedFuture(messages.all().page(filter, after, limit));
    }

    @Override
    public long size() {
        return messages.all().size();
    }

    @Override
    public void expire(long now) {
        for (KeptMessage expired : messages.all().expired(now)) {
            journal.lock();
            try {
                String topic = expired.message().topicName();
                if (journal.failure() == null && messages.get(topic) == expired) {
                    forget(topic, false);
                }
            } finally {
                journal.unlock();
            }
        }
    }
}
