package io.caracal.core;

import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.store.SessionStore.Origin;
import io.caracal.core.routing.Route;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.PublishView;
import io.caracal.mqtt.ReasonCode;
import io.caracal.mqtt.TopicNames;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The way of a PUBLISH packet from its connection to the subscribers, and what its publisher is told. */
class PublishFlow {
    private static final Route[] NO_ALIASES = {};

    private final Connection connection;
    private final Session session;
    private final Broker broker;
    private final BrokerLoop loop;
    private final MqttSettings mqtt;
    private @Nullable Route[] aliases = NO_ALIASES;
    private final PublishRights rights;
    private int packetId;
    private int qos;
    private ReasonCode result = ReasonCode.SUCCESS;

    PublishFlow(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
        this.broker = connection.broker;
        this.loop = connection.loop();
        this.mqtt = connection.mqtt();
        this.rights = new PublishRights(connection);
    }

    /** @return false if the packet has to wait for a decision and comes again */
    boolean publish(ByteBuf in, int header, int start, int end) throws MalformedPacketException {
        if (loop.load.publishers.hold(connection)) {
            return false;
        }
        PublishView view = loop.view;
        view.read(in, header, start, end, connection.version());
        Route route = route(view, in);
        qos = view.qos();
        packetId = view.packetId();
        check(view);
        if (qos == 2 && session.awaitingRel().contains(packetId)) {
            duplicate();
            return true;
        }
        checkQuota();
        if (!rights.known(route, view.qos(), view.retain())) {
            switch (rights.ask(route, view.qos(), view.retain())) {
                case ALLOWED -> {}
                case DENIED -> {
                    denied();
                    return true;
                }
                case PENDING -> {
                    return false;
                }
            }
        }
        if (view.payloadUtf8() && mqtt.checkPayloadFormat() && !utf8(in, view)) {
            refuse(ReasonCode.PAYLOAD_FORMAT_INVALID, "the payload is not UTF-8 though its format indicator says so");
            return true;
        }
        loop.outgoing.read(view, in, route.topic(), session.clientId());
        ReasonCode notKept = qos == 0 ? null : refusalOfStore(route);
        if (notKept == null) {
            distribute(view.retain(), route);
        } else {
            loop.outgoing.clear();
            notKept(notKept);
        }
        return true;
    }

    /** Why the message at hand cannot be kept for those who must not lose it; null if it can, or need not be. */
    private @Nullable ReasonCode refusalOfStore(Route route) {
        ReasonCode reason = StoreFailure.reason(broker.sessionStore().state());
        if (reason == null) {
            return null;
        }
        Outgoing outgoing = loop.outgoing;
        boolean toKeep = qos == 2 && session.stored()
                || outgoing.retain() && outgoing.payloadLength() > 0
                || loop.storedFor(route);
        return toKeep ? reason : null;
    }

    private void notKept(ReasonCode reason) {
        if (connection.version5()) {
            refuse(reason, StoreFailure.why(reason));
        } else {
            // MQTT 3.x has no way to say it, and an acknowledgement would be a promise.
            loop.counters.count(Counter.PUBLISH_ERROR);
            connection.leave(reason, StoreFailure.why(reason));
        }
    }

    private void denied() {
        String why = "not allowed to publish to this topic";
        if (broker.authorization().disconnects()) {
            loop.counters.count(Counter.PUBLISH_AUTH_ERROR);
            connection.leave(ReasonCode.NOT_AUTHORIZED, why);
        } else {
            refuse(ReasonCode.NOT_AUTHORIZED, why);
        }
    }

    /** Of a message that was distributed already [MQTT-4.3.3-10]; if it is not yet durable, the answer waits for that. */
    private void duplicate() {
        PendingAck original = session.unconfirmed(packetId);
        PendingAck waiting = null;
        if (original != null) {
            waiting = pendingAck();
            original.followedBy(waiting);
        }
        connection.acks().answer(PacketType.PUBREC, packetId, ReasonCode.SUCCESS, waiting);
    }

    private void distribute(boolean retain, Route route) {
        loop.counters.count(Counter.received(qos));
        connection.messageReceived();
        PendingAck.@Nullable Source pending = qos == 0 ? null : connection;
        if (retain) {
            // Before the rest: where a crash leaves the origin of a QoS 2 message it leaves all of it.
            loop.await(broker.retain(loop.outgoing.message()), pending);
        }
        Origin origin = null;
        if (qos == 2) {
            session.awaitingRel().add(packetId, seconds());
            origin = session.stored() ? new Origin(session.clientId(), packetId) : null;
        }
        boolean matched = loop.distribute(route, session, pending, origin);
        loop.outgoing.clear();
        if (!matched) {
            loop.counters.count(Counter.MESSAGES_WITHOUT_SUBSCRIBERS);
        }
        if (qos > 0) {
            result = matched ? ReasonCode.SUCCESS : ReasonCode.NO_MATCHING_SUBSCRIBERS;
            PendingAck waiting = loop.takePendingAck();
            connection.acks().answer(type(), packetId, result, waiting);
        }
    }

    /** The client may do other things than before. */
    void rightsChanged(ClientAuthorization granted) {
        rights.become(granted);
    }

    /** The acknowledgement of the packet at hand, now that it has to wait. */
    PendingAck pendingAck() {
        return new PendingAck(connection.acks(), type(), packetId);
    }

    private int type() {
        return qos == 1 ? PacketType.PUBACK : PacketType.PUBREC;
    }

    private int seconds() {
        return (int) (loop.now() / 1000);
    }

    // The topic

    private Route route(PublishView view, ByteBuf in) throws MalformedPacketException {
        int alias = view.topicAlias();
        if (alias > mqtt.maxTopicAlias()) {
            throw new MalformedPacketException(
                    ReasonCode.TOPIC_ALIAS_INVALID,
                    "topic alias " + alias + ", at most " + mqtt.maxTopicAlias()
                            + " is allowed (mqtt.max_topic_alias)");
        }
        if (view.topicLength() == 0) {
            Route known = alias < aliases.length ? aliases[alias] : null;
            if (known == null) {
                throw new MalformedPacketException(
                        ReasonCode.PROTOCOL_ERROR, "topic alias " + alias + " has not been given a topic");
            }
            return known;
        }
        Route route = topic(in, view.topicStart(), view.topicLength());
        if (alias > 0) {
            if (alias >= aliases.length) {
                aliases = Arrays.copyOf(aliases, Math.min(mqtt.maxTopicAlias(), Math.max(alias, 7) * 2) + 1);
            }
            aliases[alias] = route;
        }
        return route;
    }

    /** The route of the topic whose name lies in a buffer. */
    Route topic(ByteBuf in, int start, int length) throws MalformedPacketException {
        Route known = loop.routes.peek(in, start, length);
        return known != null ? known : newTopic(in, start, length);
    }

    private Route newTopic(ByteBuf in, int start, int length) throws MalformedPacketException {
        TopicNames.check(in, start, length);
        int levels = TopicNames.levels(in, start, length);
        if (levels > mqtt.maxTopicLevels()) {
            throw new MalformedPacketException(
                    ReasonCode.TOPIC_NAME_INVALID,
                    "topic name of " + levels + " levels, at most " + mqtt.maxTopicLevels()
                            + " are allowed (mqtt.max_topic_levels)");
        }
        byte[] topic = new byte[length];
        in.getBytes(start, topic);
        return loop.routes.add(topic);
    }

    // What is refused

    private void check(PublishView view) throws MalformedPacketException {
        if (qos > mqtt.maxQosAllowed()) {
            throw new MalformedPacketException(
                    ReasonCode.QOS_NOT_SUPPORTED,
                    "QoS " + qos + ", at most " + mqtt.maxQosAllowed() + " is allowed (mqtt.max_qos_allowed)");
        }
        if (view.retain() && !mqtt.retainAvailable()) {
            throw new MalformedPacketException(
                    ReasonCode.RETAIN_NOT_SUPPORTED, "retained messages are turned off (mqtt.retain_available)");
        }
    }

    private void checkQuota() throws MalformedPacketException {
        if (qos == 0) {
            return;
        }
        int unacknowledged = unacknowledged();
        if (unacknowledged < mqtt.maxAwaitingRel()) {
            return;
        }
        forgetOldest();
        unacknowledged = unacknowledged();
        if (unacknowledged >= mqtt.maxAwaitingRel() && (qos == 2 || connection.version5())) {
            loop.counters.count(Counter.PUBLISH_DROPPED);
            throw new MalformedPacketException(
                    ReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
                    unacknowledged + " messages are unacknowledged, at most " + mqtt.maxAwaitingRel()
                            + " are allowed (mqtt.max_awaiting_rel)");
        }
    }

    /** What counts against Receive Maximum. Earlier versions know none: there the bound is on QoS 2 alone. */
    private int unacknowledged() {
        return session.unreleased() + (connection.version5() ? connection.unanswered() : 0);
    }

    private void forgetOldest() {
        Set<Integer> forgotten = session.awaitingRel()
                .expire(seconds() - (int) mqtt.awaitRelTimeout().toSeconds());
        loop.counters.count(Counter.MESSAGES_AWAIT_PUBREL_TIMEOUT, forgotten.size());
        forgotten.forEach(session::storeReleased);
    }

    private void refuse(ReasonCode reason, String why) {
        loop.counters.count(reason == ReasonCode.NOT_AUTHORIZED ? Counter.PUBLISH_AUTH_ERROR : Counter.PUBLISH_ERROR);
        if (qos > 0) {
            // Acknowledgements keep their order: behind others that wait, the words are left out.
            if (connection.pendingAcks() == 0 && connection.version5()) {
                connection.writer().ack(type(), packetId, reason, why);
            } else {
                connection.acks().answer(type(), packetId, reason, null);
            }
        }
    }

    private static boolean utf8(ByteBuf in, PublishView view) {
        try {
            ByteBuffer payload = in.nioBuffer(view.payloadStart(), view.payloadLength());
            StandardCharsets.UTF_8.newDecoder().decode(payload);
            return true;
        } catch (CharacterCodingException e) {
            return false; // that is the answer
        }
    }

    // The second half of QoS 2

    /** PUBREL; always fits. */
    boolean pubrel(int released) {
        boolean known = session.awaitingRel().remove(released);
        ReasonCode reason = known ? ReasonCode.SUCCESS : ReasonCode.PACKET_IDENTIFIER_NOT_FOUND;
        if (!known) {
            loop.counters.count(Counter.PUBREL_MISSED);
        }
        CompletionStage<Void> stored = known ? session.storeReleased(released) : null;
        PendingAck waiting = null;
        if (stored != null) {
            loop.await(stored, () -> new PendingAck(connection.acks(), PacketType.PUBCOMP, released));
            waiting = loop.takePendingAck();
        }
        connection.acks().answer(PacketType.PUBCOMP, released, reason, waiting);
        return true;
    }
}
