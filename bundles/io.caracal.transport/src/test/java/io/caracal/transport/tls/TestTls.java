package io.caracal.transport.tls;

import io.caracal.transport.tls.TlsSettings.Verify;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of TLS with the defaults where nothing else is asked for. */
public final class TestTls {
    static final OcspSettings NO_OCSP =
            new OcspSettings(false, Optional.empty(), Optional.empty(), Duration.ofMinutes(5), Duration.ofSeconds(15));

    private TestTls() {}

    /** {@code verify_none}, with the files server.pem and server.key. */
    public static TlsSettings server() {
        return settings(
                new CertificateSettings("server.pem", "server.key", Optional.empty()),
                List.of(),
                Verify.VERIFY_NONE,
                Optional.empty());
    }

    /** {@code verify_peer}, with ca.pem and, where it is wanted, a revocation list. */
    public static TlsSettings mutual(Optional<String> crlfile) {
        return settings(
                new CertificateSettings("server.pem", "server.key", Optional.empty()),
                List.of(),
                Verify.VERIFY_PEER,
                crlfile);
    }

    /** {@link #server} with stapling. */
    static TlsSettings stapled(OcspSettings ocsp) {
        return settings(
                new CertificateSettings("server.pem", "server.key", Optional.empty()),
                List.of(),
                Verify.VERIFY_NONE,
                Optional.empty(),
                ocsp);
    }

    /** {@link #server} with the files other.pem and other.key too, and little time for the handshake. */
    public static TlsSettings impatient() {
        TlsSettings patient = settings(
                server().certificate(),
                List.of(new CertificateSettings("other.pem", "other.key", Optional.empty())),
                Verify.VERIFY_NONE,
                Optional.empty());
        return new TlsSettings(
                patient.certificate(),
                patient.sniCertificates(),
                patient.verify(),
                patient.failIfNoPeerCert(),
                patient.cacertfile(),
                patient.depth(),
                patient.enableCrlCheck(),
                patient.crlfile(),
                patient.versions(),
                patient.ciphers(),
                patient.sessionTickets(),
                Duration.ofMillis(300),
                patient.ocsp());
    }

    static TlsSettings settings(
            CertificateSettings certificate,
            List<CertificateSettings> others,
            Verify verify,
            Optional<String> crlfile) {
        return settings(certificate, others, verify, crlfile, NO_OCSP);
    }

    private static TlsSettings settings(
            CertificateSettings certificate,
            List<CertificateSettings> others,
            Verify verify,
            Optional<String> crlfile,
            OcspSettings ocsp) {
        return new TlsSettings(
                certificate,
                others,
                verify,
                verify == Verify.VERIFY_PEER,
                verify == Verify.VERIFY_PEER ? Optional.of("ca.pem") : Optional.empty(),
                10,
                crlfile.isPresent(),
                crlfile,
                List.of("tlsv1.3", "tlsv1.2"),
                List.of(),
                true,
                Duration.ofSeconds(15),
                ocsp);
    }
}
