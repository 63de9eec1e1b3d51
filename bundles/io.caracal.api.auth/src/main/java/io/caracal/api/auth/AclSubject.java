package io.caracal.api.auth;

import java.util.List;
import java.util.Optional;

/**
 * The clients that a rule is about: those that fit everything that is named; naming nothing is every client. What a client does not
 * have (a user name) fits nothing.
 *
 * @param username the user name, exactly
 * @param clientId the client identifier, exactly
 * @param usernameRe a regular expression found in the user name; {@code ^} and {@code $} tie it to the ends
 * @param clientIdRe a regular expression found in the client identifier
 * @param networks addresses and networks (CIDR), {@code 10.1.0.0/16}, {@code ::1}, of which one has to hold the client's address
 * @param listener the listener that the client came in by, {@code tcp:default}
 * @param zone the zone of that listener
 */
public record AclSubject(
        Optional<String> username,
        Optional<String> clientId,
        Optional<String> usernameRe,
        Optional<String> clientIdRe,
        List<String> networks,
        Optional<String> listener,
        Optional<String> zone) {
    /** Every client. */
    public static final AclSubject ALL = new AclSubject(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    /** @throws IllegalArgumentException if an expression or a network cannot be read */
    public AclSubject {
        networks = List.copyOf(networks);
        usernameRe.ifPresent(text -> AclExpression.compile("username_re", text));
        clientIdRe.ifPresent(text -> AclExpression.compile("clientid_re", text));
        networks.forEach(AclNetwork::parse);
    }
}
