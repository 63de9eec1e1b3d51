package io.caracal.core.routing;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Visits every filter of a trie, with a stack of its own: filters may have tens of thousands of levels, too many for recursion. */
final class FilterWalk {
    private static final byte[] PLUS = {'+'};
    private static final byte[] HASH = {'#'};

    private final Consumer<byte[]> action;
    private final Deque<Step> steps = new ArrayDeque<>();

    /** @param path the levels up to the node, joined; null for the root, which stands before the first level */
    private record Step(TrieNode node, byte @Nullable [] path) {}

    FilterWalk(Consumer<byte[]> action) {
        this.action = action;
    }

    void run(TrieNode root) {
        steps.push(new Step(root, null));
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            TrieNode node = step.node;
            if (step.path != null && node.subscribers(false) != null) {
                action.accept(step.path);
            }
            if (node.subscribers(true) != null) {
                action.accept(join(step.path, HASH));
            }
            TrieNode plus = node.plus();
            if (plus != null) {
                steps.push(new Step(plus, join(step.path, PLUS)));
            }
            node.forEachChild(child -> steps.push(new Step(child, join(step.path, child.name()))));
        }
    }

    private static byte[] join(byte @Nullable [] path, byte[] level) {
        if (path == null) {
            return level;
        }
        byte[] joined = Arrays.copyOf(path, path.length + 1 + level.length);
        joined[path.length] = '/';
        System.arraycopy(level, 0, joined, path.length + 1, level.length);
        return joined;
    }
}
