package io.caracal.core;

import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.SubscriptionQuery;
import io.caracal.core.routing.Subscription;
import io.caracal.mqtt.TopicFilters;
import java.util.function.Predicate;

/** Whether a subscription fulfils the conditions of a query. */
final class SubscriptionFilter implements Predicate<Subscription> {
    private final SubscriptionQuery query;

    /** @throws InvalidRequestException if the query holds what is no topic filter */
    SubscriptionFilter(SubscriptionQuery query) {
        this.query = query;
        query.matchedBy().ifPresent(filter -> {
            if (!TopicFilters.valid(filter)) {
                throw new InvalidRequestException("\"" + filter + "\" is not a topic filter");
            }
        });
    }

    @Override
    public boolean test(Subscription subscription) {
        String filter = subscription.filter();
        return (query.qos().isEmpty() || query.qos().get() == subscription.qos())
                && (query.clientId().isEmpty()
                        || query.clientId()
                                .get()
                                .equals(subscription.destination().clientId()))
                && (query.topicFilter().isEmpty()
                        || query.topicFilter().get().equals(filter)
                        || query.topicFilter().get().equals(TopicFilters.filterOf(filter)))
                && (query.shareGroup().isEmpty()
                        || TopicFilters.shared(filter)
                                && query.shareGroup().get().equals(TopicFilters.group(filter)))
                && (query.matchedBy().isEmpty()
                        || TopicFilters.matches(query.matchedBy().get(), TopicFilters.filterOf(filter)));
    }
}
