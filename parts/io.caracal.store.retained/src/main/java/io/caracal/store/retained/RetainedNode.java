package io.caracal.store.retained;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One level of topic names. Readers follow the fields without a lock; writers hold the node's monitor. A node that has nothing
 * left is marked dead before it is unlinked, so that a writer that still holds it begins again at the root.
 */
final class RetainedNode<E> {
    private static final Object DEAD = new Object();

    private final String level;

    /** Null, the only child, {@link Children}, or {@link #DEAD}. Most nodes have no child or one. */
    private volatile @Nullable Object children;

    private volatile @Nullable E message;

    private static final class Children<E> extends ConcurrentHashMap<String, RetainedNode<E>> {
        Children(RetainedNode<E> one, RetainedNode<E> two) {
            super(4);
            put(one.level, one);
            put(two.level, two);
        }
    }

    RetainedNode(String level) {
        this.level = level;
    }

    /** True for topics that wildcards at the first level leave alone, if this is a first level. */
    boolean isHidden() {
        return level.startsWith("$");
    }

    @Nullable
    E message() {
        return message;
    }

    @Nullable
    RetainedNode<E> child(String name) {
        Object known = children;
        RetainedNode<E> only = only(known);
        if (only != null) {
            return only.level.equals(name) ? only : null;
        }
        Children<E> many = many(known);
        return many == null ? null : many.get(name);
    }

    @SuppressWarnings("unchecked") // all nodes of a tree are of one type
    private @Nullable RetainedNode<E> only(@Nullable Object known) {
        return known instanceof RetainedNode<?> ? (RetainedNode<E>) known : null;
    }

    @SuppressWarnings("unchecked")
    private @Nullable Children<E> many(@Nullable Object known) {
        return known instanceof Children<?> ? (Children<E>) known : null;
    }

    boolean hasChildren() {
        return children != null;
    }

    void forEachChild(Consumer<RetainedNode<E>> action) {
        Object known = children;
        RetainedNode<E> only = only(known);
        Children<E> many = many(known);
        if (only != null) {
            action.accept(only);
        } else if (many != null) {
            many.values().forEach(action);
        }
    }

    // Writers: under this node's monitor.

    boolean isDead() {
        return children == DEAD;
    }

    void setMessage(@Nullable E retained) {
        message = retained;
    }

    void add(RetainedNode<E> child) {
        Object known = children;
        RetainedNode<E> only = only(known);
        Children<E> many = many(known);
        if (known == null) {
            children = child;
        } else if (only != null) {
            children = new Children<>(only, child);
        } else if (many != null) {
            many.put(child.level, child);
        } else {
            throw new IllegalStateException("a dead node takes no children");
        }
    }

    void remove(RetainedNode<E> child) {
        Children<E> many = many(children);
        if (many == null) {
            children = null;
            return;
        }
        many.remove(child.level);
        if (many.isEmpty()) {
            children = null;
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

    boolean isEmpty() {
        return children == null && message == null;
    }
}
