package io.caracal.core;

import io.caracal.api.broker.ClientInfo.TrafficInfo;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a session's connection, beyond its end.
 *
 * @param username of the CONNECT packet
 * @param port of the listener
 * @param keepAlive seconds, as it is in force
 * @param connectedAt milliseconds since the epoch
 */
record LastConnection(
        @Nullable String username,
        InetSocketAddress peer,
        String listener,
        int port,
        int protocolVersion,
        boolean cleanStart,
        int keepAlive,
        long connectedAt,
        boolean superuser) {
    static final TrafficInfo NO_TRAFFIC = new TrafficInfo(0, 0, 0, 0, 0, 0);
}
