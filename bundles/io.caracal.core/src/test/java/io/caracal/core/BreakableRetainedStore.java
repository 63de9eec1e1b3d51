package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import io.caracal.store.memory.MemoryRetainedStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Retained messages in memory, in a store that fails as long as the test says so. */
final class BreakableRetainedStore implements RetainedStore {
    volatile boolean broken;
    private final MemoryRetainedStore kept = new MemoryRetainedStore();

    @Override
    public CompletionStage<Boolean> put(Message message, long limit) {
        return broken ? broken() : kept.put(message, limit);
    }

    @Override
    public CompletionStage<Void> remove(String topic) {
        return broken ? broken() : kept.remove(topic);
    }

    @Override
    public CompletionStage<List<Message>> match(String filter) {
        return broken ? broken() : kept.match(filter);
    }

    @Override
    public CompletionStage<List<Message>> page(Optional<String> filter, Optional<String> after, int limit) {
        return broken ? broken() : kept.page(filter, after, limit);
    }

    private static <T> CompletionStage<T> broken() {
        return CompletableFuture.failedFuture(new IOException("the disk is full, says the test"));
    }

    @Override
    public long size() {
        return kept.size();
    }

    @Override
    public void expire(long now) {
        kept.expire(now);
    }
}
