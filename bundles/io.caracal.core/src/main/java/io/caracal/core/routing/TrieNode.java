package io.caracal.core.routing;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One level of wildcard filters. Readers follow the fields without a lock; writers hold the node's monitor. A node that has
 * nothing left is marked dead before it is unlinked, so that a writer that still holds it begins again at the root.
 */
final class TrieNode {
    static final byte[] NO_BYTES = {};

    private static final Object DEAD = new Object();

    private final byte[] name;

    /** Null, the only child, a {@link ChildTable}, or {@link #DEAD}. */
    private volatile @Nullable Object children;

    private volatile @Nullable TrieNode plus;
    private volatile @Nullable Subscribers here;
    private volatile @Nullable Subscribers below;

    TrieNode(byte[] name) {
        this.name = name;
    }

    byte[] name() {
        return name;
    }

    boolean isNamed(byte[] topic, int from, int to) {
        return TopicBytes.equal(name, topic, from, to);
    }

    /** The child for a level of a topic name, or null. */
    @Nullable
    TrieNode child(byte[] topic, int from, int to) {
        Object known = children;
        if (known instanceof TrieNode only) {
            return only.isNamed(topic, from, to) ? only : null;
        }
        return known instanceof ChildTable table ? table.get(topic, from, to) : null;
    }

    /** Shows the children that have names; without a lock, so that those that come or go meanwhile may be shown or not. */
    void forEachChild(Consumer<TrieNode> action) {
        Object known = children;
        if (known instanceof TrieNode only) {
            action.accept(only);
        } else if (known instanceof ChildTable table) {
            table.forEach(action);
        }
    }

    /** The child for the single-level wildcard, or null. */
    @Nullable
    TrieNode plus() {
        return plus;
    }

    /** The subscribers of the filter that ends here, or of this level and everything below it ({@code …/#}); or null. */
    @Nullable
    Subscribers subscribers(boolean multi) {
        return multi ? below : here;
    }

    boolean isEmpty() {
        return children == null && plus == null && here == null && below == null;
    }

    // Writers: under this node's monitor.

    boolean isDead() {
        return children == DEAD;
    }

    void setSubscribers(boolean multi, @Nullable Subscribers subscribers) {
        if (multi) {
            below = subscribers;
        } else {
            here = subscribers;
        }
    }

    void setPlus(@Nullable TrieNode node) {
        plus = node;
    }

    void add(TrieNode child) {
        Object known = children;
        children = switch (known) {
            case null -> child;
            case ChildTable table -> table.with(child);
            case TrieNode only -> new ChildTable().with(only).with(child);
            default -> throw new IllegalStateException("a dead node takes no children");
        };
    }

    void remove(TrieNode child) {
        if (plus == child) {
            plus = null;
        } else {
            children = children instanceof ChildTable table ? table.without(child) : null;
        }
    }

    /** Marks this dead if nothing hangs here any more. */
    boolean dieIfEmpty() {
        boolean empty = isEmpty();
        if (empty) {
            children = DEAD;
        }
        return empty;
    }
}
