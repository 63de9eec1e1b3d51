package io.caracal.api.broker;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A session with its connection, if it has one, as it was at one moment. A session that was read from disk at the broker's start knows
 * nothing of its last connection until its client comes back.
 *
 * @param clientId the client identifier
 * @param node the node that holds the session
 * @param connected whether there is a connection
 * @param createdAt when the session began; for a session that was read from disk, when the broker started
 * @param connection the connection that there is, or else the last one
 * @param disconnectedAt when the last connection ended; empty while there is one
 * @param expiryInterval the Session Expiry Interval in seconds; 0xFFFFFFFF means never
 * @param subscriptions how many there are
 * @param maxSubscriptions how many are allowed; empty for no limit
 * @param queue messages that wait
 * @param inFlight messages of QoS 1 and 2 that were sent and are not acknowledged
 * @param maxInFlight how many may be in flight
 * @param awaitingRel QoS 2 messages of the client that it has not released
 * @param maxAwaitingRel how many it may leave unreleased
 */
public record ClientInfo(
        String clientId,
        String node,
        boolean connected,
        Instant createdAt,
        Optional<ConnectionInfo> connection,
        Optional<Instant> disconnectedAt,
        long expiryInterval,
        int subscriptions,
        OptionalInt maxSubscriptions,
        QueueInfo queue,
        int inFlight,
        int maxInFlight,
        int awaitingRel,
        int maxAwaitingRel) {

    /**
     * A connection.
     *
     * @param username of the CONNECT packet
     * @param peer the client's address
     * @param listener the listener that it came in by, {@code tcp:default}
     * @param port the port of that listener
     * @param protocolVersion 3 (MQTT 3.1), 4 (3.1.1) or 5
     * @param cleanStart the flag of the CONNECT packet (Clean Session in MQTT 3.x)
     * @param keepAlive seconds, as it is in force; 0 for none
     * @param connectedAt when CONNECT was accepted
     * @param superuser whether its authenticator lifted every check
     * @param traffic what has gone over it
     */
    public record ConnectionInfo(
            Optional<String> username,
            InetSocketAddress peer,
            String listener,
            int port,
            int protocolVersion,
            boolean cleanStart,
            int keepAlive,
            Instant connectedAt,
            boolean superuser,
            TrafficInfo traffic) {}

    /** What a connection has received from its client and sent to it: bytes and packets of all kinds, messages (PUBLISH). */
    public record TrafficInfo(
            long receivedBytes,
            long receivedPackets,
            long receivedMessages,
            long sentBytes,
            long sentPackets,
            long sentMessages) {}

    /**
     * What waits for a client.
     *
     * @param length messages
     * @param max the most that may wait; empty for no limit
     * @param dropped messages that were dropped since the session began because the queue was full
     */
    public record QueueInfo(int length, OptionalInt max, long dropped) {}
}
