package io.caracal.core;

import io.caracal.api.auth.AuthorizationChain.Verdict;
import io.caracal.api.auth.AuthorizationRequest.Action;
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
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SUBSCRIBE and UNSUBSCRIBE (MQTT 5.0, sections 3.8 to 3.11). */
final class SubscribeFlow {
    private static final String NOT_ALLOWED = "not allowed to subscribe to this topic filter";
    private static final Logger LOG = LoggerFactory.getLogger(SubscribeFlow.class);

    private final Connection connection;
    private final Session session;
    private final Packet.Subscribe packet;

    /** By the place in the packet. */
    private final BitSet denied = new BitSet();

    private SubscribeFlow(Connection connection, Session session, Packet.Subscribe packet) {
        this.connection = connection;
        this.session = session;
        this.packet = packet;
    }

    static void subscribe(Connection connection, Session session, Packet.Subscribe packet)
            throws MalformedPacketException {
        connection.loop().counters.count(Counter.CLIENT_SUBSCRIBE);
        Mount mount = connection.mount();
        new SubscribeFlow(connection, session, mount == null ? packet : mount.whole(packet)).authorize(0);
    }

    /** One filter after the other: whoever sends many at once asks no more at a time than whoever sends one. */
    private void authorize(int first) throws MalformedPacketException {
        List<Packet.Subscription> all = packet.subscriptions();
        for (int i = first; i < all.size(); i++) {
            Packet.Subscription wanted = all.get(i);
            if (!TopicFilters.valid(wanted.filter())) {
                continue; // it is refused in any case
            }
            CompletableFuture<Verdict> answer = connection
                    .rights()
                    .authorize(Action.SUBSCRIBE, TopicFilters.filterOf(wanted.filter()), wanted.qos(), false);
            if (!answer.isDone()) {
                await(answer, i);
                return;
            }
            denied.set(i, !answer.resultNow().allowed());
        }
        grant();
    }

    private void await(CompletableFuture<Verdict> answer, int index) {
        connection.hold();
        answer.whenComplete((verdict, failure) -> connection.loop().eventLoop.execute(() -> {
            if (!connection.connected()) {
                return;
            }
            denied.set(index, failure != null || !verdict.allowed());
            try {
                authorize(index + 1);
                connection.goOn();
            } catch (MalformedPacketException violation) {
                connection.violation(violation.reason(), String.valueOf(violation.getMessage()));
            }
        }));
    }

    private void grant() throws MalformedPacketException {
        if (!denied.isEmpty() && connection.broker.authorization().disconnects()) {
            connection.loop().counters.count(Counter.SUBSCRIBE_AUTH_ERROR);
            connection.leave(ReasonCode.NOT_AUTHORIZED, NOT_ALLOWED);
            return;
        }
        int identifier = (int) packet.properties().number(Property.SUBSCRIPTION_IDENTIFIER, 0);
        List<Integer> codes = new ArrayList<>(packet.subscriptions().size());
        List<Subscription> granted = new ArrayList<>(packet.subscriptions().size());
        List<@Nullable Subscription> replaced =
                new ArrayList<>(packet.subscriptions().size());
        List<Subscription> withRetained = new ArrayList<>(1);
        String why = "";
        int index = -1;
        for (Packet.Subscription wanted : packet.subscriptions()) {
            index++;
            SubscriptionRules.Refusal refusal = refusal(wanted, denied.get(index));
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
            replaced.add(session.subscriptions().get(wanted.filter()));
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
        Runnable afterwards = () -> {
            for (Subscription subscription : withRetained) {
                retained(session, subscription);
            }
        };
        answer(connection, session.storeSubscriptions(granted), answer, shorter, afterwards, failure -> {
            for (int i = granted.size() - 1; i >= 0; i--) {
                session.takeBack(granted.get(i), replaced.get(i));
            }
            refuseAll(StoreFailure.reason(failure));
        });
    }

    /** None of the packet's filters could be stored, so none is granted. */
    private void refuseAll(ReasonCode reason) {
        SubscriptionRules.Refusal refusal = new SubscriptionRules.Refusal(reason, StoreFailure.why(reason));
        List<Integer> codes = new ArrayList<>(packet.subscriptions().size());
        for (Packet.Subscription wanted : packet.subscriptions()) {
            countRefusal(connection, refusal);
            codes.add(refusalCode(connection.version(), wanted, refusal));
        }
        connection
                .writer()
                .send(
                        new Packet.SubAck(
                                packet.packetId(), codes, connection.writer().reasonString(refusal.why())),
                        () -> connection
                                .writer()
                                .send(new Packet.SubAck(packet.packetId(), codes, Properties.NONE), () -> {}));
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

    private SubscriptionRules.@Nullable Refusal refusal(Packet.Subscription wanted, boolean notAllowed)
            throws MalformedPacketException {
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
        if (notAllowed) {
            return new SubscriptionRules.Refusal(ReasonCode.NOT_AUTHORIZED, NOT_ALLOWED);
        }
        ReasonCode notKept = session.stored()
                ? StoreFailure.reason(connection.broker.sessionStore().state())
                : null;
        return notKept == null
                ? SubscriptionRules.overQuota(mqtt, session, filter, 0)
                : new SubscriptionRules.Refusal(notKept, StoreFailure.why(notKept));
    }

    static void unsubscribe(Connection connection, Session session, Packet.Unsubscribe sent) {
        connection.loop().counters.count(Counter.CLIENT_UNSUBSCRIBE);
        Mount mount = connection.mount();
        Packet.Unsubscribe packet = mount == null ? sent : mount.whole(sent);
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
        answer(connection, session.storeUnsubscribed(removed), answer, answer, () -> {}, failure -> {
            // MQTT 3.x has no way to say it; the client asks again when it comes back.
            connection.leave(StoreFailure.reason(failure), "the change could not be stored");
        });
    }

    /** Answers when the change is durable; until then no further packet is taken, so that the client sees one order. */
    private static void answer(
            Connection connection,
            @Nullable CompletionStage<Void> stored,
            Packet answer,
            Packet shorter,
            Runnable afterwards,
            Consumer<Throwable> otherwise) {
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
                otherwise.accept(failure);
                connection.goOn();
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
