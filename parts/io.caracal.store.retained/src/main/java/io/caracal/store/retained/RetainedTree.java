package io.caracal.store.retained;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is retained, by topic, level by level. Looking up takes no lock and visits only levels that match; a change locks one node at a
 * time, or a node and its parent while an empty node is removed.
 */
final class RetainedTree<E> {
    private final RetainedNode<E> root = new RetainedNode<>("");
    private final TopicLevels levels = new TopicLevels();

    @Nullable
    E get(String topic) {
        RetainedNode<E> node = root;
        for (String level : TopicLevels.of(topic)) {
            node = node.child(level);
            if (node == null) {
                return null;
            }
        }
        return node.message();
    }

    /**
     * Changes what a topic has.
     *
     * @param change called once, alone for this topic, with what is there; returns what is to be there
     */
    void compute(String topic, UnaryOperator<@Nullable E> change) {
        String[] names = TopicLevels.of(topic);
        List<RetainedNode<E>> path = new ArrayList<>(names.length + 1);
        while (true) {
            RetainedNode<E> node = descend(names, path);
            if (node != null && changed(node, change)) {
                prune(path);
                return;
            }
        }
    }

    /** All messages whose topics match a filter. */
    void match(String filter, Consumer<E> found) {
        if (isEmpty()) {
            return;
        }
        new Search(TopicLevels.of(filter), found).run();
    }

    /** All messages, those of topics that wildcards leave alone included. */
    void forEach(Consumer<E> found) {
        Deque<RetainedNode<E>> nodes = new ArrayDeque<>();
        nodes.push(root);
        while (!nodes.isEmpty()) {
            RetainedNode<E> node = nodes.pop();
            visit(node, found);
            node.forEachChild(nodes::push);
        }
    }

    boolean isEmpty() {
        return root.isEmpty();
    }

    private static <E> void visit(RetainedNode<E> node, Consumer<E> found) {
        E message = node.message();
        if (message != null) {
            found.accept(message);
        }
    }

    /** Null if a node has died on the way, so try again. */
    private @Nullable RetainedNode<E> descend(String[] names, List<RetainedNode<E>> path) {
        path.clear();
        path.add(root);
        RetainedNode<E> node = root;
        for (String level : names) {
            RetainedNode<E> next = node.child(level);
            if (next == null) {
                next = create(node, level);
            }
            if (next == null) {
                return null;
            }
            path.add(next);
            node = next;
        }
        return node;
    }

    private @Nullable RetainedNode<E> create(RetainedNode<E> parent, String level) {
        synchronized (parent) {
            if (parent.isDead()) {
                return null;
            }
            RetainedNode<E> child = parent.child(level);
            if (child == null) {
                child = new RetainedNode<>(levels.shared(level));
                parent.add(child);
            }
            return child;
        }
    }

    private static <E> boolean changed(RetainedNode<E> node, UnaryOperator<@Nullable E> change) {
        synchronized (node) {
            if (node.isDead()) {
                return false;
            }
            node.setMessage(change.apply(node.message()));
            return true;
        }
    }

    private static <E> void prune(List<RetainedNode<E>> path) {
        for (int i = path.size() - 1; i > 0; i--) {
            RetainedNode<E> parent = path.get(i - 1);
            RetainedNode<E> node = path.get(i);
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

    /** A walk with a stack of its own: topics may have tens of thousands of levels, too many for recursion. */
    private final class Search {
        private final String[] filter;
        private final Consumer<E> found;
        private final Deque<Step<E>> steps = new ArrayDeque<>();

        /** A node that matches as many levels of the filter as the depth says. */
        private record Step<E>(RetainedNode<E> node, int depth) {}

        Search(String[] filter, Consumer<E> found) {
            this.filter = filter;
            this.found = found;
        }

        void run() {
            steps.push(new Step<>(root, 0));
            while (!steps.isEmpty()) {
                Step<E> step = steps.pop();
                if (step.depth == filter.length) {
                    visit(step.node, found);
                } else {
                    follow(step.node, step.depth);
                }
            }
        }

        private void follow(RetainedNode<E> node, int depth) {
            switch (filter[depth]) {
                case "#" -> {
                    visit(node, found);
                    each(node, depth);
                }
                case "+" -> each(node, depth + 1);
                default -> {
                    RetainedNode<E> child = node.child(filter[depth]);
                    if (child != null) {
                        steps.push(new Step<>(child, depth + 1));
                    }
                }
            }
        }

        /** All children match up to a depth; those where nothing can follow are finished at once. */
        private void each(RetainedNode<E> node, int depth) {
            boolean end = depth == filter.length;
            boolean all = !end && filter[depth].equals("#");
            node.forEachChild(child -> {
                if (node == root && child.isHidden()) {
                    return;
                }
                if (end || (all && !child.hasChildren())) {
                    visit(child, found);
                } else {
                    steps.push(new Step<>(child, depth));
                }
            });
        }
    }
}
