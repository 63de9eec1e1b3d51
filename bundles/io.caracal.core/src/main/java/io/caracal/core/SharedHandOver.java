package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.core.routing.SharedGroup;
import io.caracal.core.routing.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Gives messages of shared subscriptions that a client has not acknowledged to other members of the groups, once the client has gone.
 * Those that are in the store alone are read first, in pieces; if the client comes back meanwhile, it keeps what is left. On the
 * session's loop.
 */
final class SharedHandOver implements StoredBodies.Taker {
    private final Session session;
    private final Deliveries deliveries;
    private final BrokerLoop loop;
    private final StoredBodies bodies;
    private final List<Delivery> cold = new ArrayList<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();

    SharedHandOver(Session session, Deliveries deliveries) {
        this.session = session;
        this.deliveries = deliveries;
        this.loop = session.loop;
        this.bodies = new StoredBodies(session);
    }

    /** Completed when everything that other members take is in their queues; at once if nothing has to be read. */
    CompletionStage<Void> begin(List<Delivery> unacknowledged) {
        for (Delivery delivery : unacknowledged) {
            Message message = delivery.message;
            if (message != null) {
                passOn(delivery, message);
            } else if (delivery.cold() && somebodyElse(delivery.group)) {
                cold.add(delivery);
            }
        }
        loop.outgoing.clear();
        goOn();
        return finished;
    }

    private boolean somebodyElse(@Nullable SharedGroup group) {
        return group != null && group.any(other -> other != session && (other.available() || session.ended()));
    }

    private void goOn() {
        if (cold.isEmpty() || session.connection() != null && !session.ended()) {
            finished.complete(null);
            return;
        }
        List<Delivery> next = cold.subList(0, Math.min(bodies.batch(), cold.size()));
        List<Delivery> asked = List.copyOf(next);
        next.clear();
        bodies.read(asked, this);
    }

    @Override
    public void read(List<Delivery> asked, List<@Nullable Message> messages) {
        for (int i = 0; i < asked.size(); i++) {
            Message message = messages.get(i);
            if (message != null && (session.connection() == null || session.ended())) {
                passOn(asked.get(i), message);
            }
        }
        goOn();
    }

    @Override
    public void failed() {
        cold.clear();
        finished.complete(null);
    }

    private void passOn(Delivery delivery, Message message) {
        SharedGroup group = delivery.group;
        if (group == null || !deliveries.holds(delivery)) {
            return;
        }
        Target other = group.pick(message.publisher(), message.topic(), session);
        if (other == null
                || other.destination() == session
                || !other.destination().available() && !session.ended()) {
            return;
        }
        loop.outgoing.load(message);
        loop.deliver(other, delivery.retain, group, null);
        // Behind the new delivery in the log, so that a crash leaves one or both, never none.
        deliveries.gone(delivery);
        loop.store(null);
    }
}
