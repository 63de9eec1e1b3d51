package io.caracal.rest.broker;

import io.caracal.api.broker.ClientInfo;
import io.caracal.api.broker.ClientInfo.ConnectionInfo;
import io.caracal.api.rest.Describe;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A client as EMQX users know it. Every element may be absent: not asked for, or nothing is known of it. */
public record ClientView(
        @Describe("The client identifier.") @Nullable String clientid,

        @Describe("The user name of the CONNECT packet.") @Nullable
        String username,

        @Describe("The node that holds the session.") @Nullable
        String node,

        @Describe("Whether there is a connection.") @Nullable
        Boolean connected,

        @Describe("connected or disconnected.") @Nullable String connState,

        @Describe("The client's address.") @Nullable String ipAddress,
        @Describe("The client's port.") @Nullable Integer port,

        @Describe("The listener that it came in by.") @Nullable
        String listener,

        @Describe("The port of that listener.") @Nullable Integer listenerPort,
        @Describe("MQTT or MQIsdp.") @Nullable String protoName,
        @Describe("3 (MQTT 3.1), 4 (3.1.1) or 5.") @Nullable Integer protoVer,

        @Describe("Clean Start, or Clean Session, of the CONNECT packet.") @Nullable
        Boolean cleanStart,

        @Describe("Keep alive in seconds, as it is in force.") @Nullable
        Integer keepalive,

        @Describe("Session Expiry Interval in seconds; 4294967295 means never.") @Nullable
        Long expiryInterval,

        @Describe("When the session began.") @Nullable Instant createdAt,
        @Describe("When CONNECT was accepted.") @Nullable Instant connectedAt,
        @Describe("When the connection ended.") @Nullable Instant disconnectedAt,

        @Describe("Whether the authenticator lifted every check.") @Nullable
        Boolean isSuperuser,

        @Describe("Subscriptions.") @Nullable Integer subscriptionsCnt,

        @Describe("The most subscriptions; absent for no limit.") @Nullable
        Integer subscriptionsMax,

        @Describe("Messages that wait.") @Nullable Integer mqueueLen,

        @Describe("The most messages that may wait; absent for no limit.") @Nullable
        Integer mqueueMax,

        @Describe("Messages that were dropped because the queue was full.") @Nullable
        Long mqueueDropped,

        @Describe("Messages that were sent and are not acknowledged.") @Nullable
        Integer inflightCnt,

        @Describe("How many may be.") @Nullable Integer inflightMax,

        @Describe("QoS 2 messages of the client that it has not released.") @Nullable
        Integer awaitingRelCnt,

        @Describe("How many it may leave unreleased.") @Nullable
        Integer awaitingRelMax,

        @Describe("Bytes from the client.") @Nullable Long recvOct,
        @Describe("Packets from the client.") @Nullable Long recvPkt,
        @Describe("Messages from the client.") @Nullable Long recvMsg,
        @Describe("Bytes to the client.") @Nullable Long sendOct,
        @Describe("Packets to the client.") @Nullable Long sendPkt,
        @Describe("Messages to the client.") @Nullable Long sendMsg) {

    static ClientView of(ClientInfo client) {
        ConnectionInfo connection = client.connection().orElse(null);
        InetSocketAddress peer = connection == null ? null : connection.peer();
        return new ClientView(
                client.clientId(),
                connection == null ? null : connection.username().orElse(null),
                client.node(),
                client.connected(),
                client.connected() ? "connected" : "disconnected",
                peer == null ? null : peer.getHostString(),
                peer == null ? null : peer.getPort(),
                connection == null ? null : connection.listener(),
                connection == null ? null : connection.port(),
                connection == null ? null : connection.protocolVersion() == 3 ? "MQIsdp" : "MQTT",
                connection == null ? null : connection.protocolVersion(),
                connection == null ? null : connection.cleanStart(),
                connection == null ? null : connection.keepAlive(),
                client.expiryInterval(),
                client.createdAt(),
                connection == null ? null : connection.connectedAt(),
                client.disconnectedAt().orElse(null),
                connection == null ? null : connection.superuser(),
                client.subscriptions(),
                boxed(client.maxSubscriptions()),
                client.queue().length(),
                boxed(client.queue().max()),
                client.queue().dropped(),
                client.inFlight(),
                client.maxInFlight(),
                client.awaitingRel(),
                client.maxAwaitingRel(),
                connection == null ? null : connection.traffic().receivedBytes(),
                connection == null ? null : connection.traffic().receivedPackets(),
                connection == null ? null : connection.traffic().receivedMessages(),
                connection == null ? null : connection.traffic().sentBytes(),
                connection == null ? null : connection.traffic().sentPackets(),
                connection == null ? null : connection.traffic().sentMessages());
    }

    private static @Nullable Integer boxed(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }
}
