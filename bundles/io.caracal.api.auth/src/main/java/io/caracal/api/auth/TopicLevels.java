package io.caracal.api.auth;

/** Topic filters, cut into levels, against each other (MQTT 5.0, section 4.7). */
final class TopicLevels {
    /** In front of a level that is a name though it looks like a wildcard; no level of a packet begins like this. */
    private static final char NAME = '\0';

    private TopicLevels() {}

    static String[] of(String topicOrFilter) {
        return topicOrFilter.split("/", -1);
    }

    static boolean hasWildcard(String text) {
        return text.indexOf('+') >= 0 || text.indexOf('#') >= 0;
    }

    /** A level that stands for itself. */
    static String name(String text) {
        return hasWildcard(text) ? NAME + text : text;
    }

    /** Whether a filter matches each topic that another one, or a topic by itself, does. */
    static boolean covers(String[] wide, String[] narrow) {
        if (hidden(wide, narrow)) {
            return false;
        }
        for (int i = 0; i < wide.length; i++) {
            if (wide[i].equals("#")) {
                return true; // the parent level too: i may equal narrow.length (section 4.7.1.2)
            }
            if (i >= narrow.length || narrow[i].equals("#")) {
                return false;
            }
            if (!wide[i].equals("+") && !wide[i].equals(narrow[i])) {
                return false;
            }
        }
        return wide.length == narrow.length;
    }

    /** Whether there are topics that both match. */
    static boolean overlap(String[] one, String[] other) {
        if (hidden(one, other) || hidden(other, one)) {
            return false;
        }
        for (int i = 0; ; i++) {
            boolean endOne = i == one.length;
            boolean endOther = i == other.length;
            if (endOne || endOther) {
                return endOne && endOther || endOne && other[i].equals("#") || endOther && one[i].equals("#");
            }
            if (one[i].equals("#") || other[i].equals("#")) {
                return true;
            }
            if (!one[i].equals("+") && !other[i].equals("+") && !one[i].equals(other[i])) {
                return false;
            }
        }
    }

    /** A wildcard in front does not match a topic that begins with $ [MQTT-4.7.2-1]. */
    private static boolean hidden(String[] filter, String[] other) {
        return other[0].startsWith("$") && (filter[0].equals("+") || filter[0].equals("#"));
    }
}
