package io.caracal.store.memory;

import io.caracal.api.store.Message;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One level of topic names. Readers follow the fields without a lock; writers hold the node's monitor. A node that has nothing
 * left is marked dead before it is unlinked, so that a writer that still holds it begins again at the root.
 */
final class RetainedNode {
    private static final Object DEAD = new Object();

    private final String level;

    /** Null, the only child, {@link Children}, or {@link #DEAD}. Most nodes have no child or one. */
    private volatile @Nullable Object children;

    private volatile @Nullable Message message;

    private static final class Children extends ConcurrentHashMap<String, RetainedNode> {
        Children(RetainedNode one, RetainedNode two) {
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
    Message message() {
        return message;
    }

    @Nullable
    RetainedNode child(String name) {
        Object known = children;
        if (known instanceof RetainedNode only) {
            return only.level.equals(name) ? only : null;
        }
        return known instanceof Children many ? many.get(name) : null;
    }

    boolean hasChildren() {
        return children != null;
    }

    void forEachChild(Consumer<RetainedNode> action) {
        Object known = children;
        if (known instanceof RetainedNode only) {
            action.accept(only);
        } else if (known instanceof Children many) {
            many.values().forEach(action);
        }
    }

    // Writers: under this node's monitor.

    boolean isDead() {
        return children == DEAD;
    }

    void setMessage(@Nullable Message retained) {
        message = retained;
    }

    void add(RetainedNode child) {
        Object known = children;
        if (known == null) {
            children = child;
        } else if (known instanceof RetainedNode only) {
            children = new Children(only, child);
        } else if (known instanceof Children many) {
            many.put(child.level, child);
        } else {
            throw new IllegalStateException("a dead node takes no children");
        }
    }

    void remove(RetainedNode child) {
        if (children instanceof Children many) {
            many.remove(child.level);
            if (many.isEmpty()) {
                children = null;
            }
        } else {
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
