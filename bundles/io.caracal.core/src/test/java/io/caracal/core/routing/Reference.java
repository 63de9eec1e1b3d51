package io.caracal.core.routing;

import java.util.List;

/** The rules of MQTT 5.0, section 4.7, written down as plainly as they read. */
final class Reference {
    private Reference() {}

    static boolean matches(String filter, String topic) {
        if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
            return false;
        }
        return matches(List.of(filter.split("/", -1)), List.of(topic.split("/", -1)));
    }

    private static boolean matches(List<String> filter, List<String> topic) {
        if (filter.isEmpty()) {
            return topic.isEmpty();
        }
        String level = filter.getFirst();
        if (level.equals("#")) {
            return true;
        }
        return !topic.isEmpty()
                && (level.equals("+") || level.equals(topic.getFirst()))
                && matches(filter.subList(1, filter.size()), topic.subList(1, topic.size()));
    }
}
