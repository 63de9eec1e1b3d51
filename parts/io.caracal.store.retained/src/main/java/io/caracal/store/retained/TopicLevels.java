package io.caracal.store.retained;

import org.jspecify.annotations.Nullable;

/** The levels of topic names and filters. Any thread. */
final class TopicLevels {
    private static final char SEPARATOR = '/';

    /**
     * Levels that nodes were made of lately, by their hash. Many topics end alike ({@code device/17/state}); what was found here is shared instead
     * of kept once for each. A level that another thread has just replaced is merely not shared.
     */
    private final @Nullable String[] recent = new String[256];

    /** Cuts a topic name or filter; levels may be empty. */
    static String[] of(String topic) {
        int count = 1;
        for (int at = topic.indexOf(SEPARATOR); at >= 0; at = topic.indexOf(SEPARATOR, at + 1)) {
            count++;
        }
        String[] levels = new String[count];
        int from = 0;
        for (int i = 0; i < count - 1; i++) {
            int end = topic.indexOf(SEPARATOR, from);
            levels[i] = topic.substring(from, end);
            from = end + 1;
        }
        levels[count - 1] = topic.substring(from);
        return levels;
    }

    /** An equal text, if possible one that is kept elsewhere already. */
    String shared(String level) {
        int hash = level.hashCode();
        int slot = (hash ^ hash >>> 16) & recent.length - 1;
        String known = recent[slot];
        if (level.equals(known)) {
            return known;
        }
        recent[slot] = level;
        return level;
    }
}
