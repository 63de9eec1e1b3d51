package io.caracal.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** What of a client's certificate names the client; a proxy may tell no more of it than the common name. */
public enum CertificatePart {
    /** Nothing. */
    DISABLED,
    /** The common name. */
    CN,
    /** The subject. */
    DN,
    /** The certificate, in Base64 since its DER form is no text. */
    CRT,
    /** The certificate as PEM, with line feeds and one at its end. */
    PEM,
    /** The MD5 digest of its DER form, in lower case: a short name, no proof of anything. */
    MD5;

    /** Empty if it is not known. */
    Optional<String> of(PeerInfo peer) {
        return switch (this) {
            case DISABLED -> Optional.empty();
            case CN -> peer.certCommonName();
            case DN -> peer.certSubject();
            case CRT ->
                peer.certificate().map(certificate -> Base64.getEncoder().encodeToString(der(certificate)));
            case PEM -> peer.certificate().map(CertificatePart::pem);
            case MD5 -> peer.certificate().map(CertificatePart::md5);
        };
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has no DER form", e);
        }
    }

    private static String pem(X509Certificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der(certificate))
                + "\n-----END CERTIFICATE-----\n";
    }

    private static String md5(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(der(certificate)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
