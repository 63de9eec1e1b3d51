package io.caracal.core;

import io.caracal.api.broker.ClientInfo;
import io.caracal.api.broker.ClientQuery;
import io.caracal.api.broker.Clients;
import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.broker.QueuedMessage;
import io.caracal.api.broker.SubscriptionInfo;
import io.caracal.api.broker.SubscriptionRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The clients of a broker, asked on the loops that own their sessions. */
final class BrokerClients implements Clients {
    private final Broker broker;
    private final SessionCalls calls;

    BrokerClients(Broker broker) {
        this.broker = broker;
        this.calls = new SessionCalls(broker);
    }

    @Override
    public CompletionStage<Page<ClientInfo>> list(ClientQuery query, PageRequest page) {
        if (!query.clientIds().isEmpty()) {
            return named(query, page);
        }
        CompletionStage<Page<ClientInfo>> read = new SessionPages<>(broker, new ClientEntries(query), page).read();
        return query.equals(ClientQuery.ALL) ? read.thenApply(found -> counted(found, broker.sessions())) : read;
    }

    static <T> Page<T> counted(Page<T> page, long count) {
        return new Page<>(
                page.items(),
                page.next(),
                OptionalLong.of(Math.max(count, page.items().size())));
    }

    private CompletionStage<Page<ClientInfo>> named(ClientQuery query, PageRequest page) {
        atMost(MAX_NAMES, query.clientIds().size(), "client identifiers");
        ClientFilter filter = new ClientFilter(query);
        return calls.withEach(
                        query.clientIds(),
                        session -> filter.test(session)
                                ? Optional.of(ClientReport.of(session))
                                : Optional.<ClientInfo>empty())
                .thenApplyAsync(
                        found -> SortedPages.of(
                                found.values().stream()
                                        .flatMap(Optional::stream)
                                        .toList(),
                                ClientInfo::clientId,
                                page),
                        Thread::startVirtualThread);
    }

    @Override
    public CompletionStage<Optional<ClientInfo>> get(String clientId) {
        return calls.with(clientId, ClientReport::of);
    }

    @Override
    public CompletionStage<Boolean> kick(String clientId) {
        return calls.with(clientId, BrokerClients::kicked).thenApply(Optional::isPresent);
    }

    private static boolean kicked(Session session) {
        session.kick();
        return true;
    }

    @Override
    public CompletionStage<Set<String>> kick(Collection<String> clientIds) {
        atMost(MAX_NAMES, clientIds.size(), "client identifiers");
        return calls.withEach(clientIds, BrokerClients::kicked).thenApply(Map::keySet);
    }

    @Override
    public CompletionStage<Integer> kickFrom(String listener) {
        CompletableFuture<Integer> sum = CompletableFuture.completedFuture(0);
        for (BrokerLoop loop : broker.loops()) {
            ListenerSweep sweep = new ListenerSweep(loop, listener);
            loop.background.begin(sweep);
            sum = sum.thenCombine(sweep.ended(), Integer::sum);
        }
        return sum;
    }

    @Override
    public CompletionStage<Optional<List<SubscriptionInfo>>> subscriptions(String clientId) {
        return calls.withLater(clientId, session -> new AllSubscriptions(session).read());
    }

    @Override
    public CompletionStage<Optional<List<SubscriptionInfo>>> subscribe(
            String clientId, List<SubscriptionRequest> requests) {
        atMost(MAX_SUBSCRIPTIONS, requests.size(), "subscriptions");
        return calls.withLater(clientId, session -> new ForeignSubscriptions(session).subscribe(requests));
    }

    @Override
    public CompletionStage<Optional<Set<String>>> unsubscribe(String clientId, List<String> topicFilters) {
        atMost(MAX_SUBSCRIPTIONS, topicFilters.size(), "topic filters");
        return calls.withLater(clientId, session -> new ForeignSubscriptions(session).unsubscribe(topicFilters));
    }

    @Override
    public CompletionStage<Optional<Page<QueuedMessage>>> queued(String clientId, PageRequest request) {
        QueuePage page = new QueuePage(request);
        return calls.withLater(clientId, page::queued);
    }

    @Override
    public CompletionStage<Optional<Page<QueuedMessage>>> inFlight(String clientId, PageRequest request) {
        QueuePage page = new QueuePage(request);
        return calls.withLater(clientId, page::inFlight);
    }

    private static void atMost(int most, int given, String what) {
        if (given > most) {
            throw new InvalidRequestException("at most " + most + " " + what + " in one call, not " + given);
        }
    }
}
