package io.caracal.core;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.broker.ClientInfo.TrafficInfo;
import io.caracal.core.TimerWheel.Timeout;
import io.caracal.core.limits.ClientRate;
import io.caracal.mqtt.Frames;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.PacketDecoder;
import io.caracal.mqtt.PacketType;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One network connection: cuts the bytes into packets, hands each to the part that knows it, and collects what is to be written.
 * Whatever an idle client does not need is null.
 */
final class Connection implements LinkReceiver, PendingAck.Source, PacketWriter.Turn, TimerWheel.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** How long a client that is sent away may take to read its last packet. */
    private static final long LINGER_MILLIS = 1000;

    /** A smaller part of a packet does not count as something heard of the client: it may be sent only to keep the connection. */
    private static final int SIGN_OF_LIFE = 256;

    /** Deliveries that the packets of one client may bring about before others have their turn; some milliseconds. */
    private static final int SLICE = 32 * 1024;

    /** No connection lasts that long, and longer times overflow. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private enum State {
        /** Nothing but CONNECT is expected. */
        NEW,
        /** Being authenticated: what else arrives waits, except AUTH of an enhanced authentication. */
        CONNECTING,
        CONNECTED,
        /** The last packet is on its way, input is thrown away. */
        LEAVING,
        CLOSED
    }

    /** Whether the client takes what is sent to it. */
    private enum Room {
        ENOUGH,
        /** Nothing more is to be written for now; answers still are, one for each packet. */
        NONE,
        /** Nothing is read that would have to be answered. */
        AWAITED
    }

    final Broker broker;
    final ListenerInfo listener;
    private State state = State.NEW;
    private @Nullable Link link;
    private @Nullable PacketWriter writer;
    private @Nullable BrokerLoop loop;
    private final MqttSettings mqtt;
    private @Nullable Session session;
    private @Nullable ByteBuf partial;
    private @Nullable Timeout timeout;
    private @Nullable ConnectFlow connecting;
    private @Nullable PublishFlow publishing;
    private @Nullable Reauthentication reauthentication;
    private @Nullable Timeout authenticationExpiry;
    private @Nullable AckOrder acks;
    private @Nullable Throttle throttle;
    private String clientId = "";
    private @Nullable ClientAuthorization rights;
    /** Few at a time; a byte, for there are many connections. */
    private byte holds;

    private boolean draining;
    private boolean processing;
    private boolean moving;
    private boolean again;
    private boolean accepted;
    private boolean withWill = true;
    private boolean takenOver;
    private Room room = Room.ENOUGH;
    private long newExpiryInterval = -1;
    private long keepAliveMillis;
    private long lastRead;
    private int window;
    private long receivedBytes;
    private long receivedPackets;
    private long receivedMessages;

    Connection(Broker broker, ListenerInfo listener) {
        this.broker = broker;
        this.listener = listener;
        this.mqtt = broker.mqtt();
    }

    // State

    Link link() {
        Link current = link;
        if (current == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        return current;
    }

    BrokerLoop loop() {
        BrokerLoop current = loop;
        if (current == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        return current;
    }

    /** What holds for this connection to its end: the client was told so when it connected. */
    MqttSettings mqtt() {
        return mqtt;
    }

    ProtocolVersion version() {
        return writer().version();
    }

    boolean version5() {
        return version() == ProtocolVersion.MQTT_5;
    }

    String clientId() {
        return clientId;
    }

    /** What the client may do; there is none before it is authenticated. */
    ClientAuthorization rights() {
        ClientAuthorization current = rights;
        if (current == null) {
            throw new IllegalStateException("the client is not authenticated yet");
        }
        return current;
    }

    /** What the client's topics begin with; null without a mountpoint. */
    @Nullable
    Mount mount() {
        return rights instanceof MountedRights mounted ? mounted.mount() : null;
    }

    void rights(ClientAuthorization granted) {
        rights = granted;
        if (publishing != null) {
            publishing.rightsChanged(granted);
        }
    }

    /** The client authenticated again; what it holds is looked at again. */
    void granted(AuthenticationResult.Accept accept) {
        ClientAuthorization opened = broker.authorization()
                .open(rights().facts().with(accept.attributes()), accept.superuser(), accept.acl());
        // What the client was told of its topics holds to the end of the connection.
        ClientAuthorization granted = rights() instanceof MountedRights mounted ? mounted.with(opened) : opened;
        boolean same = granted.decidesLike(rights());
        rights(granted);
        Session current = current();
        current.rights(granted);
        if (!same && broker.authorization().rechecks()) {
            new HeldRights(current, granted).look();
        }
    }

    InetSocketAddress peer() {
        return link().remoteAddress();
    }

    /** How many deliveries may be unacknowledged: the client's Receive Maximum, and at most {@code mqtt.max_inflight}. */
    int window() {
        return window;
    }

    boolean open() {
        return state == State.CONNECTED || state == State.CONNECTING || state == State.NEW;
    }

    /** What the CONNECT packet says about the connection itself. */
    void identify(ProtocolVersion protocolVersion, String identifier) {
        writer().version(protocolVersion);
        clientId = identifier;
    }

    /** Limits that the client set in its CONNECT packet (MQTT 5.0, section 3.1.2.11). */
    void limits(Properties properties) {
        writer().limits(properties);
        window = (int) Math.min(mqtt.maxInflight(), properties.number(Property.RECEIVE_MAXIMUM, 65535));
    }

    // Life of the link

    @Override
    public void opened(Link opened) {
        BrokerLoop current = broker.loopOf(opened.eventLoop());
        link = opened;
        writer = new PacketWriter(this, opened, current.counters);
        loop = current;
        current.joined(this);
        connecting = new ConnectFlow(this);
        timeout = current.schedule(mqtt.idleTimeout().toMillis(), this);
        ratesChanged();
    }

    /** Goes by the limits that there are now. */
    void ratesChanged() {
        ClientRate rate = broker.rates().client(listener.id(), listener.zone()).orElse(null);
        Throttle before = throttle;
        if (before != null && rate != null) {
            before.follow(rate);
        } else {
            throttle = rate == null ? null : new Throttle(this, rate);
            if (before != null) {
                before.release();
            }
        }
    }

    /** The time has come of what the connection waits for: CONNECT, the next sign of life, or the end. */
    @Override
    public long expired(long now) {
        switch (state) {
            case NEW, CONNECTING -> {
                LOG.debug("peer={} listener={} sent no CONNECT in time", peer(), listener.id());
                close();
            }
            case CONNECTED -> {
                return checkKeepAlive(now);
            }
            case LEAVING -> close();
            case CLOSED -> {}
        }
        return 0;
    }

    /** The link leaves its loop for the one that owns the session. */
    void leavesLoop() {
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
        hold();
        writer().flush();
        loop().left(this);
        moving = true;
    }

    /** The link has been moved. */
    void movedTo(BrokerLoop owner) {
        loop = owner;
        writer().counters(owner.counters);
        moving = false;
        if (state != State.CLOSED) {
            owner.joined(this);
        }
        timeout = owner.schedule(mqtt.idleTimeout().toMillis(), this);
    }

    @Override
    public void closed() {
        ended();
    }

    private void ended() {
        if (state == State.CLOSED) {
            return;
        }
        disconnected();
        state = State.CLOSED;
        if (loop != null && !moving) {
            loop.left(this);
        }
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
        if (authenticationExpiry != null) {
            authenticationExpiry.cancel();
            authenticationExpiry = null;
        }
        if (throttle != null) {
            throttle.end();
        }
        releaseBuffers();
        leaveAuthentication();
        leaveSession();
    }

    private void disconnected() {
        if (state == State.CONNECTED) {
            loop().counters.connected(-1);
            loop().counters.count(Counter.CLIENT_DISCONNECTED);
            broker.bans().disconnected(clientId);
        }
    }

    private void leaveAuthentication() {
        if (connecting != null) {
            connecting.abandon();
            connecting = null;
        }
        if (reauthentication != null) {
            reauthentication.abandon();
            reauthentication = null;
        }
    }

    private void leaveSession() {
        Session current = session;
        session = null;
        if (current != null && current.connection() == this) {
            // The will of a client that was not accepted is not the server's to publish [MQTT-3.1.2-8].
            current.connectionLost(!accepted || !withWill, newExpiryInterval, takenOver);
            LOG.debug("clientId={} disconnected", clientId);
        }
    }

    private void releaseBuffers() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
        writer().release();
    }

    @Override
    public void failed(Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("clientId={} connection broke: {}", clientId, cause.toString());
        } else {
            LOG.error("clientId={} connection closed because of an unexpected failure", clientId, cause);
        }
        loop().atEndOfTurn(this::close);
    }

    /** Closes at once; what was not written is lost. */
    void close() {
        ended();
        link().close();
    }

    // Input

    @Override
    public void received(ByteBuf in) {
        int bytes = in.readableBytes();
        receivedBytes += bytes;
        loop().counters.count(Counter.BYTES_RECEIVED, bytes);
        if (state == State.LEAVING || state == State.CLOSED) {
            return;
        }
        long packets = receivedPackets;
        ByteBuf before = partial;
        if (before == null) {
            process(in);
            if (in.isReadable() && open()) {
                keepRest(in);
            }
        } else {
            before.discardReadBytes();
            before.writeBytes(in);
            processPartial();
        }
        if (receivedPackets != packets || bytes >= SIGN_OF_LIFE) {
            lastRead = loop().now();
        }
        if (partial != null && partial.readableBytes() >= HalfSent.LARGE) {
            loop().load.halfSent.grew(this, loop().now());
        }
        if (throttle != null) {
            throttle.bytes(bytes);
        }
    }

    /** Bytes of a packet that is not complete, or that has to wait. */
    int halfSent() {
        return partial == null ? 0 : partial.readableBytes();
    }

    long packetsReceived() {
        return receivedPackets;
    }

    /** Whether the broker takes nothing from the client for now. */
    boolean held() {
        return holds > 0;
    }

    @SuppressWarnings("ReferenceEquality") // the same buffer, not one with the same bytes
    private void processPartial() {
        ByteBuf input = partial;
        if (input == null) {
            return;
        }
        process(input);
        if (partial == input && !input.isReadable()) {
            input.release();
            partial = null;
        }
    }

    private void keepRest(ByteBuf in) {
        partial = link().alloc().heapBuffer(Math.max(64, in.readableBytes()));
        partial.writeBytes(in);
    }

    private void process(ByteBuf in) {
        processing = true;
        in.retain();
        int begun = loop().distributed();
        try {
            while (holds == 0 && open() && in.isReadable()) {
                int index = in.readerIndex();
                long frame = Frames.read(in, index, in.writerIndex());
                if (frame == Frames.INCOMPLETE) {
                    break;
                }
                int length = Frames.totalLength(frame);
                if (length > mqtt.maxPacketSize().value()) {
                    throw new MalformedPacketException(
                            ReasonCode.PACKET_TOO_LARGE,
                            "packet of " + length + " bytes, at most "
                                    + mqtt.maxPacketSize().value() + " are allowed (mqtt.max_packet_size)");
                }
                int end = index + length;
                if (end > in.writerIndex()) {
                    break;
                }
                if (Frames.padded(frame) && version5()) {
                    throw new MalformedPacketException(
                            ReasonCode.MALFORMED_PACKET, "the remaining length takes more bytes than it needs");
                }
                int header = in.getUnsignedByte(index);
                again = !packet(in, header, index + Frames.headerLength(frame), end);
                if (again) {
                    break; // it is held
                }
                in.readerIndex(end);
                afterPacket(header, begun);
            }
        } catch (MalformedPacketException violation) {
            violation(violation.reason(), String.valueOf(violation.getMessage()));
        } finally {
            processing = false;
            in.release();
        }
    }

    private void afterPacket(int header, int begun) {
        if (throttle != null && header >>> 4 == PacketType.PUBLISH) {
            throttle.message();
        }
        if (!open()) {
            return;
        }
        if (room == Room.NONE && answered(header)) {
            // Whoever sends and does not read would fill the memory with answers.
            room = Room.AWAITED;
            loop().counters.count(Counter.CLIENT_UNREAD_ANSWERS);
            hold();
        }
        if (loop().distributed() - begun > SLICE) {
            hold();
            // Not by a task, which would have its turn before the other connections.
            loop().eventLoop.schedule(this::goOn, 1, TimeUnit.NANOSECONDS);
        }
    }

    private static boolean answered(int header) {
        return switch (header >>> 4) {
            case PacketType.PUBLISH -> (header & 6) != 0;
            case PacketType.PUBACK, PacketType.PUBCOMP -> false;
            default -> true;
        };
    }

    /** @return false if the packet has to wait for a decision: it comes again when the connection goes on */
    private boolean packet(ByteBuf in, int header, int start, int end) throws MalformedPacketException {
        int type = header >>> 4;
        if (!again) {
            receivedPackets++;
            loop().counters.packetReceived(type);
        }
        if (state != State.CONNECTED) {
            ConnectFlow flow = connecting;
            if (flow == null) {
                throw new MalformedPacketException(ReasonCode.PROTOCOL_ERROR, "no packet is expected now");
            }
            flow.packet(in, header, start, end);
            return true;
        }
        switch (type) {
            case PacketType.PUBLISH -> {
                return publishing().publish(in, header, start, end);
            }
            case PacketType.PUBACK, PacketType.PUBREC, PacketType.PUBREL, PacketType.PUBCOMP ->
                acknowledgement(in, header, start, end);
            default -> control(PacketDecoder.decode(in, header, start, end, version()));
        }
        return true;
    }

    private PublishFlow publishing() {
        PublishFlow flow = publishing;
        if (flow == null) {
            Mount mount = mount();
            flow = mount == null ? new PublishFlow(this, current()) : new MountedPublishFlow(this, current(), mount);
            publishing = flow;
        }
        return flow;
    }

    private Session current() {
        Session current = session;
        if (current == null) {
            throw new IllegalStateException("no session");
        }
        return current;
    }

    private void acknowledgement(ByteBuf in, int header, int start, int end) throws MalformedPacketException {
        int type = header >>> 4;
        int flags = type == PacketType.PUBREL ? 2 : 0;
        int packetId;
        ReasonCode reason = ReasonCode.SUCCESS;
        if (end - start == 2 && (header & 0x0f) == flags && in.getUnsignedShort(start) != 0) {
            packetId = in.getUnsignedShort(start);
        } else {
            switch (PacketDecoder.decode(in, header, start, end, version())) {
                case Packet.PubAck ack -> {
                    packetId = ack.packetId();
                    reason = ack.reason();
                }
                case Packet.PubRec ack -> {
                    packetId = ack.packetId();
                    reason = ack.reason();
                }
                case Packet.PubRel ack -> {
                    packetId = ack.packetId();
                    reason = ack.reason();
                }
                case Packet.PubComp ack -> {
                    packetId = ack.packetId();
                    reason = ack.reason();
                }
                default -> throw new IllegalStateException("the codec gave another packet than was asked for");
            }
        }
        boolean fits =
                switch (type) {
                    case PacketType.PUBACK -> current().deliveries().puback(packetId);
                    case PacketType.PUBREC -> current().deliveries().pubrec(this, packetId, reason);
                    case PacketType.PUBREL -> publishing().pubrel(packetId);
                    default -> current().deliveries().pubcomp(packetId);
                };
        if (!fits) {
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR,
                    "packet identifier " + packetId + " is acknowledged with a packet of another QoS");
        }
    }

    private void control(Packet packet) throws MalformedPacketException {
        switch (packet) {
            case Packet.Subscribe subscribe -> SubscribeFlow.subscribe(this, current(), subscribe);
            case Packet.Unsubscribe unsubscribe -> SubscribeFlow.unsubscribe(this, current(), unsubscribe);
            case Packet.PingReq ignored -> writer().pong();
            case Packet.Disconnect disconnect -> disconnect(disconnect);
            case Packet.Auth auth -> Reauthentication.auth(this, auth);
            case Packet.Connect ignored ->
                throw new MalformedPacketException(ReasonCode.PROTOCOL_ERROR, "a second CONNECT packet");
            default ->
                throw new MalformedPacketException(
                        ReasonCode.PROTOCOL_ERROR,
                        "a packet that only a server sends: "
                                + packet.getClass().getSimpleName());
        }
    }

    private void disconnect(Packet.Disconnect packet) throws MalformedPacketException {
        long expiry = packet.properties().number(Property.SESSION_EXPIRY_INTERVAL, -1);
        if (expiry > 0 && !current().persistent()) {
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "DISCONNECT sets a Session Expiry Interval though CONNECT set none");
        }
        if (expiry >= 0) {
            newExpiryInterval = Math.min(expiry, mqtt.sessionExpiryLimit());
        }
        withWill = packet.reason() == ReasonCode.DISCONNECT_WITH_WILL_MESSAGE
                || packet.reason().failure();
        writer().flush();
        close();
    }

    // Holding and going on

    /** Stops taking packets until {@link #goOn} has been called as often as this; what has been read waits. */
    void hold() {
        holds++;
        link().reading(false);
    }

    /** Takes packets again, first those that waited. */
    void goOn() {
        holds--;
        if (holds > 0 || !open()) {
            return;
        }
        lastRead = loop().now();
        if (!processing) {
            processPartial();
        }
        if (holds == 0 && open()) {
            link().reading(true);
        }
    }

    /** Sends what waits in the session when this turn of the loop ends. */
    void drainLater() {
        if (!draining) {
            draining = true;
            loop().atEndOfTurn(this::drain);
        }
    }

    private void drain() {
        draining = false;
        Session current = session;
        if (current != null) {
            current.drain();
        }
    }

    /** The session is the connection's from now on, and waits with it until it is durable. */
    void attached(Session taken) {
        session = taken;
    }

    /** The handshake is done: CONNACK is written next. */
    void connected(long keepAlive) {
        state = State.CONNECTED;
        accepted = true;
        loop().counters.connected(1);
        loop().counters.count(Counter.CLIENT_CONNECTED);
        connecting = null;
        keepAliveMillis = keepAlive;
        lastRead = loop().now();
        if (keepAliveMillis > 0 && keepAliveMillis >= mqtt.idleTimeout().toMillis()) {
            return; // the timer that waited for CONNECT fires earlier, and goes on with this
        }
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
        if (keepAliveMillis > 0) {
            timeout = loop().schedule(keepAliveMillis, this);
        }
    }

    void authenticating() {
        state = State.CONNECTING;
    }

    private long checkKeepAlive(long now) {
        if (holds > 0) {
            // Nothing is read from the client, so its silence says nothing.
            return now + keepAliveMillis;
        }
        long silent = now - lastRead;
        if (silent < keepAliveMillis) {
            return now + keepAliveMillis - silent;
        }
        LOG.debug("clientId={} silent for {} ms, keep alive ran out", clientId, silent);
        leave(ReasonCode.KEEP_ALIVE_TIMEOUT, "nothing received for one and a half times the keep alive");
        return 0;
    }

    /** @param request how the client authenticated, if by a method; it may then do so again */
    void authenticatedBy(@Nullable AuthenticationRequest request) {
        if (request != null && request.method().isPresent()) {
            reauthentication = new Reauthentication(this, request);
        }
    }

    @Nullable
    Reauthentication reauthentication() {
        return reauthentication;
    }

    /** Ends the connection at a moment that the authenticator set, if it did, in place of an earlier one. */
    void expireAt(Optional<Instant> moment) {
        if (authenticationExpiry != null) {
            authenticationExpiry.cancel();
            authenticationExpiry = null;
        }
        if (moment.isEmpty()) {
            return;
        }
        Duration left = Duration.between(Instant.now(), moment.get());
        if (left.compareTo(FOREVER) > 0) {
            return;
        }
        long wait = left.isNegative() ? 0 : left.toMillis();
        authenticationExpiry = loop().schedule(wait, ignored -> {
            if (state == State.CONNECTED) {
                LOG.info("clientId={} authentication expired", clientId);
                leave(ReasonCode.NOT_AUTHORIZED, "the authentication has expired");
            }
            return 0;
        });
    }

    // Output

    /** What goes out to the client. */
    PacketWriter writer() {
        PacketWriter current = writer;
        if (current == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        return current;
    }

    @Override
    public void writabilityChanged() {
        if (!link().writable()) {
            if (room == Room.ENOUGH) {
                room = Room.NONE;
            }
            return;
        }
        if (room == Room.AWAITED) {
            loop().atEndOfTurn(this::goOn);
        }
        room = Room.ENOUGH;
        if (session != null) {
            drainLater();
        }
    }

    @Override
    public void blocked() {
        loop().load.laggards.add(this, loop().now());
    }

    @Override
    public void flushLater(PacketWriter ready) {
        loop().flushLater(ready);
    }

    // Acknowledgements to the publisher

    @Override
    public PendingAck pendingAck() {
        return publishing().pendingAck();
    }

    /** The acknowledgements that the client waits for. */
    AckOrder acks() {
        AckOrder order = acks;
        if (order == null) {
            order = new AckOrder(this, current());
            acks = order;
        }
        return order;
    }

    int pendingAcks() {
        return acks == null ? 0 : acks.size();
    }

    /** How many messages of the client are unanswered besides those of QoS 2 that it has not released. */
    int unanswered() {
        return acks == null ? 0 : acks.unanswered();
    }

    /** Whether acknowledgements can still reach the client. */
    boolean connected() {
        return state == State.CONNECTED;
    }

    // What has gone over it

    void messageReceived() {
        receivedMessages++;
    }

    TrafficInfo traffic() {
        return new TrafficInfo(
                receivedBytes,
                receivedPackets,
                receivedMessages,
                writer().sentBytes(),
                writer().sentPackets(),
                writer().sentMessages());
    }

    /** The local port of the connection, which is the listener's; 0 if it has none. */
    int port() {
        return link().localPort();
    }

    // Sending away

    /** The client broke the standard: it is told why, where its version can say so, and loses its connection [MQTT-4.13.1-1]. */
    void violation(ReasonCode reason, String why) {
        LOG.info("clientId={} peer={} sent away: {} ({})", clientId, peer(), why, reason);
        if (state == State.CONNECTED) {
            leave(reason, why);
        } else {
            ConnectFlow flow = connecting;
            if (flow == null || !flow.refuseViolation(reason, why)) {
                close();
            }
        }
    }

    /** Ends a connection from this side, with DISCONNECT where the version has it. */
    void leave(ReasonCode reason, String why) {
        if (state != State.CONNECTED) {
            close();
            return;
        }
        writer().disconnect(reason, why);
        linger();
    }

    /**
     * Lets go of the session, writes what is left, closes this side, and gives the client a moment to read it: closing at once
     * while it still sends would make the system throw the last packet away.
     */
    void linger() {
        disconnected();
        state = State.LEAVING;
        leaveAuthentication();
        writer().finish();
        if (timeout != null) {
            timeout.cancel();
        }
        leaveSession();
        if (partial != null) {
            partial.release();
            partial = null;
        }
        link().reading(true);
        timeout = loop().schedule(LINGER_MILLIS, this);
    }

    /** Another connection of the same client takes the session [MQTT-3.1.4-3]. */
    void takeOver(boolean resuming) {
        takenOver = resuming;
        LOG.info("clientId={} peer={} session taken over by a new connection", clientId, peer());
        leave(ReasonCode.SESSION_TAKEN_OVER, "another connection uses this client identifier");
    }
}
