package io.caracal.api.auth;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The rules of the source {@code built_in_database}: for single client identifiers, for single user names, and for all clients, looked at
 * in this order. They are on the broker's disk, and remain whether a source uses them or not. A change is on the disk and in force, and
 * the caches are clean, when its stage completes. Any thread, never blocks; failures of the disk complete exceptionally with an
 * {@link java.io.IOException}.
 */
@ProviderType
public interface RuleDatabase {
    /** Whose rules they are. */
    enum Kind {
        CLIENTID,
        USERNAME,
        ALL
    }

    /**
     * The rules of one owner, in order.
     *
     * @param name the client identifier or user name; empty for {@link Kind#ALL}
     */
    record Entry(String name, List<AclRule> rules) {
        public Entry {
            rules = List.copyOf(rules);
        }
    }

    /**
     * A page.
     *
     * @param count how many there are on all pages
     */
    record RulePage(List<Entry> entries, long count) {
        public RulePage {
            entries = List.copyOf(entries);
        }
    }

    /**
     * The rules of one owner; empty if there are none.
     *
     * @param name empty for {@link Kind#ALL}
     */
    CompletionStage<Optional<Entry>> find(Kind kind, String name);

    /**
     * Owners in the order of their names.
     *
     * @param like a part of the names to show, empty for all
     * @param page from 1
     * @param limit how many owners a page has
     */
    CompletionStage<RulePage> list(Kind kind, String like, int page, int limit);

    /**
     * Adds owners: all of them or none.
     *
     * @return the name of one that has rules already, which changed nothing; empty if all were added
     */
    CompletionStage<Optional<String>> add(Kind kind, List<Entry> entries);

    /** Sets the rules of one owner in place of those there were, if any. */
    CompletionStage<Void> put(Kind kind, Entry entry);

    /** Removes the rules of one owner; false if there were none. */
    CompletionStage<Boolean> remove(Kind kind, String name);

    /** Removes every rule. */
    CompletionStage<Void> clear();

    /** Rules and what kind of owner they have. */
    record Owned(Kind kind, Entry entry) {}

    /**
     * All rules at one moment.
     *
     * @param visitor called on one thread of the database; what it throws ends the visit and completes the stage exceptionally
     */
    CompletionStage<Void> forEach(Consumer<Owned> visitor);

    /**
     * Sets the rules of owners in place of those there were, if any: all of them or none.
     *
     * @param entries asked once, on a thread of the database; what it throws undoes everything and completes the stage exceptionally
     * @param dryRun true to change nothing
     */
    CompletionStage<Merged> merge(Supplier<Iterator<Owned>> entries, boolean dryRun);
}
