package io.caracal.transport.tls;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Flattened;
import io.caracal.api.config.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ssl_options} of a listener. */
@Applies(Applies.When.NEW_CONNECTIONS)
public record TlsSettings(
        @Flattened CertificateSettings certificate,

        @Description(
                "Further certificates. A client that names the host it wants (SNI) meets the one that bears this name, any other client "
                        + "the first.")
        List<CertificateSettings> sniCertificates,

        @Description("Whether clients are asked for a certificate.") @Default("verify_none")
        Verify verify,

        @Description(
                "Whether a client without a certificate is turned away, if verify = verify_peer. Otherwise it is let in, to be "
                        + "authenticated in another way.")
        @Default("false")
        boolean failIfNoPeerCert,

        @Description(
                "The file with the certificates of the authorities that sign those of clients, in PEM form; for verify = verify_peer.")
        Optional<String> cacertfile,

        @Description("How many intermediate certificates there may be between a client's and that of an authority.")
        @Default("10")
        @Range(min = 0, max = 100)
        int depth,

        @Description(
                "Whether certificates of clients are looked up in the revocation lists of crlfile. Every authority in the chain needs one "
                        + "that is valid, or the client is turned away.")
        @Default("false")
        boolean enableCrlCheck,

        @Description("The file with the revocation lists, one behind the other, in PEM form.")
        Optional<String> crlfile,

        @Description("The versions of TLS that are spoken: tlsv1.3, tlsv1.2.")
        @Default("[\"tlsv1.3\", \"tlsv1.2\"]")
        @Range(min = 1, max = 2)
        List<String> versions,

        @Description(
                "The cipher suites that are spoken, by their names of IANA or of OpenSSL, the preferred first; empty for those that are "
                        + "thought right.")
        List<String> ciphers,

        @Description(
                "Whether a client gets a ticket with which it comes back by a shorter handshake (RFC 5077, RFC 8446 section 2.2). "
                        + "Tickets outlive other certificates, but not a restart of the broker.")
        @Default("true")
        boolean sessionTickets,

        @Description("How long a client may take for the handshake.") @Default("15s") @Range(min = 100)
        Duration handshakeTimeout,

        OcspSettings ocsp) {
    private static final Map<String, String> VERSIONS = Map.of("tlsv1.3", "TLSv1.3", "tlsv1.2", "TLSv1.2");

    /** What is asked of clients. */
    public enum Verify {
        @Description("Nothing.")
        VERIFY_NONE,
        @Description("A certificate that an authority of cacertfile has signed.")
        VERIFY_PEER
    }

    public TlsSettings {
        sniCertificates = List.copyOf(sniCertificates);
        versions = List.copyOf(versions);
        ciphers = List.copyOf(ciphers);
        for (String version : versions) {
            if (!VERSIONS.containsKey(version)) {
                throw new IllegalArgumentException(
                        "versions: given \"" + version + "\", expected \"tlsv1.3\" or \"tlsv1.2\"");
            }
        }
        if (verify == Verify.VERIFY_PEER && cacertfile.isEmpty()) {
            throw new IllegalArgumentException(
                    "cacertfile: with verify = verify_peer the file with the certificates of the authorities is needed");
        }
        if (enableCrlCheck && (verify == Verify.VERIFY_NONE || crlfile.isEmpty())) {
            throw new IllegalArgumentException(
                    "enable_crl_check: takes verify = verify_peer and crlfile, the file with the revocation lists");
        }
    }

    /** As Java names them. */
    List<String> protocols() {
        return versions.stream().map(VERSIONS::get).toList();
    }

    /** All of them, that for clients which name no host first. */
    List<CertificateSettings> certificates() {
        List<CertificateSettings> all = new ArrayList<>();
        all.add(certificate);
        all.addAll(sniCertificates);
        return all;
    }
}
