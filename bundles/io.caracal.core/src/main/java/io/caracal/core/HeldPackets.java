package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Packets to one subscriber that must not go out before the store has what they build on, and those behind them: a PUBLISH of QoS 2
 * with its packet identifier, a PUBREL with what was received. Otherwise a crash could give an identifier that the client remembers
 * to another message. On the session's loop.
 */
final class HeldPackets implements Commits.Waiter {
    private final Session session;
    private final Deliveries deliveries;
    private final ArrayDeque<Held> queue = new ArrayDeque<>(4);

    private enum Kind {
        /** A PUBLISH whose message is being stored. */
        NEW,
        /** A PUBLISH whose message waited. */
        WAITED,
        PUBREL
    }

    private record Held(
            Kind kind, Delivery delivery, @Nullable CompletionStage<Void> stage) {

        boolean durable() {
            return stage == null || BrokerLoop.done(stage);
        }

        /** Whether it is still to be known. */
        boolean open() {
            return stage != null && !stage.toCompletableFuture().isDone();
        }
    }

    HeldPackets(Session session, Deliveries deliveries) {
        this.session = session;
        this.deliveries = deliveries;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Sends a message when it is durable together with its packet identifier. */
    void publishNew(Delivery delivery, CompletionStage<Void> stored) {
        add(new Held(Kind.NEW, delivery, stored));
    }

    /** @param stored when it is durable that it is in flight; null to send it merely behind the others */
    void publish(Delivery delivery, @Nullable CompletionStage<Void> stored) {
        add(new Held(Kind.WAITED, delivery, stored));
    }

    /** @param stored when it is durable that the client has it; null to send it merely behind the others */
    void pubrel(Delivery delivery, @Nullable CompletionStage<Void> stored) {
        add(new Held(Kind.PUBREL, delivery, stored));
    }

    private void add(Held packet) {
        CompletionStage<Void> stage = packet.stage;
        Connection connection = session.ready();
        if (packet.durable() && queue.isEmpty() && connection != null) {
            write(connection, packet);
            return;
        }
        boolean asked = !queue.isEmpty() && queue.getLast().stage == stage;
        queue.addLast(packet);
        if (stage != null && !packet.durable() && !asked) {
            session.loop.commits.await(stage, this);
        }
    }

    @Override
    public void committed(@Nullable Throwable failure) {
        flush();
    }

    /** Writes what may go out by now. */
    void flush() {
        Connection connection = session.ready();
        while (connection != null && !queue.isEmpty()) {
            Held first = queue.getFirst();
            if (first.open()) {
                return;
            }
            boolean durable = first.durable();
            if (durable && first.kind != Kind.PUBREL && !connection.writer().writable()) {
                return;
            }
            queue.removeFirst();
            if (durable) {
                write(connection, first);
            } else if (first.kind == Kind.NEW) {
                deliveries.withdraw(first.delivery);
            } else {
                connection.leave(ReasonCode.UNSPECIFIED_ERROR, "the state of a message could not be stored");
                return;
            }
        }
    }

    private void write(Connection connection, Held packet) {
        Delivery delivery = packet.delivery;
        if (!deliveries.inFlight(delivery)) {
            return;
        }
        if (packet.kind == Kind.PUBREL) {
            connection.writer().ack(PacketType.PUBREL, delivery.packetId, ReasonCode.SUCCESS);
            return;
        }
        Message message = delivery.message;
        if (message == null) {
            return; // the client has acknowledged what it did not get yet
        }
        if (!session.loop.outgoing.carries(message)) {
            session.loop.outgoing.load(message);
        }
        deliveries.write(connection, delivery, false);
    }

    /** Takes a message out that is not to be sent any more; null if there is none with this number. */
    @Nullable
    Delivery take(long number) {
        for (Held packet : queue) {
            if (packet.delivery.sequence == number && packet.kind != Kind.PUBREL) {
                queue.remove(packet);
                return packet.delivery;
            }
        }
        return null;
    }

    /** The connection is gone; what was held is in flight and comes again with the next one. */
    void clear() {
        queue.clear();
    }
}
