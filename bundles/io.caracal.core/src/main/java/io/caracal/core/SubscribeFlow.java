package io.caracal.core;

import io.caracal.api.store.Message;
import io.caracal.core.routing.Subscription;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import io.caracal.mqtt.TopicFilters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SUBSCRIBE and UNSUBSCRIBE (MQTT 5.0, sections 3.8 to 3.11). */
final class SubscribeFlow {
    private static final Logger LOG = LoggerFactory.getLogger(SubscribeFlow.class);

    private SubscribeFlow() {}

    static void subscribe(Connection connection, Session session, Packet.Subscribe packet)
            throws MalformedPacketException {
        int identifier = (int) packet.properties().number(Property.SUBSCRIPTION_IDENTIFIER, 0);
        connection.loop().counters.count(Counter.CLIENT_SUBSCRIBE);
        List<Integer> codes = new ArrayList<>(packet.subscriptions().size());
        List<Subscription> granted = new ArrayList<>(packet.subscriptions().size());
        List<Subscription> withRetained = new ArrayList<>(1);
        String why = "";
        for (Packet.Subscription wanted : packet.subscriptions()) {
            SubscriptionRules.Refusal refusal = refusal(connection, session, wanted);
            if (refusal != null) {
                countRefusal(connection, refusal);
                codes.add(refusalCode(connection.version(), wanted, refusal));
                why = refusal.why();
                continue;
            }
            int qos = Math.min(wanted.qos(), connection.mqtt().maxQosAllowed());
            Subscription subscription = new Subscription(
                    session,
                    wanted.filter(),
                    qos,
                    wanted.noLocal(),
                    wanted.retainAsPublished(),
                    wanted.retainHandling(),
                    identifier);
            boolean isNew = session.subscribe(subscription);
            codes.add(qos);
            granted.add(subscription);
            if (wantsRetained(wanted.filter(), wanted.retainHandling(), isNew)) {
                withRetained.add(subscription);
            }
        }
        Properties words = why.isEmpty() ? Properties.NONE : connection.writer().reasonString(why);
        Packet.SubAck answer = new Packet.SubAck(packet.packetId(), codes, words);
        Packet.SubAck shorter = new Packet.SubAck(packet.packetId(), codes, Properties.NONE);
        answer(connection, session.storeSubscriptions(granted), answer, shorter, () -> {
            for (Subscription subscription : withRetained) {
                retained(session, subscription);
            }
        });
    }

    static boolean wantsRetained(String filter, int retainHandling, boolean isNew) {
        // [MQTT-3.3.1-9] to [MQTT-3.3.1-11]; none for shared subscriptions (section 4.8.2)
        return !TopicFilters.shared(filter) && (retainHandling == 0 || retainHandling == 1 && isNew);
    }

    private static void countRefusal(Connection connection, SubscriptionRules.Refusal refusal) {
        connection
                .loop()
                .counters
                .count(
                        refusal.reason() == ReasonCode.NOT_AUTHORIZED
                                ? Counter.SUBSCRIBE_AUTH_ERROR
                                : Counter.SUBSCRIBE_ERROR);
    }

    /** MQTT 3.1 cannot say no: it gets a positive answer and no messages (3.1, section 3.9). */
    private static int refusalCode(
            ProtocolVersion version, Packet.Subscription wanted, SubscriptionRules.Refusal refusal) {
        return switch (version) {
            case MQTT_3_1 -> wanted.qos();
            case MQTT_3_1_1 -> 0x80;
            case MQTT_5 -> refusal.reason().code();
        };
    }

    private static SubscriptionRules.@Nullable Refusal refusal(
            Connection connection, Session session, Packet.Subscription wanted) throws MalformedPacketException {
        MqttSettings mqtt = connection.mqtt();
        String filter = wanted.filter();
        if (!connection.version5() && !TopicFilters.valid(filter)) {
            // 3.1.1 knows no other answer to a filter that breaks section 4.7 than to close [3.1.1:MQTT-4.7.1-2].
            throw new MalformedPacketException(
                    ReasonCode.TOPIC_FILTER_INVALID, "topic filter '" + filter + "' is not valid");
        }
        SubscriptionRules.Refusal refusal = SubscriptionRules.refusal(mqtt, filter);
        if (refusal != null) {
            return refusal;
        }
        if (!connection.access().maySubscribe(TopicFilters.filterOf(filter))) {
            return new SubscriptionRules.Refusal(
                    ReasonCode.NOT_AUTHORIZED, "not allowed to subscribe to this topic filter");
        }
        return SubscriptionRules.overQuota(mqtt, session, filter, 0);
    }

    static void unsubscribe(Connection connection, Session session, Packet.Unsubscribe packet) {
        connection.loop().counters.count(Counter.CLIENT_UNSUBSCRIBE);
        List<Integer> codes = new ArrayList<>(packet.filters().size());
        List<String> removed = new ArrayList<>(packet.filters().size());
        for (String filter : packet.filters()) {
            boolean existed = session.unsubscribe(filter);
            if (existed) {
                removed.add(filter);
            } else {
                connection.loop().counters.count(Counter.UNSUBSCRIBE_ERROR);
            }
            codes.add(existed ? ReasonCode.SUCCESS.code() : ReasonCode.NO_SUBSCRIPTION_EXISTED.code());
        }
        Packet.UnsubAck answer =
                new Packet.UnsubAck(packet.packetId(), connection.version5() ? codes : List.of(), Properties.NONE);
        answer(connection, session.storeUnsubscribed(removed), answer, answer, () -> {});
    }

    /** Answers when the change is durable; until then no further packet is taken, so that the client sees one order. */
    private static void answer(
            Connection connection,
            @Nullable CompletionStage<Void> stored,
            Packet answer,
            Packet shorter,
            Runnable afterwards) {
        if (stored == null || BrokerLoop.done(stored)) {
            connection.writer().send(answer, () -> connection.writer().send(shorter, () -> {}));
            afterwards.run();
            return;
        }
        connection.hold();
        stored.whenComplete((done, failure) -> connection.loop().eventLoop.execute(() -> {
            if (!connection.connected()) {
                return;
            }
            if (failure == null) {
                connection.writer().send(answer, () -> connection.writer().send(shorter, () -> {}));
                afterwards.run();
                connection.goOn();
            } else {
                LOG.error("clientId={} subscriptions could not be stored", connection.clientId(), failure);
                connection.leave(ReasonCode.UNSPECIFIED_ERROR, "the change could not be stored");
            }
        }));
    }

    /** Sends the retained messages that a new subscription asks for. */
    static void retained(Session session, Subscription subscription) {
        CompletionStage<List<Message>> found =
                session.loop.broker.retainedStore().match(subscription.filter());
        if (BrokerLoop.done(found)) {
            session.deliverRetained(found.toCompletableFuture().join(), subscription);
            return;
        }
        found.whenComplete((messages, failure) -> session.loop.eventLoop.execute(() -> {
            if (failure == null) {
                session.deliverRetained(messages, subscription);
            } else {
                LOG.error("clientId={} retained messages could not be read", session.clientId(), failure);
            }
        }));
    }
}
