package io.caracal.core;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRule.Action;
import io.caracal.mqtt.TopicFilters;
import java.util.List;

/**
 * What a client's own rules say, as its authenticator gave them: the first rule that matches decides; a client with rules of
 * which none matches is allowed, as one without rules.
 *
 * @param superuser lifts every check
 */
record AccessList(boolean superuser, List<AclRule> rules) {
    static final AccessList EVERYTHING = new AccessList(false, List.of());

    boolean unrestricted() {
        return superuser || rules.isEmpty();
    }

    boolean mayPublish(String topic) {
        return unrestricted() || decide(Action.PUBLISH, topic);
    }

    /** @param filter without {@code $share/group/} */
    boolean maySubscribe(String filter) {
        return unrestricted() || decide(Action.SUBSCRIBE, filter);
    }

    private boolean decide(Action action, String topicOrFilter) {
        for (AclRule rule : rules) {
            boolean about = rule.action() == Action.ALL || rule.action() == action;
            if (about && covers(rule, topicOrFilter)) {
                return rule.allow();
            }
        }
        return true;
    }

    /** A filter is covered if the rule's filter matches it level by level, its wildcards taken as names. */
    private static boolean covers(AclRule rule, String topicOrFilter) {
        return rule.topics().isEmpty() || rule.topics().stream().anyMatch(topic -> covers(rule, topic, topicOrFilter));
    }

    private static boolean covers(AclRule rule, String ruled, String topicOrFilter) {
        if (ruled.equals(topicOrFilter)) {
            return true;
        }
        if (!TopicFilters.hasWildcard(topicOrFilter)) {
            return TopicFilters.matches(ruled, topicOrFilter);
        }
        // A denied topic must not be read through a wider filter: denial already bites when the two overlap.
        return rule.allow() ? coversFilter(ruled, topicOrFilter) : overlap(ruled, topicOrFilter);
    }

    private static boolean coversFilter(String ruled, String filter) {
        String[] wide = ruled.split("/", -1);
        String[] narrow = filter.split("/", -1);
        for (int i = 0; i < wide.length; i++) {
            if (wide[i].equals("#")) {
                return true;
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

    private static boolean overlap(String one, String other) {
        String[] a = one.split("/", -1);
        String[] b = other.split("/", -1);
        for (int i = 0; ; i++) {
            boolean endA = i == a.length;
            boolean endB = i == b.length;
            if (endA || endB) {
                return endA && endB || endA && b[i].equals("#") || endB && a[i].equals("#");
            }
            if (a[i].equals("#") || b[i].equals("#")) {
                return true;
            }
            if (!a[i].equals("+") && !b[i].equals("+") && !a[i].equals(b[i])) {
                return false;
            }
        }
    }
}
