package io.caracal.api.broker;

import java.util.Optional;

/**
 * Which subscriptions are meant: those that fulfil every condition. An empty Optional is no condition.
 *
 * @param clientId of that client; such a query looks at nobody else
 * @param topicFilter exactly that filter; of shared subscriptions the part behind the group
 * @param qos granted with that QoS
 * @param shareGroup in that group ({@code $share/GROUP/…})
 * @param matchedBy subscribed to a filter that this filter covers, the subscribed one taken as a topic name
 */
public record SubscriptionQuery(
        Optional<String> clientId,
        Optional<String> topicFilter,
        Optional<Integer> qos,
        Optional<String> shareGroup,
        Optional<String> matchedBy) {

    /** Every subscription. */
    public static final SubscriptionQuery ALL = new SubscriptionQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
