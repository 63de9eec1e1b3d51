package io.caracal.api.auth;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One rule about what clients may do: plain data; {@link AclRules} evaluates it, {@link AclRuleParser} reads and writes it as the
 * configuration, REST, HTTP servers, tokens and tables have it. A rule is about an action if everything that it names fits.
 *
 * @param allow what follows where the rule fits
 * @param action what it is about
 * @param topics topic filters, of which one has to fit; none is every topic. {@code ${username}} and the other placeholders of
 *     {@code io.caracal.api.auth.template} stand for the client's own; {@code eq a/#} is the very text {@code a/#}, which only a
 *     subscription to that filter fits. See {@link AclRules} for what fits
 * @param qos the qualities of service that it is about; empty is each
 * @param retain only messages to be retained, or only those that are not; subscriptions fit in either case
 * @param who the clients that it is about
 */
public record AclRule(
        boolean allow, Action action, List<String> topics, Set<Integer> qos, Optional<Boolean> retain, AclSubject who) {
    private static final String EQUAL = "eq ";

    /** @throws IllegalArgumentException if a topic or a QoS cannot be */
    public AclRule {
        Objects.requireNonNull(action, "action");
        topics = List.copyOf(topics);
        qos = Set.copyOf(qos);
        Objects.requireNonNull(retain, "retain");
        Objects.requireNonNull(who, "who");
        topics.forEach(AclTopic::new);
        for (int each : qos) {
            if (each < 0 || each > 2) {
                throw new IllegalArgumentException("qos: " + each + " was given, expected 0, 1 or 2");
            }
        }
    }

    /** A rule about one topic filter, for every client. */
    public AclRule(boolean allow, Action action, String topicFilter) {
        this(allow, action, List.of(topicFilter), Set.of(), Optional.empty(), AclSubject.ALL);
    }

    /** Marks a topic that is compared as a text. */
    static boolean literal(String topic) {
        return topic.startsWith(EQUAL);
    }

    static String literalText(String topic) {
        return topic.substring(EQUAL.length());
    }

    /** As it stands in a file of rules. */
    @Override
    public String toString() {
        return AclRuleParser.text(this);
    }

    /** What a client does. */
    public enum Action {
        PUBLISH,
        SUBSCRIBE,
        ALL
    }
}
