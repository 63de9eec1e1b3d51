package io.caracal.core.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The children of a trie node by name: open addressing, read without a lock while one writer changes it. A slot is filled once
 * and then at most marked as removed; a table that is full is replaced by a new one.
 */
final class ChildTable {
    private static final VarHandle NODE = MethodHandles.arrayElementVarHandle(TrieNode[].class);

    /** No level of a topic has this name. */
    private static final TrieNode REMOVED = new TrieNode(new byte[] {'/'});

    private final @Nullable TrieNode[] nodes;

    /** Saves looking at nodes that are not meant: each look is a miss of the processor's cache in a large table. */
    private final int[] hashes;

    private int used;
    private int size;

    ChildTable() {
        this(4);
    }

    private ChildTable(int capacity) {
        nodes = new TrieNode[capacity];
        hashes = new int[capacity];
    }

    @Nullable
    TrieNode get(byte[] topic, int from, int to) {
        int hash = TopicBytes.hash(topic, from, to);
        int mask = nodes.length - 1;
        for (int i = hash & mask; ; i = i + 1 & mask) {
            TrieNode node = (TrieNode) NODE.getAcquire(nodes, i);
            if (node == null) {
                return null;
            }
            if (hashes[i] == hash && node.isNamed(topic, from, to)) {
                return node;
            }
        }
    }

    void forEach(Consumer<TrieNode> action) {
        for (int i = 0; i < nodes.length; i++) {
            TrieNode node = (TrieNode) NODE.getAcquire(nodes, i);
            if (node != null && node != REMOVED) {
                action.accept(node);
            }
        }
    }

    /** Adds a child that is not here; returns the table to use from now on. */
    ChildTable with(TrieNode child) {
        ChildTable table = used + 1 > nodes.length - (nodes.length >> 2) ? rebuilt(size + 1) : this;
        table.place(child, TopicBytes.hash(child.name(), 0, child.name().length));
        return table;
    }

    /** Removes a child; returns the table to use from now on, or null if it was the last one. */
    @Nullable
    ChildTable without(TrieNode child) {
        int mask = nodes.length - 1;
        int i = TopicBytes.hash(child.name(), 0, child.name().length) & mask;
        while (nodes[i] != child) {
            i = i + 1 & mask;
        }
        NODE.setRelease(nodes, i, REMOVED);
        size--;
        if (size == 0) {
            return null;
        }
        return size < nodes.length >> 3 ? rebuilt(size) : this;
    }

    private ChildTable rebuilt(int expected) {
        // Between a third and two thirds full, so that the next rebuilding is as far away as this one was large.
        int capacity = Math.max(4, Integer.highestOneBit(expected + (expected >> 1)) << 1);
        ChildTable table = new ChildTable(capacity);
        for (int i = 0; i < nodes.length; i++) {
            TrieNode node = nodes[i];
            if (node != null && node != REMOVED) {
                table.place(node, hashes[i]);
            }
        }
        return table;
    }

    private void place(TrieNode child, int hash) {
        int mask = nodes.length - 1;
        int i = hash & mask;
        while (nodes[i] != null) {
            i = i + 1 & mask;
        }
        hashes[i] = hash;
        NODE.setRelease(nodes, i, child);
        used++;
        size++;
    }
}
