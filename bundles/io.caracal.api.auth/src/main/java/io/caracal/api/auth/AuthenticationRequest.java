package io.caracal.api.auth;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * A client that wants in.
 *
 * @param clientId the client identifier; the assigned one if the client sent none
 * @param username the user name of the CONNECT packet
 * @param password the password of the CONNECT packet, as sent; not to be modified or kept
 * @param peer the client's address
 * @param listener the listener that it came in by, {@code tcp:default}
 * @param protocolVersion 3 (MQTT 3.1), 4 (3.1.1) or 5
 * @param method the Authentication Method of an MQTT 5.0 client that asks for enhanced authentication
 * @param data the Authentication Data that came with it; empty if there was none
 * @param reauthentication true if a connected client authenticates again (MQTT 5.0, section 4.12.1)
 */
public record AuthenticationRequest(
        String clientId,
        Optional<String> username,
        Optional<byte[]> password,
        InetSocketAddress peer,
        String listener,
        int protocolVersion,
        Optional<String> method,
        byte[] data,
        boolean reauthentication) {

    /** Leaves out password and data, so that a request can be logged. */
    @Override
    public String toString() {
        return "AuthenticationRequest[clientId=" + clientId + ", username=" + username.orElse("") + ", peer=" + peer
                + ", listener=" + listener + ", protocolVersion=" + protocolVersion + ", method=" + method.orElse("")
                + ", reauthentication=" + reauthentication + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthenticationRequest that
                && clientId.equals(that.clientId)
                && username.equals(that.username)
                && Arrays.equals(password.orElse(null), that.password.orElse(null))
                && peer.equals(that.peer)
                && listener.equals(that.listener)
                && protocolVersion == that.protocolVersion
                && method.equals(that.method)
                && Arrays.equals(data, that.data)
                && reauthentication == that.reauthentication;
    }

    @Override
    public int hashCode() {
        return clientId.hashCode();
    }
}
