package io.caracal.core.routing;

/**
 * Hears which topic filters have subscribers here, for example to tell other nodes. Calls for one filter come in the order of the
 * changes, under a lock: they must be short and must not call the routing table.
 */
public interface FilterListener {
    /** A topic filter (without {@code $share}) that had no subscriber until now has one. */
    void first(String filter);

    /** The last subscriber of a topic filter (without {@code $share}) has gone. */
    void last(String filter);
}
