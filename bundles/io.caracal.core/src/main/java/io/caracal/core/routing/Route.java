package io.caracal.core.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages of one topic go. It stays valid across changes of subscriptions: each call looks whether something has
 * changed, which costs a few reads and allocates nothing, and only then looks again. Any thread.
 */
public final class Route {
    private final RoutingTable table;
    private final TopicKey topic;
    private @Nullable String topicName;

    /** Immutable, so a thread that sees an old one merely resolves once more. */
    private Resolution resolution = Resolution.NONE;

    Route(RoutingTable table, TopicKey topic) {
        this.table = table;
        this.topic = topic;
    }

    /** The topic name in UTF-8. Not to be modified. */
    public byte[] topic() {
        return topic.bytes;
    }

    public String topicName() {
        String name = topicName;
        if (name == null) {
            name = new String(topic.bytes, UTF_8);
            topicName = name;
        }
        return name;
    }

    /** The destinations of plain subscriptions, each once. Not to be modified. */
    public Target[] targets() {
        return current().targets;
    }

    /** The groups of shared subscriptions, each of which gets the message once. Not to be modified. */
    public SharedGroup[] groups() {
        return current().groups;
    }

    TopicKey key() {
        return topic;
    }

    private Resolution current() {
        Resolution known = resolution;
        if (known.isCurrent(table)) {
            return known;
        }
        Resolution fresh = resolve(known);
        resolution = fresh;
        if (fresh.isLarge() && !known.isLarge()) {
            table.largeMerges().add(this);
        }
        return fresh;
    }

    /** Gives the memory of what was found back; it is found again when needed. Any thread. */
    void forget() {
        resolution = Resolution.NONE;
    }

    private Resolution resolve(Resolution known) {
        // Versions first: a filter that comes while we look makes the result outdated, never wrongly current.
        long exactVersion = table.exactVersion();
        long wildcardVersion = table.wildcardVersion();
        Subscribers exact = known.exact;
        if (known.exactVersion != exactVersion
                || (exact != null && exact.snapshot().isEmpty())) {
            exact = table.exact(topic);
        }
        Subscribers[] wildcards = known.wildcards;
        if (known.wildcardVersion != wildcardVersion || anyEmpty(wildcards)) {
            List<Subscribers> matches = table.wildcards(topic.bytes);
            wildcards = matches.toArray(Resolution.NO_FILTERS);
        }
        return known.with(exactVersion, wildcardVersion, exact, wildcards);
    }

    private static boolean anyEmpty(Subscribers[] filters) {
        for (Subscribers filter : filters) {
            if (filter.snapshot().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
