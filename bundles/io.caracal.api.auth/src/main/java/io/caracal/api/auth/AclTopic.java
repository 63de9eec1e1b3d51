package io.caracal.api.auth;

import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One topic of a rule, cut into levels once. */
final class AclTopic {
    private static final String SHARE = "$share/";

    private final @Nullable String literal;
    private final List<Level> levels = new ArrayList<>();

    /**
     * A level as it is written.
     *
     * @param template what it becomes for a client; null if it is the same for all
     */
    private record Level(String text, @Nullable Template template) {}

    /** @throws IllegalArgumentException if it is neither a topic filter nor {@code eq } and a text */
    AclTopic(String topic) {
        boolean equal = AclRule.literal(topic);
        literal = equal ? AclRule.literalText(topic) : null;
        if (topic.isEmpty() || equal && AclRule.literalText(topic).isEmpty()) {
            throw new IllegalArgumentException("topic: an empty text was given, expected a topic filter");
        }
        if (!equal) {
            cut(topic);
        }
    }

    private void cut(String topic) {
        if (topic.startsWith(SHARE)) {
            throw new IllegalArgumentException(
                    "topic: \"" + topic
                            + "\" was given, expected the filter without $share/group/: rules hold for shared subscriptions too");
        }
        String[] texts = topic.split("/", -1);
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            boolean rest = text.equals("#") && i == texts.length - 1;
            if (!rest && !text.equals("+") && TopicLevels.hasWildcard(text)) {
                throw new IllegalArgumentException("topic: \"" + topic
                        + "\" was given, expected a topic filter: + fills a level, # is the last level");
            }
            levels.add(new Level(text, text.contains("${") ? Template.parse(text) : null));
        }
    }

    /**
     * Whether it fits what a client wants.
     *
     * @param wanted the levels of the topic or filter of the request
     * @param allow whether the rule allows: what a filter may match must then be covered, else it must be touched
     */
    boolean fits(AuthorizationRequest request, String[] wanted, boolean allow) {
        if (literal != null) {
            return literal.equals(request.topic());
        }
        Optional<String[]> mine = filled(request.facts(), allow);
        if (mine.isEmpty()) {
            return false;
        }
        boolean filter = request.action() == Action.SUBSCRIBE && TopicLevels.hasWildcard(request.topic());
        return filter && !allow ? TopicLevels.overlap(mine.get(), wanted) : TopicLevels.covers(mine.get(), wanted);
    }

    /** The levels for a client; empty if it lacks what a placeholder stands for. */
    private Optional<String[]> filled(ClientFacts facts, boolean allow) {
        List<String> filled = new ArrayList<>(levels.size());
        for (Level level : levels) {
            if (level.template == null) {
                filled.add(level.text);
                continue;
            }
            for (String name : level.template.placeholders()) {
                String value = facts.value(name).orElse("");
                // A client that calls itself "#" or "other/private" must not be allowed more by it.
                boolean spreads = TopicLevels.hasWildcard(value) || value.indexOf('/') >= 0;
                if (value.isEmpty() || allow && spreads) {
                    return Optional.empty();
                }
            }
            for (String part : level.template.render(facts).split("/", -1)) {
                filled.add(TopicLevels.name(part));
            }
        }
        return Optional.of(filled.toArray(String[]::new));
    }
}
