package io.caracal.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a JSON Web Key Set (RFC 7517, section 5): those of its keys that signatures can be verified with. */
final class KeySet {
    static final int MOST_KEYS = 100;

    /** What stands before the 32 bytes of a key of Ed25519 in X.509 (RFC 8410, section 4). */
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private KeySet() {}

    /**
     * Reads a set. Keys for other uses and of other kinds are left out, as RFC 7517 says, and shared secrets as well: what a server
     * hands out to everyone is none.
     *
     * @throws IllegalArgumentException if it is no key set, or one without a key that serves
     */
    static List<VerificationKey> parse(String json) {
        JWKSet set = set(json);
        if (set.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "a key set of " + set.size() + " keys was given, expected at most " + MOST_KEYS);
        }
        List<VerificationKey> keys =
                set.getKeys().stream().flatMap(KeySet::usable).toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a key set of " + set.size()
                    + " keys was given, none of which is a public key for signatures of a kind that is known");
        }
        return keys;
    }

    private static JWKSet set(String json) {
        try {
            return JWKSet.parse(json);
        } catch (ParseException e) {
            throw new IllegalArgumentException("no key set was given, expected {\"keys\":[…]}: " + e.getMessage(), e);
        }
    }

    private static Stream<VerificationKey> usable(JWK jwk) {
        boolean forSignatures = (jwk.getKeyUse() == null || KeyUse.SIGNATURE.equals(jwk.getKeyUse()))
                && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
        if (!forSignatures) {
            return Stream.empty();
        }
        try {
            return publicKey(jwk)
                    .map(VerificationKey::of)
                    .map(key -> key.named(Optional.ofNullable(jwk.getKeyID())))
                    .flatMap(key -> restricted(key, jwk))
                    .stream();
        } catch (JOSEException | GeneralSecurityException | IllegalArgumentException _) {
            return Stream.empty(); // of a kind or size that is not taken: the others of the set serve
        }
    }

    private static Optional<VerificationKey> restricted(VerificationKey key, JWK jwk) {
        if (jwk.getAlgorithm() == null) {
            return Optional.of(key);
        }
        JWSAlgorithm only = JWSAlgorithm.parse(jwk.getAlgorithm().getName());
        return key.algorithms().contains(only) ? Optional.of(key.only(only)) : Optional.empty();
    }

    private static Optional<PublicKey> publicKey(JWK jwk) throws JOSEException, GeneralSecurityException {
        return switch (jwk) {
            case OctetKeyPair pair -> Optional.of(ed25519(pair.getDecodedX()));
            case AsymmetricJWK pair -> Optional.of(pair.toPublicKey());
            default -> Optional.empty();
        };
    }

    private static PublicKey ed25519(byte[] point) throws GeneralSecurityException {
        byte[] der = new byte[ED25519.length + point.length];
        System.arraycopy(ED25519, 0, der, 0, ED25519.length);
        System.arraycopy(point, 0, der, ED25519.length, point.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }
}
