package io.caracal.cli.bench;

import io.caracal.mqtt.TopicFilters;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many subscribers get a message: one for each filter that matches, and one for each group of a shared subscription. */
final class Audience {
    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> wildcards = new HashMap<>();

    Audience(List<String> filters) {
        Set<String> groups = new HashSet<>();
        for (String filter : filters) {
            if (TopicFilters.shared(filter)) {
                if (groups.add(filter)) {
                    add(TopicFilters.filterOf(filter));
                }
            } else {
                add(filter);
            }
        }
    }

    private void add(String filter) {
        (TopicFilters.hasWildcard(filter) ? wildcards : exact).merge(filter, 1, Integer::sum);
    }

    int of(String topic) {
        int count = exact.getOrDefault(topic, 0);
        for (Map.Entry<String, Integer> wildcard : wildcards.entrySet()) {
            if (TopicFilters.matches(wildcard.getKey(), topic)) {
                count += wildcard.getValue();
            }
        }
        return count;
    }
}
