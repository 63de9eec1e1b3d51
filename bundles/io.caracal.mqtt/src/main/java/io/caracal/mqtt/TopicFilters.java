package io.caracal.mqtt;

/** What a Topic Filter may be and what it matches (sections 4.7 and 4.8.2). Shared subscriptions are served to every version. */
public final class TopicFilters {
    private static final String SHARE = "$share/";

    private TopicFilters() {}

    /** Whether a text is a topic filter, shared or not, that fits into a packet. */
    public static boolean valid(String filter) {
        if (!Utf8.encodable(filter)) {
            return false;
        }
        if (!shared(filter)) {
            return wildcardsInPlace(filter, 0);
        }
        int groupEnd = groupEnd(filter);
        return groupEnd > SHARE.length() // a group of at least one character [MQTT-4.8.2-1]
                && isShareName(filter, groupEnd)
                && wildcardsInPlace(filter, groupEnd + 1);
    }

    /** Whether a filter asks for a shared subscription: it begins with {@code $share/}. It need not be valid. */
    public static boolean shared(String filter) {
        return filter.startsWith(SHARE);
    }

    /**
     * The group (ShareName) of a valid shared filter.
     *
     * @throws IllegalArgumentException if the filter is not of the form {@code $share/group/filter}
     */
    public static String group(String filter) {
        return filter.substring(SHARE.length(), requireGroupEnd(filter));
    }

    /**
     * The filter without {@code $share/group/}; one that is not shared is returned as it is.
     *
     * @throws IllegalArgumentException if the filter is shared but not of the form {@code $share/group/filter}
     */
    public static String filterOf(String filter) {
        return shared(filter) ? filter.substring(requireGroupEnd(filter) + 1) : filter;
    }

    /** Whether a valid filter contains a wildcard. */
    public static boolean hasWildcard(String filter) {
        return filter.indexOf('+') >= 0 || filter.indexOf('#') >= 0;
    }

    /**
     * Whether a valid filter matches a valid topic name. Plain and slow: what routing is tested against, and what rules about
     * topics use. Of a shared filter the part behind the group counts.
     */
    public static boolean matches(String filter, String topic) {
        String plain = filterOf(filter);
        // A wildcard in front does not match a topic that begins with $ [MQTT-4.7.2-1].
        if (topic.startsWith("$") && (plain.startsWith("+") || plain.startsWith("#"))) {
            return false;
        }
        String[] filterLevels = plain.split("/", -1);
        String[] topicLevels = topic.split("/", -1);
        for (int i = 0; i < filterLevels.length; i++) {
            if (filterLevels[i].equals("#")) {
                return true; // the parent level too: i may equal topicLevels.length (section 4.7.1.2)
            }
            if (i == topicLevels.length || !(filterLevels[i].equals("+") || filterLevels[i].equals(topicLevels[i]))) {
                return false;
            }
        }
        return filterLevels.length == topicLevels.length;
    }

    /**
     * Not empty [MQTT-4.7.3-1]; {@code #} only as the whole last level [MQTT-4.7.1-1]; {@code +} only as a whole level
     * [MQTT-4.7.1-2].
     */
    private static boolean wildcardsInPlace(String filter, int start) {
        int end = filter.length();
        for (int i = start; i < end; i++) {
            char c = filter.charAt(i);
            if (c == '+' || c == '#') {
                boolean begins = i == start || filter.charAt(i - 1) == '/';
                boolean last = i + 1 == end;
                boolean ends = last || (c == '+' && filter.charAt(i + 1) == '/');
                if (!begins || !ends) {
                    return false;
                }
            }
        }
        return start < end;
    }

    /** No wildcard in the group; a slash ends it [MQTT-4.8.2-2]. */
    private static boolean isShareName(String filter, int groupEnd) {
        for (int i = SHARE.length(); i < groupEnd; i++) {
            char c = filter.charAt(i);
            if (c == '+' || c == '#') {
                return false;
            }
        }
        return true;
    }

    /** The slash behind the group, or -1. */
    private static int groupEnd(String filter) {
        return filter.indexOf('/', SHARE.length());
    }

    private static int requireGroupEnd(String filter) {
        int end = shared(filter) ? groupEnd(filter) : -1;
        if (end < 0) {
            throw new IllegalArgumentException("'" + filter + "' is not of the form $share/group/filter");
        }
        return end;
    }
}
