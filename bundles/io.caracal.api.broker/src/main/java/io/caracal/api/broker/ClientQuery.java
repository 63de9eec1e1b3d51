package io.caracal.api.broker;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which clients are meant: those that fulfil every condition. An empty set or Optional is no condition.
 *
 * @param clientIds client identifiers; such a query looks at nobody else and costs no more than it names
 * @param usernames user names
 * @param ipAddress the client's address
 * @param connected true for clients that are connected, false for sessions without a connection
 * @param cleanStart the flag of the last CONNECT packet
 * @param protocolVersion 3 (MQTT 3.1), 4 (3.1.1) or 5
 * @param clientIdPart a part of the client identifier, letter by letter
 * @param usernamePart a part of the user name, letter by letter
 * @param connectedFrom connected at that moment or later
 * @param connectedTo connected at that moment or earlier
 * @param createdFrom the session began at that moment or later
 * @param createdTo the session began at that moment or earlier
 */
public record ClientQuery(
        Set<String> clientIds,
        Set<String> usernames,
        Optional<InetAddress> ipAddress,
        Optional<Boolean> connected,
        Optional<Boolean> cleanStart,
        Optional<Integer> protocolVersion,
        Optional<String> clientIdPart,
        Optional<String> usernamePart,
        Optional<Instant> connectedFrom,
        Optional<Instant> connectedTo,
        Optional<Instant> createdFrom,
        Optional<Instant> createdTo) {

    /** Every client. */
    public static final ClientQuery ALL = new ClientQuery(
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public ClientQuery {
        clientIds = Set.copyOf(clientIds);
        usernames = Set.copyOf(usernames);
    }
}
