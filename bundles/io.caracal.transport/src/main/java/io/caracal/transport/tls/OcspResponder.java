package io.caracal.transport.tls;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds out where the proof for a certificate comes from, and who issued it. */
final class OcspResponder {
    /** Authority information access (RFC 5280, section 4.2.2.1). */
    private static final String ACCESS = "1.3.6.1.5.5.7.1.1";

    /** In it, the object identifier of an OCSP responder, and a name that is a URI. */
    private static final byte[] OCSP = HexFormat.of().parseHex("06082b06010505073001");

    private static final int URI_NAME = 0x86;

    private OcspResponder() {}

    /** @param read is told of each file that was read */
    static Staple staple(List<X509Certificate> chain, OcspSettings settings, Path folder, Consumer<PemFile> read)
            throws TlsException {
        X509Certificate certificate = chain.getFirst();
        String url = settings.responderUrl()
                .or(() -> address(certificate))
                .orElseThrow(() -> new TlsException(
                        "ocsp.responder_url",
                        "",
                        "the certificate of " + certificate.getSubjectX500Principal()
                                + " does not tell where proofs for it are to be had, so responder_url is needed"));
        return new Staple(certificate, issuer(chain, settings, folder, read), URI.create(url), settings);
    }

    private static X509Certificate issuer(
            List<X509Certificate> chain, OcspSettings settings, Path folder, Consumer<PemFile> read)
            throws TlsException {
        if (settings.issuerPem().isPresent()) {
            PemFile file =
                    PemFile.read(folder, "ocsp.issuer_pem", settings.issuerPem().get());
            read.accept(file);
            return file.certificates().getFirst();
        }
        if (chain.size() > 1) {
            return chain.get(1);
        }
        throw new TlsException(
                "ocsp.issuer_pem",
                "",
                "the certificate of the authority that issued "
                        + chain.getFirst().getSubjectX500Principal()
                        + " stands neither behind it in certfile nor in a file of issuer_pem");
    }

    private static Optional<String> address(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(ACCESS);
        if (extension == null) {
            return Optional.empty();
        }
        ByteBuffer descriptions = Der.content(Der.content(ByteBuffer.wrap(extension)));
        while (descriptions.hasRemaining()) {
            ByteBuffer description = Der.content(descriptions);
            boolean responder = Arrays.equals(Der.next(description), OCSP);
            if (responder && (description.get(description.position()) & 0xff) == URI_NAME) {
                return Optional.of(StandardCharsets.US_ASCII
                        .decode(Der.content(description))
                        .toString());
            }
        }
        return Optional.empty();
    }
}
