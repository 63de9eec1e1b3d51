package io.caracal.core;

import io.caracal.api.broker.ClientInfo;
import io.caracal.api.broker.ClientInfo.ConnectionInfo;
import io.caracal.api.broker.ClientInfo.QueueInfo;
import io.caracal.api.broker.SubscriptionInfo;
import io.caracal.core.routing.Subscription;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What an administrator sees of a session; made on the session's loop. */
final class ClientReport {
    private ClientReport() {}

    static ClientInfo of(Session session) {
        MqttSettings mqtt = session.loop.broker.mqtt();
        Deliveries deliveries = session.deliveriesIfAny();
        Connection ready = session.ready();
        return new ClientInfo(
                session.clientId(),
                session.loop.broker.nodeName(),
                ready != null,
                Instant.ofEpochMilli(session.createdAt()),
                Optional.ofNullable(session.lastConnection()).map(last -> connection(last, session)),
                session.disconnectedAt() == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(session.disconnectedAt())),
                session.expiryInterval(),
                session.subscriptions().size(),
                number(mqtt.maxSubscriptions()),
                queue(deliveries, mqtt),
                deliveries == null ? 0 : deliveries.inFlight(),
                ready == null ? mqtt.maxInflight() : ready.window(),
                session.unreleased(),
                mqtt.maxAwaitingRel());
    }

    private static ConnectionInfo connection(LastConnection last, Session session) {
        return new ConnectionInfo(
                Optional.ofNullable(last.username()),
                last.peer(),
                last.listener(),
                last.port(),
                last.protocolVersion(),
                last.cleanStart(),
                last.keepAlive(),
                Instant.ofEpochMilli(last.connectedAt()),
                last.superuser(),
                session.traffic());
    }

    private static QueueInfo queue(@Nullable Deliveries deliveries, MqttSettings mqtt) {
        return new QueueInfo(
                deliveries == null ? 0 : deliveries.queued(),
                number(mqtt.maxMqueueLen()),
                deliveries == null ? 0 : deliveries.dropped());
    }

    private static OptionalInt number(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    static SubscriptionInfo of(Subscription subscription) {
        return new SubscriptionInfo(
                subscription.destination().clientId(),
                subscription.filter(),
                subscription.qos(),
                subscription.noLocal(),
                subscription.retainAsPublished(),
                subscription.retainHandling(),
                subscription.identifier());
    }
}
