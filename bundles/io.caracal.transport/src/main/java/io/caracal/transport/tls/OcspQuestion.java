package io.caracal.transport.tls;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** The question whether one certificate is revoked (RFC 6960, section 4.1), the same for as long as the certificate is. */
final class OcspQuestion {
    /** The object identifier of SHA-1 without parameters but an explicit null: what all responders know certificates by. */
    private static final byte[] SHA_1 = HexFormat.of().parseHex("300906052b0e03021a0500");

    private OcspQuestion() {}

    static byte[] about(X509Certificate certificate, X509Certificate issuer) {
        byte[] name = sha1(certificate.getIssuerX500Principal().getEncoded());
        byte[] key = sha1(keyBits(issuer));
        byte[] id = Der.of(
                Der.SEQUENCE,
                SHA_1,
                Der.of(Der.OCTET_STRING, name),
                Der.of(Der.OCTET_STRING, key),
                Der.of(Der.INTEGER, certificate.getSerialNumber().toByteArray()));
        byte[] requests = Der.of(Der.SEQUENCE, Der.of(Der.SEQUENCE, id));
        return Der.of(Der.SEQUENCE, Der.of(Der.SEQUENCE, requests));
    }

    /** The bits of the key alone: what is in the bit string behind the algorithm, without the count of unused bits. */
    private static byte[] keyBits(X509Certificate issuer) {
        ByteBuffer parts = Der.content(ByteBuffer.wrap(issuer.getPublicKey().getEncoded()));
        byte[] unused = Der.next(parts);
        ByteBuffer bits = Der.content(parts);
        bits.get();
        byte[] key = new byte[bits.remaining()];
        bits.get(key);
        return key;
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
