package io.caracal.store.memory;

import io.caracal.api.store.StoreMaintenance;
import io.caracal.api.store.StoreState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What there is to tell of sessions and retained messages in memory: numbers; nothing of it is in files. */
public class MemoryMaintenance implements StoreMaintenance {
    private final MemorySessionStore sessions;
    private final MemoryRetainedStore retained;

    public MemoryMaintenance(MemorySessionStore sessions, MemoryRetainedStore retained) {
        this.sessions = sessions;
        this.retained = retained;
    }

    @Override
    public Stats stats() {
        MemorySessionStore.Counts counts = sessions.counts();
        return new Stats(
                "memory",
                StoreState.OPEN,
                "",
                "none",
                counts.sessions(),
                counts.subscriptions(),
                counts.deliveries(),
                retained.size(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    @Override
    public CompletionStage<Report> check() {
        return CompletableFuture.completedFuture(new Report(0, 0, 0, List.of()));
    }

    @Override
    public CompletionStage<Long> snapshot(Path folder) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException(
                "the store is in memory (store.type = memory) and has no files to copy"));
    }
}
