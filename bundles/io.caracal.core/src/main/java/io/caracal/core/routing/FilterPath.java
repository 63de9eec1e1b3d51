package io.caracal.core.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The levels of a wildcard filter, and the nodes that were met on the way down. */
final class FilterPath {
    private final byte[] filter;
    private final boolean multi;

    /** Where the levels that have nodes end: a last level {@code #} has none. */
    private final int length;

    private final List<TrieNode> nodes = new ArrayList<>();
    private int from;
    private int end;

    FilterPath(byte[] filter) {
        this.filter = filter;
        int last = filter.length - 1;
        multi = last >= 0 && filter[last] == '#' && (last == 0 || filter[last - 1] == '/');
        length = multi ? last - 1 : filter.length;
    }

    /** True if the last level is {@code #}. */
    boolean multi() {
        return multi;
    }

    void restart(TrieNode root) {
        nodes.clear();
        nodes.add(root);
        end = -1;
    }

    boolean hasNext() {
        return end < length;
    }

    void next() {
        from = end + 1;
        end = TopicBytes.endOfLevel(filter, from);
    }

    boolean isPlus() {
        return end - from == 1 && filter[from] == '+';
    }

    /** A copy of the current level. */
    byte[] level() {
        return from == end ? TrieNode.NO_BYTES : Arrays.copyOfRange(filter, from, end);
    }

    @Nullable
    TrieNode childOf(TrieNode node) {
        return isPlus() ? node.plus() : node.child(filter, from, end);
    }

    void visit(TrieNode node) {
        nodes.add(node);
    }

    TrieNode visited(int depth) {
        return nodes.get(depth);
    }

    /** How many nodes were met, the root included. */
    int depth() {
        return nodes.size();
    }
}
