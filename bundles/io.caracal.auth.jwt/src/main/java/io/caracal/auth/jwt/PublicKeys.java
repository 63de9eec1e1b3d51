package io.caracal.auth.jwt;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys as files hold them: PEM (RFC 7468), a public key or a certificate. */
final class PublicKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final String EXPECTED = "expected PEM, -----BEGIN PUBLIC KEY----- or -----BEGIN CERTIFICATE-----";

    private PublicKeys() {}

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException naming what was found and what is expected
     */
    static PublicKey parse(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException(
                    "public_key: a text of " + pem.length() + " characters without a PEM block was given, " + EXPECTED);
        }
        byte[] der = decode(block.group(2));
        return switch (block.group(1)) {
            case "PUBLIC KEY" -> key(der);
            case "CERTIFICATE" -> certified(der);
            default ->
                throw new IllegalArgumentException(
                        "public_key: a block of the type " + block.group(1) + " was given, " + EXPECTED
                                + (block.group(1).endsWith("PRIVATE KEY")
                                        ? "; a private key stays with whoever signs tokens"
                                        : ""));
        };
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("public_key: what stands in the PEM block is not Base64", e);
        }
    }

    private static PublicKey key(byte[] der) {
        X509EncodedKeySpec encoded = new X509EncodedKeySpec(der);
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(encoded);
            } catch (GeneralSecurityException _) {
                // of another algorithm: the next one
            }
        }
        throw new IllegalArgumentException(
                "public_key: what stands in the PEM block is no key of " + String.join(", ", ALGORITHMS));
    }

    private static PublicKey certified(byte[] der) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("public_key: what stands in the PEM block is no certificate", e);
        }
    }
}
