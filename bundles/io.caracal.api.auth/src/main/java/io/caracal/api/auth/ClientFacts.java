package io.caracal.api.auth;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known about a client: what it says, where it comes from, what was found out about it. Placeholders of templates and
 * preconditions of elements read it by the names that {@link #value} lists.
 *
 * @param clientId the client identifier; the assigned one if the client sent none
 * @param username the user name of the CONNECT packet
 * @param password the password of the CONNECT packet, as sent; not to be modified or kept. Empty once the client is authenticated
 * @param peer the client's address
 * @param listener the listener that it came in by, {@code tcp:default}
 * @param zone the zone of the listener, {@value #DEFAULT_ZONE} unless it is configured
 * @param certSubject the subject of its certificate, {@code CN=pump7,O=Example}; empty without a certificate
 * @param certCommonName the common name of that subject
 * @param tlsVersion how its connection is encrypted, {@code TLSv1.3}, up to this broker or up to a proxy that tells; empty if it
 *     is not, or nobody tells
 * @param attributes attributes that an authenticator gave it; empty before
 */
public record ClientFacts(
        String clientId,
        Optional<String> username,
        Optional<byte[]> password,
        InetSocketAddress peer,
        String listener,
        String zone,
        Optional<String> certSubject,
        Optional<String> certCommonName,
        Optional<String> tlsVersion,
        Map<String, String> attributes) {
    /** The zone of a listener that names none. */
    public static final String DEFAULT_ZONE = "default";

    /** What the names of attributes begin with. */
    public static final String ATTRIBUTE_PREFIX = "client_attrs.";

    public ClientFacts {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(peer, "peer");
        attributes = Map.copyOf(attributes);
    }

    /** A client without TLS. */
    public ClientFacts(
            String clientId,
            Optional<String> username,
            Optional<byte[]> password,
            InetSocketAddress peer,
            String listener,
            String zone,
            Optional<String> certSubject,
            Optional<String> certCommonName,
            Map<String, String> attributes) {
        this(
                clientId,
                username,
                password,
                peer,
                listener,
                zone,
                certSubject,
                certCommonName,
                Optional.empty(),
                attributes);
    }

    /** A client without certificate and attributes, in the default zone. */
    public static ClientFacts of(
            String clientId,
            Optional<String> username,
            Optional<byte[]> password,
            InetSocketAddress peer,
            String listener) {
        return new ClientFacts(
                clientId,
                username,
                password,
                peer,
                listener,
                DEFAULT_ZONE,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    /**
     * A fact by its name, as text.
     *
     * @param name {@code username}, {@code clientid}, {@code password} (bytes that are no UTF-8 are replaced), {@code peerhost},
     *     {@code peerport}, {@code cert_subject}, {@code cert_common_name}, {@code tls_version}, {@code zone}, {@code listener} or
     *     {@code client_attrs.NAME}
     * @return empty if the client has no such fact, or there is no such name
     */
    public Optional<String> value(String name) {
        return switch (name) {
            case "username" -> username;
            case "clientid" -> Optional.of(clientId);
            case "password" -> password.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
            case "peerhost" -> Optional.of(peerHost());
            case "peerport" -> Optional.of(Integer.toString(peer.getPort()));
            case "cert_subject" -> certSubject;
            case "cert_common_name" -> certCommonName;
            case "tls_version" -> tlsVersion;
            case "zone" -> Optional.of(zone);
            case "listener" -> Optional.of(listener);
            default ->
                name.startsWith(ATTRIBUTE_PREFIX)
                        ? Optional.ofNullable(attributes.get(name.substring(ATTRIBUTE_PREFIX.length())))
                        : Optional.empty();
        };
    }

    /** The client's address as text, without port and without the scope of an IPv6 address. */
    public String peerHost() {
        InetAddress address = peer.getAddress();
        String text = address == null ? peer.getHostString() : address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    /** The same client with these attributes instead of its own. */
    public ClientFacts with(Map<String, String> others) {
        return new ClientFacts(
                clientId, username, password, peer, listener, zone, certSubject, certCommonName, tlsVersion, others);
    }

    /** The same client under another client identifier. */
    public ClientFacts withClientId(String other) {
        return new ClientFacts(
                other, username, password, peer, listener, zone, certSubject, certCommonName, tlsVersion, attributes);
    }

    /** The same client without its password, for whatever keeps it. */
    public ClientFacts withoutPassword() {
        return new ClientFacts(
                clientId,
                username,
                Optional.empty(),
                peer,
                listener,
                zone,
                certSubject,
                certCommonName,
                tlsVersion,
                attributes);
    }

    /** Leaves out the password, so that it can be logged. */
    @Override
    public String toString() {
        return "ClientFacts[clientId=" + clientId + ", username=" + username.orElse("") + ", peer=" + peer
                + ", listener=" + listener + ", zone=" + zone + ", certCommonName=" + certCommonName.orElse("")
                + ", attributes=" + attributes + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientFacts that
                && clientId.equals(that.clientId)
                && username.equals(that.username)
                && Arrays.equals(password.orElse(null), that.password.orElse(null))
                && peer.equals(that.peer)
                && listener.equals(that.listener)
                && zone.equals(that.zone)
                && certSubject.equals(that.certSubject)
                && certCommonName.equals(that.certCommonName)
                && tlsVersion.equals(that.tlsVersion)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return clientId.hashCode();
    }
}
