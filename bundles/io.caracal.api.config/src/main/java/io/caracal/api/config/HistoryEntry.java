package io.caracal.api.config;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * A change that was made.
 *
 * @param id counts up
 * @param at when
 * @param actor who, as in {@link ChangeConditions}
 * @param source from where
 * @param operation what was done
 * @param differences what became different
 * @param undoes the change that was taken back, for {@link Operation#UNDO}
 */
public record HistoryEntry(
        long id,
        Instant at,
        String actor,
        String source,
        Operation operation,
        List<Difference> differences,
        OptionalLong undoes) {
    public HistoryEntry {
        differences = List.copyOf(differences);
    }

    /** Ways to change configuration. */
    public enum Operation {
        CHANGE,
        RESET,
        UNDO,
        RELOAD,
        /** The stored changes were found different from what was stored last: somebody edited the file while the broker was down. */
        FOUND
    }
}
