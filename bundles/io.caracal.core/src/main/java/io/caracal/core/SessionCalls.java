package io.caracal.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** Does something with sessions that are named, each on its own loop. */
final class SessionCalls {
    private final Broker broker;

    SessionCalls(Broker broker) {
        this.broker = broker;
    }

    /** Asks one session; empty if there is none. */
    <R> CompletionStage<Optional<R>> with(String clientId, Function<Session, R> action) {
        CompletableFuture<Optional<R>> result = new CompletableFuture<>();
        BrokerLoop loop = broker.ownerOf(clientId);
        try {
            loop.eventLoop.execute(() -> {
                try {
                    result.complete(
                            Optional.ofNullable(loop.sessions.get(clientId)).map(action));
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    /** As {@link #with}, for an answer that takes its time. */
    <R> CompletionStage<Optional<R>> withLater(String clientId, Function<Session, CompletionStage<R>> action) {
        return with(clientId, action)
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : found.get().thenApply(Optional::of));
    }

    /** Asks several sessions, in pieces; returns the answers of those that there are, by client identifier. */
    <R> CompletionStage<Map<String, R>> withEach(Collection<String> clientIds, Function<Session, R> action) {
        Map<BrokerLoop, List<String>> byLoop = new HashMap<>();
        for (String clientId : new LinkedHashSet<>(clientIds)) {
            byLoop.computeIfAbsent(broker.ownerOf(clientId), loop -> new ArrayList<>())
                    .add(clientId);
        }
        CompletableFuture<Map<String, R>> all = CompletableFuture.completedFuture(new HashMap<>());
        for (Map.Entry<BrokerLoop, List<String>> each : byLoop.entrySet()) {
            Batch<R> batch = new Batch<>(each.getKey(), each.getValue(), action);
            each.getKey().background.begin(batch);
            all = all.thenCombine(batch.result, (known, found) -> {
                known.putAll(found);
                return known;
            });
        }
        return all;
    }

    private static final class Batch<R> implements Background.Work {
        private final BrokerLoop loop;
        private final List<String> clientIds;
        private final Function<Session, R> action;
        private final Map<String, R> answers = new HashMap<>();
        private final CompletableFuture<Map<String, R>> result = new CompletableFuture<>();
        private int next;

        Batch(BrokerLoop loop, List<String> clientIds, Function<Session, R> action) {
            this.loop = loop;
            this.clientIds = clientIds;
            this.action = action;
        }

        @Override
        public boolean piece() {
            int end = Math.min(clientIds.size(), next + SessionPages.SLICE);
            for (; next < end; next++) {
                Session session = loop.sessions.get(clientIds.get(next));
                if (session != null) {
                    answers.put(session.clientId(), action.apply(session));
                }
            }
            if (end < clientIds.size()) {
                return true;
            }
            result.complete(answers);
            return false;
        }

        @Override
        public void failed(Throwable cause) {
            result.completeExceptionally(cause);
        }
    }
}
