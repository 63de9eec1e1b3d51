package io.caracal.core;

import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.broker.SubscriptionInfo;
import io.caracal.api.broker.SubscriptionQuery;
import io.caracal.api.broker.Subscriptions;
import io.caracal.core.routing.Subscription;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The subscriptions of a broker, read on the loops that own their sessions. */
final class BrokerSubscriptions implements Subscriptions {
    private final Broker broker;
    private final SessionCalls calls;

    BrokerSubscriptions(Broker broker) {
        this.broker = broker;
        this.calls = new SessionCalls(broker);
    }

    @Override
    public CompletionStage<Page<SubscriptionInfo>> list(SubscriptionQuery query, PageRequest page) {
        if (query.clientId().isPresent()) {
            return ofClient(query.clientId().get(), query, page);
        }
        CompletionStage<Page<SubscriptionInfo>> read =
                new SessionPages<>(broker, new SubscriptionEntries(query), page).read();
        return query.equals(SubscriptionQuery.ALL)
                ? read.thenApply(
                        found -> BrokerClients.counted(found, broker.routing().subscriptions()))
                : read;
    }

    private CompletionStage<Page<SubscriptionInfo>> ofClient(
            String clientId, SubscriptionQuery query, PageRequest page) {
        Predicate<Subscription> filter = new SubscriptionFilter(query);
        return calls.withLater(clientId, session -> new AllSubscriptions(session, filter).read())
                .thenApplyAsync(
                        found -> SortedPages.of(found.orElse(List.of()), SubscriptionInfo::topicFilter, page),
                        Thread::startVirtualThread);
    }
}
