package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.core.routing.Subscription;
import java.util.ArrayDeque;
import java.util.List;

/** Retained messages on their way to new subscriptions; sent as the client can take them, before what waits in the queue. */
final class RetainedBacklog {
    private final ArrayDeque<Batch> batches = new ArrayDeque<>(2);

    private static final class Batch {
        final List<Message> messages;
        final Subscription subscription;
        int next;

        Batch(List<Message> messages, Subscription subscription) {
            this.messages = messages;
            this.subscription = subscription;
        }
    }

    /** Takes a message. */
    interface Taker {
        /** @return false if it cannot be taken now */
        boolean take(Message message, int qos, int[] identifiers);
    }

    void add(List<Message> messages, Subscription subscription) {
        batches.addLast(new Batch(messages, subscription));
    }

    /** Hands out messages until one is not taken; returns true if none is left. */
    boolean handOut(Taker taker) {
        while (!batches.isEmpty()) {
            Batch batch = batches.getFirst();
            int[] identifiers = batch.subscription.identifier() == 0
                    ? Delivery.NO_IDENTIFIERS
                    : new int[] {batch.subscription.identifier()};
            while (batch.next < batch.messages.size()) {
                Message message = batch.messages.get(batch.next);
                int qos = Math.min(message.qos(), batch.subscription.qos());
                if (!taker.take(message, qos, identifiers)) {
                    return false;
                }
                batch.next++;
            }
            batches.removeFirst();
        }
        return true;
    }
}
