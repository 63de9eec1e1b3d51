package io.caracal.api.auth;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A client that wants in.
 *
 * @param facts what is known about it
 * @param protocolVersion 3 (MQTT 3.1), 4 (3.1.1) or 5
 * @param method the Authentication Method of an MQTT 5.0 client that asks for enhanced authentication
 * @param data the Authentication Data that came with it; empty if there was none
 * @param reauthentication true if a connected client authenticates again (MQTT 5.0, section 4.12.1)
 */
public record AuthenticationRequest(
        ClientFacts facts, int protocolVersion, Optional<String> method, byte[] data, boolean reauthentication) {

    public AuthenticationRequest {
        Objects.requireNonNull(facts, "facts");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(data, "data");
    }

    /** A client without certificate and attributes, in the default zone. */
    public AuthenticationRequest(
            String clientId,
            Optional<String> username,
            Optional<byte[]> password,
            InetSocketAddress peer,
            String listener,
            int protocolVersion,
            Optional<String> method,
            byte[] data,
            boolean reauthentication) {
        this(
                ClientFacts.of(clientId, username, password, peer, listener),
                protocolVersion,
                method,
                data,
                reauthentication);
    }

    /** The client identifier; the assigned one if the client sent none. */
    public String clientId() {
        return facts.clientId();
    }

    /** The user name of the CONNECT packet. */
    public Optional<String> username() {
        return facts.username();
    }

    /** The password of the CONNECT packet, as sent; not to be modified or kept. */
    public Optional<byte[]> password() {
        return facts.password();
    }

    /** The client's address. */
    public InetSocketAddress peer() {
        return facts.peer();
    }

    /** The listener that it came in by, {@code tcp:default}. */
    public String listener() {
        return facts.listener();
    }

    /** The zone of that listener. */
    public String zone() {
        return facts.zone();
    }

    /** The subject of its certificate; empty without a certificate. */
    public Optional<String> certSubject() {
        return facts.certSubject();
    }

    /** The common name of its certificate; empty without a certificate. */
    public Optional<String> certCommonName() {
        return facts.certCommonName();
    }

    /** Leaves out password and data, so that a request can be logged. */
    @Override
    public String toString() {
        return "AuthenticationRequest[" + facts + ", protocolVersion=" + protocolVersion + ", method="
                + method.orElse("") + ", reauthentication=" + reauthentication + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthenticationRequest that
                && facts.equals(that.facts)
                && protocolVersion == that.protocolVersion
                && method.equals(that.method)
                && Arrays.equals(data, that.data)
                && reauthentication == that.reauthentication;
    }

    @Override
    public int hashCode() {
        return facts.hashCode();
    }
}
