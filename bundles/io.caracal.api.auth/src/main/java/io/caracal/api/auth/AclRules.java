package io.caracal.api.auth;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules in their order, ready to be asked: the first that fits decides. Whoever has rules (a file, a table, a token, the answer of a
 * server) evaluates them by this, so that they mean the same everywhere. Immutable; any thread; needs no other thread.
 *
 * <p>What a topic of a rule fits:
 * <ul>
 *   <li>a topic published to, if the filter of the rule matches it;
 *   <li>a filter subscribed to, with a rule that allows: if the rule's filter covers it, that is, matches each topic that it matches;
 *   <li>a filter subscribed to, with a rule that denies: if the two overlap, so that what is denied cannot be read through a wider
 *       filter ({@code eq a/#} denies that very filter only);
 *   <li>{@code #} and {@code +} in front do not touch topics that begin with {@code $} [MQTT-4.7.2-1];
 *   <li>the value of a placeholder is a name, never a wildcard. A rule whose placeholder has no value fits nothing; one that allows
 *       fits nothing either if the value holds {@code /}, {@code +} or {@code #}.
 * </ul>
 */
public final class AclRules {
    /** No rules. */
    public static final AclRules NONE = of(List.of());

    private final List<AclRule> rules;
    private final List<Ready> ready;

    private AclRules(List<AclRule> rules, List<Ready> ready) {
        this.rules = rules;
        this.ready = ready;
    }

    /** Makes rules ready; costs more than to ask them, so keep the result where the rules stay. */
    public static AclRules of(List<AclRule> rules) {
        return new AclRules(List.copyOf(rules), rules.stream().map(Ready::of).toList());
    }

    /** The rules in their order. */
    public List<AclRule> rules() {
        return rules;
    }

    /**
     * What the first rule that fits says, with its text; {@code Next} if none does.
     *
     * @throws IllegalStateException if a regular expression takes too long for what this client calls itself; passed on, it denies
     */
    public Authorization decide(AuthorizationRequest request) {
        String[] levels = null;
        for (Ready rule : ready) {
            if (!rule.about(request) || !rule.client(request.facts())) {
                continue;
            }
            if (rule.topics.isEmpty()) {
                return rule.decision;
            }
            // Most rules that are asked name no topic, or are not about this client: cut it only for one that needs it.
            levels = levels == null ? TopicLevels.of(request.topic()) : levels;
            if (rule.topic(request, levels)) {
                return rule.decision;
            }
        }
        return Authorization.next();
    }

    /** A rule with its topics cut and its expressions compiled. */
    private record Ready(
            AclRule rule,
            List<AclTopic> topics,
            Optional<AclExpression> usernameRe,
            Optional<AclExpression> clientIdRe,
            List<AclNetwork> networks,
            Authorization decision) {

        static Ready of(AclRule rule) {
            AclSubject who = rule.who();
            List<AclTopic> topics = new ArrayList<>(rule.topics().size());
            rule.topics().forEach(topic -> topics.add(new AclTopic(topic)));
            return new Ready(
                    rule,
                    topics,
                    who.usernameRe().map(text -> AclExpression.compile("username_re", text)),
                    who.clientIdRe().map(text -> AclExpression.compile("clientid_re", text)),
                    who.networks().stream().map(AclNetwork::parse).toList(),
                    rule.allow() ? new Authorization.Allow(rule.toString()) : new Authorization.Deny(rule.toString()));
        }

        boolean about(AuthorizationRequest request) {
            boolean action =
                    switch (rule.action()) {
                        case ALL -> true;
                        case PUBLISH -> request.action() == AuthorizationRequest.Action.PUBLISH;
                        case SUBSCRIBE -> request.action() == AuthorizationRequest.Action.SUBSCRIBE;
                    };
            boolean retain = rule.retain().isEmpty()
                    || request.action() == AuthorizationRequest.Action.SUBSCRIBE
                    || rule.retain().get() == request.retain();
            return action && retain && (rule.qos().isEmpty() || rule.qos().contains(request.qos()));
        }

        boolean client(ClientFacts facts) {
            AclSubject who = rule.who();
            return (who.username().isEmpty() || who.username().equals(facts.username()))
                    && same(who.clientId(), facts.clientId())
                    && same(who.listener(), facts.listener())
                    && same(who.zone(), facts.zone())
                    && address(facts)
                    && (usernameRe.isEmpty() || usernameRe.get().found(facts.username()))
                    && (clientIdRe.isEmpty() || clientIdRe.get().found(Optional.of(facts.clientId())));
        }

        private static boolean same(Optional<String> wanted, String present) {
            return wanted.isEmpty() || wanted.get().equals(present);
        }

        private boolean address(ClientFacts facts) {
            if (networks.isEmpty()) {
                return true;
            }
            InetAddress peer = facts.peer().getAddress();
            if (peer == null) {
                return false;
            }
            for (AclNetwork network : networks) {
                if (network.contains(peer)) {
                    return true;
                }
            }
            return false;
        }

        boolean topic(AuthorizationRequest request, String[] levels) {
            for (AclTopic topic : topics) {
                if (topic.fits(request, levels, rule.allow())) {
                    return true;
                }
            }
            return false;
        }
    }
}
