package io.caracal.transport.proxy;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a header says.
 *
 * @param source the client's address; empty if the proxy speaks for itself (a health check) or does not tell
 * @param tls what is told of the client's TLS; empty if nothing
 * @param serverName the host that the client wanted to reach (PP2_TYPE_AUTHORITY)
 * @param uniqueId the name of the connection at the proxy (PP2_TYPE_UNIQUE_ID): as it is if that is printable ASCII, else in hexadecimal digits
 */
record ProxyHeader(
        Optional<InetSocketAddress> source, Optional<Tls> tls, Optional<String> serverName, Optional<String> uniqueId) {
    /** Of a connection that is the proxy's own, or of which it knows nothing. */
    static final ProxyHeader LOCAL =
            new ProxyHeader(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The header of a client at this address, of which no more is told. */
    static ProxyHeader of(InetSocketAddress source) {
        return new ProxyHeader(Optional.of(source), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The client's TLS, which ended at the proxy.
     *
     * @param version as OpenSSL writes it, {@code TLSv1.3}
     * @param commonName of the certificate that the client proved to be its own; empty without one, and for one that the proxy
     *     did not verify
     */
    record Tls(Optional<String> version, Optional<String> commonName) {}
}
