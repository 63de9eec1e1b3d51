package io.caracal.core;

import io.caracal.mqtt.ReasonCode;
import io.caracal.mqtt.TopicFilters;
import io.caracal.mqtt.TopicNames;
import org.jspecify.annotations.Nullable;

/** What the standard and the settings say about a subscription, whoever wants it. */
final class SubscriptionRules {
    private SubscriptionRules() {}

    /** Why a subscription is not made. */
    record Refusal(ReasonCode reason, String why) {}

    /** Null if a filter may be subscribed to. */
    static @Nullable Refusal refusal(MqttSettings mqtt, String filter) {
        if (!TopicFilters.valid(filter)) {
            return new Refusal(ReasonCode.TOPIC_FILTER_INVALID, "topic filter is not valid (section 4.7)");
        }
        boolean shared = TopicFilters.shared(filter);
        String bare = TopicFilters.filterOf(filter);
        if (TopicNames.levels(bare) > mqtt.maxTopicLevels()) {
            return new Refusal(ReasonCode.TOPIC_FILTER_INVALID, "more than " + mqtt.maxTopicLevels() + " topic levels");
        }
        if (shared && !mqtt.sharedSubscription()) {
            return new Refusal(ReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED, "shared subscriptions are turned off");
        }
        if (!mqtt.wildcardSubscription() && TopicFilters.hasWildcard(bare)) {
            return new Refusal(ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED, "wildcards are turned off");
        }
        return null;
    }

    /**
     * Null if a session may have one subscription more.
     *
     * @param more how many new ones were granted already and are not made yet
     */
    static @Nullable Refusal overQuota(MqttSettings mqtt, Session session, String filter, int more) {
        int most = mqtt.maxSubscriptions().orElse(Integer.MAX_VALUE);
        boolean another = session.subscriptions().get(filter) == null;
        return another && session.subscriptions().size() + more >= most
                ? new Refusal(ReasonCode.QUOTA_EXCEEDED, "at most " + most + " subscriptions")
                : null;
    }
}
