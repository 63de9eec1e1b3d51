package io.caracal.itests.crash.history;

import java.util.List;
import java.util.regex.Pattern;

/** What a topic filter matches, with {@code $share/group/} in front or not. */
final class TopicFilter {
    private static final Pattern SHARE = Pattern.compile("\\$share/[^/]+/");

    private final List<String> levels;
    private final boolean shared;

    TopicFilter(String filter) {
        shared = filter.startsWith("$share/");
        levels = List.of(SHARE.matcher(filter).replaceFirst("").split("/", -1));
    }

    boolean shared() {
        return shared;
    }

    boolean matches(String topic) {
        List<String> names = List.of(topic.split("/", -1));
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).equals("#")) {
                return true;
            }
            if (i == names.size()
                    || !levels.get(i).equals("+") && !levels.get(i).equals(names.get(i))) {
                return false;
            }
        }
        return levels.size() == names.size();
    }
}
