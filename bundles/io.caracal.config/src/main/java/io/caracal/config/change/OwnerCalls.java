package io.caracal.config.change;

import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.Secrets;
import io.caracal.config.settings.SettingsBinder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks owners to prepare for a state, each within a time limit.
 *
 * @param after what shall be
 * @param limit how long each may take
 */
record OwnerCalls(State after, SettingsBinder binder, SectionTrees trees, Duration limit) {
    PreparedChange prepare(SectionOwner<?> owner) throws SettingsException {
        CompletableFuture<PreparedChange> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("caracal-config-prepare").start(() -> ask(owner, answer));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SettingsException refused) {
                throw refused;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
            throw Transaction.refusal(owner, "it cannot be applied: " + message, cause);
        } catch (TimeoutException e) {
            // Should it come after all, nobody waits for it any more.
            answer.thenAccept(PreparedChange::abort);
            throw Transaction.refusal(owner, "it cannot be applied within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            answer.thenAccept(PreparedChange::abort);
            Thread.currentThread().interrupt();
            throw Transaction.refusal(owner, "the change was interrupted", e);
        }
    }

    private <T extends Record> void ask(SectionOwner<T> owner, CompletableFuture<PreparedChange> answer) {
        try {
            T settings = binder.bind(after.section(Owners.path(owner)), Owners.path(owner), owner.type());
            PreparedChange prepared = owner.prepare(new Change<>(owner.live(), settings, after, trees));
            if (prepared == null) {
                throw new IllegalStateException("the owner prepared nothing");
            }
            answer.complete(prepared);
        } catch (Throwable e) { // all of it belongs to whoever waits
            answer.completeExceptionally(e);
        }
    }

    private record Change<T extends Record>(T before, T after, State state, SectionTrees trees)
            implements SectionChange<T> {
        @Override
        public Optional<Object> value(String path) {
            try {
                List<String> keys = GivenChange.path(path);
                Object tree = trees.tree(keys.getFirst(), state, Secrets.MASKED);
                return Optional.ofNullable(Trees.plain(tree, keys.subList(1, keys.size())));
            } catch (SettingsException e) {
                throw new IllegalArgumentException(path + " is no key", e);
            }
        }
    }
}
