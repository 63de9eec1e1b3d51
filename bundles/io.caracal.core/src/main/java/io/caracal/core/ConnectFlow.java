package io.caracal.core;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AuthenticationChain.Exchange;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.cluster.ClientRegistry.Claim;
import io.caracal.api.store.StoreState;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketDecoder;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import io.caracal.mqtt.TopicNames;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * From CONNECT to CONNACK: limits, authentication (of several steps with MQTT 5.0), the claim on the client identifier, the move
 * to the loop that owns the session. Each step may take its time; the connection takes no further packet meanwhile but the AUTH
 * that an enhanced authentication asks for.
 */
final class ConnectFlow {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectFlow.class);

    private final Connection connection;
    private final Broker broker;
    private Packet.@Nullable Connect connect;
    private @Nullable Exchange exchange;
    private @Nullable AuthenticationRequest request;
    private boolean awaitingAuth;
    private boolean assigned;
    private boolean superuser;
    private long bansLookedAt;
    private byte[] authenticationData = {};

    ConnectFlow(Connection connection) {
        this.connection = connection;
        this.broker = connection.broker;
    }

    // Packets

    void packet(ByteBuf in, int header, int start, int end) throws MalformedPacketException {
        int type = header >>> 4;
        if (awaitingAuth) {
            auth(in, header, start, end);
            return;
        }
        if (connect != null || type != PacketType.CONNECT) {
            // [MQTT-3.1.0-1]: without a CONNECT packet there is nobody to answer to.
            throw new MalformedPacketException(ReasonCode.PROTOCOL_ERROR, "the first packet is not CONNECT");
        }
        // A CONNECT packet that cannot be read may still have told its version; the answer needs it.
        connection.identify(versionIn(in, start, end), "");
        if (PacketDecoder.decode(in, header, start, end, ProtocolVersion.MQTT_3_1_1) instanceof Packet.Connect packet) {
            connect(packet);
        }
    }

    private static ProtocolVersion versionIn(ByteBuf in, int start, int end) {
        int at = start + 2 + (end - start >= 2 ? in.getUnsignedShort(start) : 0);
        int level = at < end ? in.getUnsignedByte(at) : 0;
        return level >= 5 ? ProtocolVersion.MQTT_5 : ProtocolVersion.MQTT_3_1_1;
    }

    private void connect(Packet.Connect sent) {
        count(Counter.CLIENT_CONNECT);
        Packet.Connect packet = ClientNames.of(sent, connection.link().peer(), connection.mqtt());
        connect = packet;
        String clientId = packet.clientId();
        connection.identify(packet.version(), clientId);
        connection.limits(packet.properties());
        Refusal refusal = refusal(packet, clientId);
        if (refusal != null) {
            refuse(refusal.reason, refusal.why);
            return;
        }
        if (packet.cleanStart() && broker.overload().level().refusesConnections()) {
            refuseForOverload();
            return;
        }
        if (clientId.isEmpty()) {
            assigned = true;
            clientId = broker.assignClientId(connection.loop());
            connection.identify(packet.version(), clientId);
        }
        if (banned(packet, clientId)) {
            refuse(ReasonCode.BANNED, "banned");
            return;
        }
        authenticate(packet, clientId);
    }

    private void count(Counter counter) {
        connection.loop().counters.count(counter);
    }

    /** Whoever was banned while it was authenticated is not among the connected yet, whom a new ban sends away. */
    private boolean newlyBanned(Packet.Connect packet) {
        return broker.bans().version() != bansLookedAt && banned(packet, connection.clientId());
    }

    private boolean banned(Packet.Connect packet, String clientId) {
        bansLookedAt = broker.bans().version();
        InetAddress address = connection.peer().getAddress();
        return address != null
                && broker.bans()
                        .find(clientId, Optional.ofNullable(packet.username()), address)
                        .isPresent();
    }

    private record Refusal(ReasonCode reason, String why) {}

    private @Nullable Refusal refusal(Packet.Connect packet, String clientId) {
        MqttSettings mqtt = connection.mqtt();
        if (clientId.isEmpty()
                && (packet.version() == ProtocolVersion.MQTT_3_1
                        || packet.version() == ProtocolVersion.MQTT_3_1_1 && !packet.cleanStart())) {
            return new Refusal(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID, "an empty client identifier");
        }
        if (clientId.getBytes(StandardCharsets.UTF_8).length > mqtt.maxClientidLen()) {
            return new Refusal(
                    ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
                    "the client identifier is longer than " + mqtt.maxClientidLen() + " bytes");
        }
        Packet.Will will = packet.will();
        if (will == null) {
            return null;
        }
        if (will.qos() > mqtt.maxQosAllowed()) {
            return new Refusal(ReasonCode.QOS_NOT_SUPPORTED, "the will's QoS is above " + mqtt.maxQosAllowed());
        }
        if (will.retain() && !mqtt.retainAvailable()) {
            return new Refusal(ReasonCode.RETAIN_NOT_SUPPORTED, "retained messages are turned off");
        }
        if (TopicNames.levels(will.topic()) > mqtt.maxTopicLevels()) {
            return new Refusal(ReasonCode.TOPIC_NAME_INVALID, "the will's topic has too many levels");
        }
        return null;
    }

    // Authentication

    private void authenticate(Packet.Connect packet, String clientId) {
        String method = packet.properties().string(Property.AUTHENTICATION_METHOD);
        byte[] data = packet.properties().binary(Property.AUTHENTICATION_DATA);
        if (broker.authentication().open(connection.listener.id())) {
            if (method != null) {
                refuse(ReasonCode.BAD_AUTHENTICATION_METHOD, "no authentication is configured");
            } else {
                count(Counter.CLIENT_AUTH_ANONYMOUS);
                granted(false, List.of(), Map.of(), Optional.empty());
            }
            return;
        }
        AuthenticationRequest asked = new AuthenticationRequest(
                facts(packet, clientId),
                packet.version().level(),
                Optional.ofNullable(method),
                data == null ? new byte[0] : data,
                false);
        request = asked;
        count(Counter.CLIENT_AUTHENTICATE);
        connection.authenticating();
        Exchange begun = broker.authentication().begin(asked);
        exchange = begun;
        whenDone(begun.result(), this::decided);
    }

    private ClientFacts facts(Packet.Connect packet, String clientId) {
        PeerInfo known = connection.link().peer();
        return new ClientFacts(
                clientId,
                Optional.ofNullable(packet.username()),
                Optional.ofNullable(packet.password()),
                connection.peer(),
                connection.listener.id(),
                connection.listener.zone(),
                known.certSubject(),
                known.certCommonName(),
                known.tlsVersion(),
                Map.of());
    }

    private <T> void whenDone(CompletionStage<T> stage, BiConsumer<T, @Nullable Throwable> next) {
        whenDone(stage, next, unwanted -> {});
    }

    /**
     * Goes on when a stage is complete: at once, without a hop, if it already is.
     *
     * @param tooLate gets the result if the client has gone meanwhile
     */
    private <T> void whenDone(CompletionStage<T> stage, BiConsumer<T, @Nullable Throwable> next, Consumer<T> tooLate) {
        if (stage instanceof CompletableFuture<T> future && future.isDone() && !future.isCompletedExceptionally()) {
            next.accept(future.join(), null);
            return;
        }
        connection.hold();
        stage.whenComplete((result, failure) -> connection.link().eventLoop().execute(() -> {
            if (connection.open()) {
                next.accept(result, failure);
                connection.goOn();
            } else if (failure == null) {
                tooLate.accept(result);
            }
        }));
    }

    private void decided(AuthenticationResult result, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.error("clientId={} authentication failed unexpectedly", connection.clientId(), failure);
            refuse(ReasonCode.SERVER_UNAVAILABLE, "authentication is not available");
            return;
        }
        switch (result) {
            case AuthenticationResult.Accept accept -> {
                count(Counter.AUTHENTICATION_SUCCESS);
                authenticationData = accept.data();
                accepted(accept);
            }
            case AuthenticationResult.Reject reject ->
                refuse(AuthenticationReasons.of(reject.reason()), "not authenticated");
            case AuthenticationResult.Continue more -> {
                awaitingAuth = true;
                connection
                        .writer()
                        .send(
                                new Packet.Auth(ReasonCode.CONTINUE_AUTHENTICATION, authProperties(more.data())),
                                connection::close);
            }
            case AuthenticationResult.Next ignored ->
                refuse(ReasonCode.NOT_AUTHORIZED, "nobody in the authentication chain knows this client");
        }
    }

    private void accepted(AuthenticationResult.Accept accept) {
        Packet.Connect packet = connect();
        Optional<String> override = accept.clientIdOverride();
        if (override.isPresent()) {
            String clientId = override.get();
            if (clientId.isEmpty()
                    || clientId.getBytes(StandardCharsets.UTF_8).length
                            > connection.mqtt().maxClientidLen()) {
                refuse(
                        ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
                        "the authentication gives it a client identifier that is empty or too long");
                return;
            }
            LOG.debug("clientId={} is known as clientId={} from now on", connection.clientId(), clientId);
            connection.identify(packet.version(), clientId);
            if (banned(packet, clientId)) {
                refuse(ReasonCode.BANNED, "banned");
                return;
            }
        }
        granted(accept.superuser(), accept.acl(), accept.attributes(), accept.expiry());
    }

    private Properties authProperties(byte[] data) {
        Properties.Builder properties = Properties.builder();
        if (request != null) {
            request.method().ifPresent(method -> properties.add(Property.AUTHENTICATION_METHOD, method));
        }
        if (data.length > 0) {
            properties.add(Property.AUTHENTICATION_DATA, data);
        }
        return properties.build();
    }

    private void auth(ByteBuf in, int header, int start, int end) throws MalformedPacketException {
        Packet packet = PacketDecoder.decode(in, header, start, end, ProtocolVersion.MQTT_5);
        AuthenticationRequest asked = request;
        Exchange current = exchange;
        if (asked == null || current == null) {
            throw new IllegalStateException("no authentication is under way");
        }
        if (packet instanceof Packet.Disconnect) {
            connection.close();
            return;
        }
        if (!(packet instanceof Packet.Auth auth) || auth.reason() != ReasonCode.CONTINUE_AUTHENTICATION) {
            // [MQTT-3.1.2-30]
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "only AUTH and DISCONNECT may come before CONNACK");
        }
        String method = auth.properties().string(Property.AUTHENTICATION_METHOD);
        if (!asked.method().equals(Optional.ofNullable(method))) {
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "the authentication method changed during authentication");
        }
        awaitingAuth = false;
        byte[] data = auth.properties().binary(Property.AUTHENTICATION_DATA);
        whenDone(current.proceed(data == null ? new byte[0] : data), this::decided);
    }

    /** The connection ended before the authentication did. */
    void abandon() {
        if (exchange != null) {
            exchange.abandon();
        }
    }

    // The session

    private void granted(
            boolean everything, List<AclRule> acl, Map<String, String> attributes, Optional<Instant> expiresAt) {
        superuser = everything;
        ClientFacts facts =
                facts(connect(), connection.clientId()).withoutPassword().with(attributes);
        Mount mount;
        try {
            mount = connection.listener.mountpoint().of(facts);
        } catch (IllegalArgumentException e) {
            refuse(ReasonCode.NOT_AUTHORIZED, String.valueOf(e.getMessage()));
            return;
        }
        if (mount != null && !mount(mount)) {
            refuse(ReasonCode.TOPIC_NAME_INVALID, "the will's topic is too long behind the listener's mountpoint");
            return;
        }
        Packet.Connect packet = connect();
        ClientAuthorization opened = broker.authorization().open(facts, everything, acl);
        ClientAuthorization rights = mount == null ? opened : new MountedRights(opened, mount);
        connection.rights(rights);
        connection.authenticating();
        Packet.Will will = packet.will();
        if (will == null) {
            claim(packet, expiresAt);
            return;
        }
        whenDone(rights.authorize(Action.PUBLISH, will.topic(), will.qos(), will.retain()), (verdict, failure) -> {
            if (failure == null && verdict.allowed()) {
                claim(packet, expiresAt);
            } else {
                refuse(ReasonCode.NOT_AUTHORIZED, "not allowed to publish its will to this topic");
            }
        });
    }

    /** @return false if the will does not fit below it */
    private boolean mount(Mount mount) {
        connection.writer().mount(mount);
        Packet.Connect whole = mount.whole(connect());
        connect = whole;
        return whole.will() == null || TopicNames.valid(whole.will().topic());
    }

    private void claim(Packet.Connect packet, Optional<Instant> expiresAt) {
        CompletionStage<Claim> claimed = broker.registry().claim(connection.clientId(), packet.cleanStart());
        whenDone(
                claimed,
                (claim, failure) -> {
                    if (failure != null) {
                        LOG.error("clientId={} could not be claimed", connection.clientId(), failure);
                        refuse(ReasonCode.SERVER_UNAVAILABLE, "the cluster does not answer");
                    } else {
                        moveTo(broker.ownerOf(connection.clientId()), claim, expiresAt);
                    }
                },
                broker.registry()::release);
    }

    private Packet.Connect connect() {
        Packet.Connect packet = connect;
        if (packet == null) {
            throw new IllegalStateException("no CONNECT packet yet");
        }
        return packet;
    }

    private void moveTo(BrokerLoop owner, Claim claim, Optional<Instant> expiresAt) {
        if (owner == connection.loop()) {
            attach(owner, claim, expiresAt);
            return;
        }
        connection.leavesLoop();
        connection.link().moveTo(owner.eventLoop, failure -> {
            if (failure != null) {
                // a client that left meanwhile is nothing to complain about
                if (!(failure instanceof ClosedChannelException)) {
                    LOG.error("clientId={} could not be moved to its loop", connection.clientId(), failure);
                }
                connection.close();
                broker.registry().release(claim);
                return;
            }
            connection.movedTo(owner);
            if (connection.open()) {
                attach(owner, claim, expiresAt);
                connection.goOn();
            } else {
                broker.registry().release(claim);
            }
        });
    }

    private void attach(BrokerLoop loop, Claim claim, Optional<Instant> expiresAt) {
        Packet.Connect packet = connect();
        String clientId = connection.clientId();
        if (broker.stopping()) {
            release(claim);
            refuse(ReasonCode.SERVER_UNAVAILABLE, "the broker is stopping");
            return;
        }
        if (newlyBanned(packet)) {
            release(claim);
            refuse(ReasonCode.BANNED, "banned");
            return;
        }
        CompletionStage<Void> ending = loop.endings.passingOn(clientId);
        if (ending != null) {
            whenDone(ending, (done, failure) -> attach(loop, claim, expiresAt), done -> release(claim));
            return;
        }
        Session session = loop.sessions.get(clientId);
        long expiry = sessionExpiry(packet);
        boolean anew = session == null || packet.cleanStart() || !session.persistent();
        if (anew && broker.overload().level().refusesConnections()) {
            // Whoever has a session here is let in: what waits for him is what there is too much of.
            release(claim);
            refuseForOverload();
            return;
        }
        ReasonCode notKept = expiry > 0 ? refusalOfStore(anew) : null;
        if (notKept != null) {
            release(claim);
            refuse(notKept, StoreFailure.why(notKept));
            return;
        }
        if (session != null) {
            Connection old = session.connection();
            if (old != null) {
                count(Counter.SESSION_TAKEN_OVER);
                old.takeOver(!packet.cleanStart());
            }
            if (packet.cleanStart() || !session.persistent()) {
                count(Counter.SESSION_DISCARDED);
                session.end();
                session = null;
                if (loop.endings.passingOn(clientId) != null) {
                    attach(loop, claim, expiresAt);
                    return;
                }
            }
        }
        boolean present = session != null;
        if (session == null) {
            session = new Session(loop, clientId, claim);
            loop.add(session);
        }
        count(present ? Counter.SESSION_RESUMED : Counter.SESSION_CREATED);
        Session attached = session;
        connection.attached(attached);
        CompletionStage<Void> stored = attached.attach(connection, claim, expiry, WillReader.read(packet, clientId));
        if (stored == null) {
            // Whoever begins anew is told so when nothing is left of before.
            stored = loop.endings.removal(clientId);
        }
        if (stored == null) {
            checkHeld(attached, present, expiry, expiresAt);
        } else {
            whenDone(stored, (done, failure) -> {
                if (failure == null) {
                    checkHeld(attached, present, expiry, expiresAt);
                } else {
                    LOG.error("clientId={} the session could not be stored", clientId, failure);
                    if (!present) {
                        attached.discard();
                    }
                    refuse(StoreFailure.connectReason(failure), "the session could not be stored");
                }
            });
        }
    }

    private void release(Claim claim) {
        broker.registry().release(claim);
    }

    /** A store that is full takes no new session, one that has failed promises nothing of those that there are. */
    private @Nullable ReasonCode refusalOfStore(boolean anew) {
        StoreState state = broker.sessionStore().state();
        return anew || state == StoreState.FAILED ? StoreFailure.connectReason(state) : null;
    }

    /** A session that was left by somebody else, or before a restart, may hold what this client would not get. */
    private void checkHeld(Session session, boolean present, long expiry, Optional<Instant> expiresAt) {
        ClientAuthorization before = session.rights();
        boolean same = before != null && connection.rights().decidesLike(before);
        if (!present || same || !broker.authorization().rechecks()) {
            established(session, present, expiry, expiresAt);
            return;
        }
        whenDone(
                new HeldRights(session, connection.rights()).look(),
                (done, failure) -> established(session, present, expiry, expiresAt));
    }

    private long sessionExpiry(Packet.Connect packet) {
        long wanted;
        if (packet.version() == ProtocolVersion.MQTT_5) {
            wanted = packet.properties().number(Property.SESSION_EXPIRY_INTERVAL, 0);
        } else {
            wanted = packet.cleanStart()
                    ? 0
                    : Math.max(1, connection.mqtt().sessionExpiryInterval().toSeconds());
        }
        return Math.min(wanted, connection.mqtt().sessionExpiryLimit());
    }

    private void established(Session session, boolean present, long expiry, Optional<Instant> expiresAt) {
        if (session.connection() != connection) {
            // Taken over by yet another connection while the store was at work; that one has told this one.
            return;
        }
        Packet.Connect packet = connect();
        if (newlyBanned(packet)) {
            if (!present) {
                session.discard();
            }
            refuse(ReasonCode.BANNED, "banned");
            return;
        }
        int keepAlive = packet.version() == ProtocolVersion.MQTT_5
                ? connection.mqtt().serverKeepalive().orElse(packet.keepAlive())
                : packet.keepAlive();
        Packet.ConnAck answer = new Packet.ConnAck(present, 0, acceptance(packet, expiry));
        session.rights(connection.rights());
        session.established(new LastConnection(
                packet.username(),
                connection.peer(),
                connection.listener.id(),
                connection.port(),
                packet.version().level(),
                packet.cleanStart(),
                keepAlive,
                System.currentTimeMillis(),
                superuser));
        count(Counter.CLIENT_CONNACK);
        connection.connected((long) (keepAlive * 1000L * connection.mqtt().keepaliveMultiplier()));
        connection.writer().send(answer, () -> connection.leave(ReasonCode.PACKET_TOO_LARGE, "CONNACK does not fit"));
        LOG.debug(
                "clientId={} peer={} listener={} connected, version={} sessionPresent={}",
                connection.clientId(),
                connection.peer(),
                connection.listener.id(),
                packet.version(),
                present);
        connection.authenticatedBy(request);
        connection.expireAt(expiresAt);
        session.resume();
    }

    private Properties acceptance(Packet.Connect packet, long expiry) {
        if (packet.version() != ProtocolVersion.MQTT_5) {
            return Properties.NONE;
        }
        MqttSettings mqtt = connection.mqtt();
        Properties.Builder properties = Properties.builder();
        if (expiry != packet.properties().number(Property.SESSION_EXPIRY_INTERVAL, 0)) {
            properties.add(Property.SESSION_EXPIRY_INTERVAL, expiry);
        }
        if (mqtt.maxAwaitingRel() < 65535) {
            properties.add(Property.RECEIVE_MAXIMUM, mqtt.maxAwaitingRel());
        }
        if (mqtt.maxQosAllowed() < 2) {
            properties.add(Property.MAXIMUM_QOS, mqtt.maxQosAllowed());
        }
        if (!mqtt.retainAvailable()) {
            properties.add(Property.RETAIN_AVAILABLE, 0);
        }
        properties.add(Property.MAXIMUM_PACKET_SIZE, mqtt.maxPacketSize().value());
        if (assigned) {
            properties.add(Property.ASSIGNED_CLIENT_IDENTIFIER, connection.clientId());
        }
        properties.add(Property.TOPIC_ALIAS_MAXIMUM, mqtt.maxTopicAlias());
        if (!mqtt.wildcardSubscription()) {
            properties.add(Property.WILDCARD_SUBSCRIPTION_AVAILABLE, 0);
        }
        if (!mqtt.sharedSubscription()) {
            properties.add(Property.SHARED_SUBSCRIPTION_AVAILABLE, 0);
        }
        mqtt.serverKeepalive().ifPresent(seconds -> properties.add(Property.SERVER_KEEP_ALIVE, seconds));
        boolean wantsResponse = packet.properties().number(Property.REQUEST_RESPONSE_INFORMATION, 0) == 1;
        if (wantsResponse && !mqtt.responseInformation().isEmpty()) {
            properties.add(Property.RESPONSE_INFORMATION, mqtt.responseInformation());
        }
        authProperties(authenticationData).entries().forEach(entry -> {
            if (entry.value() instanceof String text) {
                properties.add(entry.property(), text);
            } else if (entry.value() instanceof byte[] bytes) {
                properties.add(entry.property(), bytes);
            }
        });
        return properties.build();
    }

    // Refusal

    /** @return false if the standard has no answer for it but to close */
    boolean refuseViolation(ReasonCode reason, String why) {
        boolean versionUnknown = reason == ReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
        if (!versionUnknown && (!connection.version5() || connect == null && reason == ReasonCode.PROTOCOL_ERROR)) {
            return false;
        }
        refuse(reason, why);
        return true;
    }

    private void refuseForOverload() {
        count(Counter.OVERLOAD_NEW_CONN);
        refuse(ReasonCode.SERVER_BUSY, "the broker has too much to do");
    }

    private void refuse(ReasonCode reason, String why) {
        count(Counter.CLIENT_CONNACK);
        count(Counter.CONNACK_ERROR);
        if (AuthenticationReasons.concerns(reason)) {
            count(Counter.CONNACK_AUTH_ERROR);
            count(Counter.AUTHENTICATION_FAILURE);
        }
        // Of an overload the alarm tells; a line for each who comes would be more load.
        LOG.atLevel(reason == ReasonCode.SERVER_BUSY ? Level.DEBUG : Level.INFO)
                .log(
                        "clientId={} peer={} listener={} refused: {} ({})",
                        connection.clientId(),
                        connection.peer(),
                        connection.listener.id(),
                        why,
                        reason);
        Packet.ConnAck answer = connection.version5()
                ? new Packet.ConnAck(
                        false,
                        reason.code(),
                        Properties.builder().add(Property.REASON_STRING, why).build())
                : new Packet.ConnAck(false, AuthenticationReasons.returnCode(reason), Properties.NONE);
        connection.writer().send(answer, () -> connection
                .writer()
                .send(new Packet.ConnAck(false, reason.code(), Properties.NONE), () -> {}));
        connection.linger();
    }
}
