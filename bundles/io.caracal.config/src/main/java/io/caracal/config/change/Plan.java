package io.caracal.config.change;

import io.caracal.api.config.HistoryEntry.Operation;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A change that is known to be valid and permitted.
 *
 * @param operation what is done
 * @param undoes for an undo, which change is taken back
 * @param before what is set now
 * @param after what shall be set
 * @param sections whose values differ in any way
 * @param leaves which effective values differ
 * @param warnings what the operator should know
 */
record Plan(
        Operation operation,
        OptionalLong undoes,
        State before,
        State after,
        Set<String> sections,
        List<TreeDiff.Leaf> leaves,
        List<String> warnings) {

    /** Whether what is stored stays as it is. */
    boolean storesNothing() {
        return before.overrides().equals(after.overrides());
    }

    boolean isEmpty() {
        return sections.isEmpty() && storesNothing();
    }
}
