package io.caracal.core;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What a transport knows of a client beyond the socket: facts of TLS, its own or those that a proxy before the broker tells, and the
 * address that a proxy tells. A {@link Link} has it from {@link LinkReceiver#opened} on, and it does not change.
 *
 * @param address where the client is, as a proxy tells it; empty if the socket's address is the client's
 * @param certificate the certificate that the client proved to be its own to this broker; empty where a proxy ended its TLS
 * @param certSubject the certificate's subject as RFC 2253 writes it, {@code CN=pump7,O=Example}
 * @param certCommonName the common name of that subject
 * @param tlsVersion {@code TLSv1.3}; empty without TLS
 * @param serverName the host that the client wanted to reach (SNI, RFC 6066 section 3)
 * @param uniqueId what a proxy calls the connection: as it is if that is printable ASCII, else in hexadecimal
 *     digits
 */
public record PeerInfo(
        Optional<InetSocketAddress> address,
        Optional<X509Certificate> certificate,
        Optional<String> certSubject,
        Optional<String> certCommonName,
        Optional<String> tlsVersion,
        Optional<String> serverName,
        Optional<String> uniqueId) {
    /** Of a client of which no more is known than the socket tells. */
    public static final PeerInfo NONE = new PeerInfo(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** The same client at another address. */
    public PeerInfo at(InetSocketAddress other) {
        return new PeerInfo(
                Optional.of(other), certificate, certSubject, certCommonName, tlsVersion, serverName, uniqueId);
    }
}
