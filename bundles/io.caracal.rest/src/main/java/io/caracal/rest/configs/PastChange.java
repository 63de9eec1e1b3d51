package io.caracal.rest.configs;

import io.caracal.api.config.HistoryEntry;
import io.caracal.api.rest.Describe;
import io.caracal.rest.configs.Outcome.Changed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A change of the past. */
record PastChange(
        @Describe("Counts up.") long id,
        @Describe("When.") Instant at,
        @Describe("Who.") String actor,
        @Describe("From where.") String source,

        @Describe("change, reset, undo, reload, or found: an edit of the stored changes by hand.")
        String operation,

        @Describe("What became different.") List<Changed> differences,

        @Describe("Which change was taken back, for undo.") @Nullable
        Long undoes) {

    static PastChange of(HistoryEntry entry) {
        return new PastChange(
                entry.id(),
                entry.at(),
                entry.actor(),
                entry.source(),
                entry.operation().name().toLowerCase(Locale.ROOT),
                entry.differences().stream().map(Changed::of).toList(),
                entry.undoes().isPresent() ? entry.undoes().getAsLong() : null);
    }
}
