package io.caracal.security.banned;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.OperationFailedException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes all bans to disk after a change; changes that come while it writes share the next write. */
final class BanWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BanWriter.class);

    private final BanFile file;
    private final Iterable<Ban> bans;
    private final Executor executor;
    private final AtomicReference<@Nullable CompletableFuture<Void>> next = new AtomicReference<>();

    /** @param bans what there is at the time of writing, whatever else goes on */
    BanWriter(BanFile file, Iterable<Ban> bans, Executor executor) {
        this.file = file;
        this.bans = bans;
        this.executor = executor;
    }

    /** @return complete when what there is now is on disk */
    CompletionStage<Void> save() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> waiting = next.compareAndExchange(null, mine);
        if (waiting != null) {
            return waiting;
        }
        try {
            executor.execute(this::write);
        } catch (RejectedExecutionException e) {
            mine.completeExceptionally(new OperationFailedException("the broker is stopping", e));
        }
        return mine;
    }

    private void write() {
        CompletableFuture<Void> asked = next.getAndSet(null);
        if (asked == null) {
            return;
        }
        try {
            file.write(bans);
            asked.complete(null);
        } catch (IOException e) {
            LOG.error("the list of bans cannot be written; it counts until the broker ends", e);
            asked.completeExceptionally(new OperationFailedException(
                    "the change counts, but it cannot be written to disk and is lost when the broker ends: " + e, e));
        }
    }
}
