package io.caracal.store.log;

import io.caracal.api.store.StoreMaintenance;
import io.caracal.store.log.index.RetainedPlaces;
import io.caracal.store.log.index.SessionIndex;
import io.caracal.store.log.journal.Journal;
import io.caracal.store.log.journal.Rules;
import io.caracal.store.log.journal.Tally;
import io.caracal.store.log.segment.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What administrators see of the store while it is at work. */
final class LogMaintenance implements StoreMaintenance {
    private final Journal journal;
    private final Segments segments;
    private final SessionIndex sessions;
    private final RetainedPlaces retained;
    private final Rules rules;
    private final long damaged;
    private final Executor background;

    LogMaintenance(
            Journal journal,
            Segments segments,
            SessionIndex sessions,
            RetainedPlaces retained,
            Rules rules,
            long damaged,
            Executor background) {
        this.journal = journal;
        this.segments = segments;
        this.sessions = sessions;
        this.retained = retained;
        this.rules = rules;
        this.damaged = damaged;
        this.background = background;
    }

    @Override
    public Stats stats() {
        journal.lock();
        try {
            Tally tally = journal.tally();
            return new Stats(
                    "log",
                    journal.state(),
                    journal.reason(),
                    rules.durability().name().toLowerCase(Locale.ROOT),
                    sessions.sessions(),
                    sessions.subscriptions(),
                    sessions.deliveries(),
                    retained.all().size(),
                    segments.count(),
                    segments.bytes(),
                    segments.liveBytes(),
                    tally.commits(),
                    tally.records(),
                    tally.bytes(),
                    tally.movedBytes(),
                    tally.commitMicros(),
                    damaged);
        } finally {
            journal.unlock();
        }
    }

    @Override
    public CompletionStage<Report> check() {
        return inBackground(files -> files.check());
    }

    @Override
    public CompletionStage<Long> snapshot(Path folder) {
        return inBackground(files -> files.copyTo(folder));
    }

    /** Work on the files as they are durable now. */
    @FunctionalInterface
    private interface Work<T> {
        T on(DurableFiles files) throws IOException;
    }

    private <T> CompletionStage<T> inBackground(Work<T> work) {
        DurableFiles files = DurableFiles.of(journal, segments);
        CompletableFuture<T> answer = new CompletableFuture<>();
        background.execute(() -> {
            try (files) {
                answer.complete(work.on(files));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}
