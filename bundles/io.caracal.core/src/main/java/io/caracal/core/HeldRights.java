package io.caracal.core;

import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.auth.AuthorizationChain.Verdict;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.core.routing.Subscription;
import io.caracal.mqtt.TopicFilters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A look at what one session holds: subscriptions and will that its client would not get any more are taken away. One question at a
 * time; so many at once, then the loop does other things. On the session's loop.
 */
final class HeldRights {
    private static final Logger LOG = LoggerFactory.getLogger(HeldRights.class);

    private static final int PIECE = 128;

    private final Session session;
    private final ClientAuthorization rights;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final List<String> removed = new ArrayList<>();
    private @Nullable String last;

    HeldRights(Session session, ClientAuthorization rights) {
        this.session = session;
        this.rights = rights;
    }

    /** Completed already if every question was answered at once; never exceptionally, but when the loop ends. */
    CompletableFuture<Void> look() {
        piece();
        return finished;
    }

    private void piece() {
        for (int i = 0; i < PIECE; i++) {
            Subscription held = session.subscriptions().next(last);
            if (held == null) {
                will();
                return;
            }
            last = held.filter();
            CompletableFuture<Verdict> answer =
                    rights.authorize(Action.SUBSCRIBE, TopicFilters.filterOf(held.filter()), held.qos(), false);
            if (!answer.isDone()) {
                answer.whenComplete((verdict, failure) -> later(() -> {
                    decided(held, failure == null && verdict.allowed());
                    piece();
                }));
                return;
            }
            decided(held, answer.resultNow().allowed());
        }
        later(this::piece);
    }

    private void later(Runnable task) {
        try {
            session.loop.eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            finished.completeExceptionally(e);
        }
    }

    private void decided(Subscription held, boolean allowed) {
        if (!allowed && session.subscriptions().get(held.filter()) == held && session.unsubscribe(held.filter())) {
            removed.add(held.filter());
            session.loop.counters.count(Counter.SUBSCRIBE_AUTH_ERROR);
            LOG.info(
                    "clientId={} filter={} subscription taken away: not allowed any more",
                    session.clientId(),
                    held.filter());
        }
    }

    private void will() {
        Will will = session.will();
        if (will == null) {
            finish();
            return;
        }
        CompletableFuture<Verdict> answer = rights.authorize(
                Action.PUBLISH,
                will.message().topicName(),
                will.message().qos(),
                will.message().retain());
        if (answer.isDone()) {
            willDecided(will, answer.resultNow().allowed());
        } else {
            answer.whenComplete(
                    (verdict, failure) -> later(() -> willDecided(will, failure == null && verdict.allowed())));
        }
    }

    private void willDecided(Will will, boolean allowed) {
        if (!allowed && session.will() == will) {
            session.loop.counters.count(Counter.PUBLISH_AUTH_ERROR);
            LOG.info(
                    "clientId={} topic={} will taken away: not allowed any more",
                    session.clientId(),
                    will.message().topicName());
            session.dropWill();
        }
        finish();
    }

    private void finish() {
        var stored = session.storeUnsubscribed(removed);
        if (stored != null) {
            stored.whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.error("clientId={} subscriptions could not be stored", session.clientId(), failure);
                }
            });
        }
        finished.complete(null);
    }
}
