package io.caracal.store.memory;

import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import io.caracal.store.retained.RetainedMessages;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Retained messages in memory, gone when the process ends. */
public class MemoryRetainedStore implements RetainedStore {
    private final RetainedMessages<Message> messages;

    public MemoryRetainedStore() {
        this(InstantSource.system());
    }

    /** @param clock says which messages have expired when they are looked up */
    public MemoryRetainedStore(InstantSource clock) {
        messages = new RetainedMessages<>(Function.identity(), clock);
    }

    @Override
    public CompletionStage<Boolean> put(Message message, long limit) {
        return messages.put(message, limit, _ -> {}) ? Done.YES : Done.NO;
    }

    @Override
    public CompletionStage<Void> remove(String topic) {
        messages.remove(topic);
        return Done.nothing();
    }

    @Override
    public CompletionStage<List<Message>> match(String filter) {
        List<Message> found = messages.match(filter);
        return found.isEmpty() ? Done.none() : CompletableFuture.completedFuture(found);
    }

    @Override
    public CompletionStage<List<Message>> page(Optional<String> filter, Optional<String> after, int limit) {
        return CompletableFuture.completedFuture(messages.page(filter, after, limit));
    }

    @Override
    public long size() {
        return messages.size();
    }

    @Override
    public void expire(long now) {
        messages.expired(now).forEach(messages::remove);
    }

    boolean isBare() {
        return messages.isBare();
    }
}
