package io.caracal.core.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Topic filters with wildcards. Matching takes no lock and costs what matches; a change locks one node at a time, or a node and
 * its parent while an empty node is removed.
 */
final class FilterTrie {
    private final TrieNode root = new TrieNode(TrieNode.NO_BYTES);

    /**
     * Changes the subscribers of a filter, which is added if it is not there.
     *
     * @param change called once, alone for this filter, with what is there; returns what is to be there
     */
    void compute(byte[] filter, UnaryOperator<@Nullable Subscribers> change) {
        FilterPath path = new FilterPath(filter);
        while (true) {
            TrieNode node = descend(path, true);
            if (node != null && changed(node, path, change)) {
                return;
            }
        }
    }

    /** Like {@link #compute}, but calls nothing if the filter is not there; a result of null removes it. */
    void computeIfPresent(byte[] filter, UnaryOperator<@Nullable Subscribers> change) {
        FilterPath path = new FilterPath(filter);
        while (true) {
            TrieNode node = descend(path, false);
            if (node == null || node.subscribers(path.multi()) == null) {
                return;
            }
            if (changed(node, path, change)) {
                prune(path);
                return;
            }
        }
    }

    /** Adds the subscribers of all filters that match a topic name. */
    void match(byte[] topic, List<Subscribers> matches) {
        // [MQTT-4.7.2-1]: wildcards at the first level leave topics alone that begin with $.
        boolean hidden = topic.length > 0 && topic[0] == '$';
        ArrayList<Fork> forks = new ArrayList<>();
        TrieNode node = root;
        int from = 0;
        while (true) {
            boolean wildcards = node != root || !hidden;
            if (wildcards) {
                add(node.subscribers(true), matches);
            }
            TrieNode next = null;
            int end = 0;
            if (from > topic.length) {
                add(node.subscribers(false), matches);
            } else {
                end = TopicBytes.endOfLevel(topic, from);
                next = node.child(topic, from, end);
                TrieNode plus = wildcards ? node.plus() : null;
                if (next == null) {
                    next = plus;
                } else if (plus != null) {
                    forks.add(new Fork(plus, end + 1));
                }
            }
            if (next != null) {
                node = next;
                from = end + 1;
            } else if (forks.isEmpty()) {
                return;
            } else {
                Fork fork = forks.removeLast();
                node = fork.node;
                from = fork.from;
            }
        }
    }

    boolean contains(byte[] filter) {
        return find(filter) != null;
    }

    /** The subscribers of a filter, not of what it matches; null if there are none. */
    @Nullable
    Subscribers find(byte[] filter) {
        FilterPath path = new FilterPath(filter);
        TrieNode node = descend(path, false);
        return node == null ? null : node.subscribers(path.multi());
    }

    /** Shows every filter, in no particular order. */
    void forEach(Consumer<byte[]> action) {
        new FilterWalk(action).run(root);
    }

    boolean isEmpty() {
        return root.isEmpty();
    }

    /** A branch that is still to be followed: topics may have tens of thousands of levels, too many for recursion. */
    private record Fork(TrieNode node, int from) {}

    private static void add(@Nullable Subscribers subscribers, List<Subscribers> matches) {
        if (subscribers != null) {
            matches.add(subscribers);
        }
    }

    /** Null if a node is missing (not to be created), or has died on the way (to be created, so try again). */
    private @Nullable TrieNode descend(FilterPath path, boolean create) {
        TrieNode node = root;
        path.restart(root);
        while (path.hasNext()) {
            path.next();
            TrieNode next = path.childOf(node);
            if (next == null && create) {
                next = create(node, path);
            }
            if (next == null) {
                return null;
            }
            path.visit(next);
            node = next;
        }
        return node;
    }

    private static @Nullable TrieNode create(TrieNode parent, FilterPath path) {
        synchronized (parent) {
            if (parent.isDead()) {
                return null;
            }
            TrieNode child = path.childOf(parent);
            if (child == null) {
                child = new TrieNode(path.level());
                if (path.isPlus()) {
                    parent.setPlus(child);
                } else {
                    parent.add(child);
                }
            }
            return child;
        }
    }

    private static boolean changed(TrieNode node, FilterPath path, UnaryOperator<@Nullable Subscribers> change) {
        synchronized (node) {
            if (node.isDead()) {
                return false;
            }
            Subscribers before = node.subscribers(path.multi());
            Subscribers after = change.apply(before);
            if (after != before) {
                node.setSubscribers(path.multi(), after);
            }
            return true;
        }
    }

    private static void prune(FilterPath path) {
        for (int i = path.depth() - 1; i > 0; i--) {
            TrieNode parent = path.visited(i - 1);
            TrieNode node = path.visited(i);
            if (!node.isEmpty()) {
                return;
            }
            synchronized (parent) {
                synchronized (node) {
                    // Dead already: whoever unlinked it goes on upwards.
                    if (node.isDead() || !node.dieIfEmpty()) {
                        return;
                    }
                    parent.remove(node);
                }
            }
        }
    }
}
