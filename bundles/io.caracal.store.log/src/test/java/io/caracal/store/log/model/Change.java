package io.caracal.store.log.model;

import io.caracal.api.store.Message;
import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSubscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call that changes a store, and what the contract says that it changes. */
sealed interface Change {
    /** What the call gave; null if it promises nothing. */
    @Nullable
    CompletableFuture<?> call(SessionStore sessions, RetainedStore retained);

    void apply(Held held);

    record Put(SessionState session) implements Change {
        @Override
        public CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            return sessions.put(session).toCompletableFuture();
        }

        @Override
        public void apply(Held held) {
            HeldSession.State state = HeldSession.State.of(session);
            held.sessions.computeIfAbsent(session.clientId(), _ -> new HeldSession(state)).state = state;
        }
    }

    record Remove(String clientId) implements Change {
        @Override
        public CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            return sessions.remove(clientId).toCompletableFuture();
        }

        @Override
        public void apply(Held held) {
            held.sessions.remove(clientId);
        }
    }

    record Subscribe(String clientId, List<StoredSubscription> subscriptions) implements Change {
        @Override
        public CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            return sessions.subscribe(clientId, subscriptions).toCompletableFuture();
        }

        @Override
        public void apply(Held held) {
            HeldSession session = held.sessions.get(clientId);
            if (session != null) {
                subscriptions.forEach(added -> session.subscriptions.put(added.filter(), added));
            }
        }
    }

    record Unsubscribe(String clientId, List<String> filters) implements Change {
        @Override
        public CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            return sessions.unsubscribe(clientId, filters).toCompletableFuture();
        }

        @Override
        public void apply(Held held) {
            HeldSession session = held.sessions.get(clientId);
            if (session != null) {
                filters.forEach(session.subscriptions::remove);
            }
        }
    }

    record Enqueue(Message message, List<StoredDelivery> deliveries, SessionStore.@Nullable Origin origin)
            implements Change {
        @Override
        public CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            return sessions.enqueue(message, deliveries, origin).toCompletableFuture();
        }

        @Override
        public void apply(Held held) {
            Body body = Body.of(message);
            for (StoredDelivery delivery : deliveries) {
                HeldSession session = held.sessions.get(delivery.clientId());
                if (session != null) {
                    session.queue.put(delivery.sequence(), HeldDelivery.waiting(delivery, body));
                }
            }
            HeldSession publisher = origin == null ? null : held.sessions.get(origin.clientId());
            if (origin != null && publisher != null) {
                publisher.accepted.add(origin.packetId());
            }
        }
    }

    record Sent(String clientId, long delivery, int packetId) implements Change {
        @Override
        public CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            return sessions.sent(clientId, delivery, packetId).toCompletableFuture();
        }

        @Override
        public void apply(Held held) {
            HeldSession session = held.sessions.get(clientId);
            if (session != null) {
                session.queue.computeIfPresent(delivery, (_, present) -> present.sent(packetId));
            }
        }
    }

    record Received(String clientId, long delivery) implements Change {
        @Override
        public CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            return sessions.received(clientId, delivery).toCompletableFuture();
        }

        @Override
        public void apply(Held held) {
            HeldSession session = held.sessions.get(clientId);
            if (session != null) {
                session.queue.computeIfPresent(delivery, (_, present) -> present.arrived());
            }
        }
    }

    record Completed(String clientId, long delivery) implements Change {
        @Override
        public @Nullable CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            sessions.completed(clientId, delivery);
            return null;
        }

        @Override
        public void apply(Held held) {
            HeldSession session = held.sessions.get(clientId);
            if (session != null) {
                session.queue.remove(delivery);
            }
        }
    }

    record Released(String clientId, int packetId) implements Change {
        @Override
        public CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            return sessions.released(clientId, packetId).toCompletableFuture();
        }

        @Override
        public void apply(Held held) {
            HeldSession session = held.sessions.get(clientId);
            if (session != null) {
                session.accepted.remove(packetId);
            }
        }
    }

    record Retain(Message message, long limit) implements Change {
        @Override
        public CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            return retained.put(message, limit).toCompletableFuture();
        }

        @Override
        public void apply(Held held) {
            String topic = message.topicName();
            if (fits(held)) {
                held.retained.put(topic, Body.of(message));
            }
        }

        boolean fits(Held held) {
            return limit <= 0 || held.retained.containsKey(message.topicName()) || held.retained.size() < limit;
        }
    }

    record Unretain(String topic) implements Change {
        @Override
        public CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            return retained.remove(topic).toCompletableFuture();
        }

        @Override
        public void apply(Held held) {
            held.retained.remove(topic);
        }
    }

    record Expire(long now) implements Change {
        @Override
        public @Nullable CompletableFuture<?> call(SessionStore sessions, RetainedStore retained) {
            retained.expire(now);
            return null;
        }

        @Override
        public void apply(Held held) {
            held.expire(now);
        }
    }
}
