package io.caracal.core;

import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.SubscriptionInfo;
import io.caracal.api.broker.SubscriptionRequest;
import io.caracal.core.routing.Subscription;
import io.caracal.mqtt.ReasonCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Changes the subscriptions of a session on behalf of an administrator; on the session's loop. */
final class ForeignSubscriptions {
    private final Session session;
    private final MqttSettings mqtt;

    ForeignSubscriptions(Session session) {
        this.session = session;
        this.mqtt = session.loop.broker.mqtt();
    }

    CompletionStage<List<SubscriptionInfo>> subscribe(List<SubscriptionRequest> requests) {
        Set<String> fresh = new LinkedHashSet<>();
        for (SubscriptionRequest wanted : requests) {
            check(wanted.topicFilter(), fresh);
        }
        ReasonCode notKept = session.stored()
                ? StoreFailure.reason(session.loop.broker.sessionStore().state())
                : null;
        if (notKept != null) {
            return CompletableFuture.failedFuture(new IOException(StoreFailure.why(notKept)));
        }
        List<Subscription> granted = new ArrayList<>(requests.size());
        List<@Nullable Subscription> replaced = new ArrayList<>(requests.size());
        List<Subscription> withRetained = new ArrayList<>(1);
        for (SubscriptionRequest wanted : requests) {
            Subscription subscription = subscription(wanted);
            replaced.add(session.subscriptions().get(wanted.topicFilter()));
            boolean isNew = session.subscribe(subscription);
            granted.add(subscription);
            if (SubscribeFlow.wantsRetained(wanted.topicFilter(), wanted.retainHandling(), isNew)) {
                withRetained.add(subscription);
            }
        }
        List<SubscriptionInfo> answer = granted.stream().map(ClientReport::of).toList();
        CompletionStage<Void> stored = session.storeSubscriptions(granted);
        if (stored != null && !BrokerLoop.done(stored)) {
            session.loop.commits.await(stored, failure -> {
                for (int i = granted.size() - 1; failure != null && i >= 0; i--) {
                    session.takeBack(granted.get(i), replaced.get(i));
                }
            });
        }
        return whenStored(stored, answer).thenApply(done -> {
            session.loop.eventLoop.execute(() -> withRetained.forEach(each -> SubscribeFlow.retained(session, each)));
            return done;
        });
    }

    private void check(String filter, Set<String> fresh) {
        SubscriptionRules.Refusal refusal = SubscriptionRules.refusal(mqtt, filter);
        if (refusal == null && !fresh.contains(filter)) {
            refusal = SubscriptionRules.overQuota(mqtt, session, filter, fresh.size());
        }
        if (refusal != null) {
            throw new InvalidRequestException("\"" + filter + "\": " + refusal.why());
        }
        if (session.subscriptions().get(filter) == null) {
            fresh.add(filter);
        }
    }

    private Subscription subscription(SubscriptionRequest wanted) {
        return new Subscription(
                session,
                wanted.topicFilter(),
                Math.min(wanted.qos(), mqtt.maxQosAllowed()),
                wanted.noLocal(),
                wanted.retainAsPublished(),
                wanted.retainHandling(),
                0);
    }

    CompletionStage<Set<String>> unsubscribe(List<String> filters) {
        Set<String> removed = new LinkedHashSet<>();
        for (String filter : filters) {
            if (session.unsubscribe(filter)) {
                removed.add(filter);
            }
        }
        return whenStored(session.storeUnsubscribed(List.copyOf(removed)), removed);
    }

    private static <R> CompletionStage<R> whenStored(@Nullable CompletionStage<Void> stored, R answer) {
        return stored == null ? CompletableFuture.completedFuture(answer) : stored.thenApply(done -> answer);
    }
}
