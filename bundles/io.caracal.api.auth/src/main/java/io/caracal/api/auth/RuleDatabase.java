package io.caracal.api.auth;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The rules of the source {@code built_in_database}: for single user names, for single client identifiers, and for all clients, asked in
 * this order: user name, client identifier, all. They are on disk, and remain whether a source uses them or not. Calls may wait for the
 * disk: not from an event loop. A change is durable and in force when the call returns; caches are cleaned by then.
 */
@ProviderType
public interface RuleDatabase {
    /** Whose rules they are. */
    enum Kind {
        USERNAME,
        CLIENTID,
        ALL
    }

    /**
     * The rules of one owner.
     *
     * @param name the user name or client identifier; empty for {@link Kind#ALL}
     */
    record Entry(String name, List<AclRule> rules) {
        public Entry {
            rules = List.copyOf(rules);
        }
    }

    /**
     * The rules of one owner in order; empty if there are none.
     *
     * @param name empty for {@link Kind#ALL}
     */
    Optional<Entry> find(Kind kind, String name);

    /**
     * Owners in the order of their names.
     *
     * @param after the name behind which the list begins; an empty text for the beginning
     * @param like what their names contain; an empty text for all
     * @param limit how many at most
     */
    List<Entry> list(Kind kind, String after, String like, int limit);

    /** How many owners there are whose names contain a text; an empty one for all. */
    long count(Kind kind, String like);

    /**
     * Sets the rules of one owner in place of those there were. The rules of a user name or client identifier name no other owner.
     *
     * @return false if there was none before
     */
    boolean put(Kind kind, Entry entry);

    /**
     * Adds an owner.
     *
     * @return false, having changed nothing, if it has rules already
     */
    boolean add(Kind kind, Entry entry);

    /** Removes the rules of one owner; false if there were none. */
    boolean remove(Kind kind, String name);

    /** Removes every rule. */
    void clear();
}
