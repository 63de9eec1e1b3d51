package io.caracal.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Set;

/**
 * A key, with the algorithms that tokens may be signed by to be proven with it. They follow from the key alone, never from the
 * token: a public key is no secret that somebody could have computed an HMAC with (RFC 8725, section 2.1).
 *
 * @param id what tokens name it by, {@code kid}; empty if it serves all
 * @param algorithms never empty
 * @param verifier for any of them; for any number of threads
 */
record VerificationKey(Optional<String> id, Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {
    /** RFC 7518, section 3.2: at least as long as the hash. */
    static final int LEAST_SECRET_BYTES = 32;

    private static final int LEAST_RSA_BITS = 2048;
    private static final Set<JWSAlgorithm> RSA = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512);

    VerificationKey {
        algorithms = Set.copyOf(algorithms);
    }

    /**
     * A shared secret: HS256, and as far as it is long enough HS384 and HS512.
     *
     * @throws IllegalArgumentException if it is too short to protect anything
     */
    static VerificationKey secret(byte[] secret) {
        if (secret.length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException("secret: " + secret.length + " bytes were given, expected at least "
                    + LEAST_SECRET_BYTES + "; make one with: openssl rand -base64 48");
        }
        try {
            return new VerificationKey(Optional.empty(), hmac(secret.length), new MACVerifier(secret));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("secret: " + e.getMessage(), e);
        }
    }

    private static Set<JWSAlgorithm> hmac(int bytes) {
        if (bytes >= 64) {
            return Set.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512);
        }
        return bytes >= 48 ? Set.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384) : Set.of(JWSAlgorithm.HS256);
    }

    /**
     * A public key: of RSA, of the curves P-256, P-384, P-521, or Ed25519.
     *
     * @throws IllegalArgumentException if it is another, or of RSA and shorter than 2048 bits
     */
    static VerificationKey of(PublicKey key) {
        try {
            return switch (key) {
                case RSAPublicKey rsa
                when rsa.getModulus().bitLength() >= LEAST_RSA_BITS ->
                    new VerificationKey(Optional.empty(), RSA, new RSASSAVerifier(rsa));
                case RSAPublicKey rsa ->
                    throw new IllegalArgumentException("a key of RSA with "
                            + rsa.getModulus().bitLength() + " bits was given, expected at least " + LEAST_RSA_BITS);
                case ECPublicKey ec
                when curve(ec) ->
                    new VerificationKey(
                            Optional.empty(),
                            Set.of(ECDSA.resolveAlgorithm(Curve.forECParameterSpec(ec.getParams()))),
                            new ECDSAVerifier(ec));
                case EdECPublicKey ed
                when ed.getParams().getName().equals("Ed25519") ->
                    new VerificationKey(Optional.empty(), EdDsaVerifier.ALGORITHMS, new EdDsaVerifier(ed));
                default ->
                    throw new IllegalArgumentException("a key of " + key.getAlgorithm()
                            + " was given, expected RSA, EC with the curve P-256, P-384 or P-521, or Ed25519");
            };
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean curve(ECPublicKey key) {
        Curve curve = Curve.forECParameterSpec(key.getParams());
        return Curve.P_256.equals(curve) || Curve.P_384.equals(curve) || Curve.P_521.equals(curve);
    }

    /** The same key under a name. */
    VerificationKey named(Optional<String> name) {
        return new VerificationKey(name, algorithms, verifier);
    }

    /** The same key for one of its algorithms only. */
    VerificationKey only(JWSAlgorithm algorithm) {
        return new VerificationKey(id, Set.of(algorithm), verifier);
    }

    /** Whether a token with this header may have been signed with the key's other half. */
    boolean fits(JWSHeader header) {
        return algorithms.contains(header.getAlgorithm())
                && (id.isEmpty() || header.getKeyID() == null || id.get().equals(header.getKeyID()));
    }

    /** Whether it was. */
    boolean proves(JWSObject token) {
        try {
            return fits(token.getHeader()) && token.verify(verifier);
        } catch (JOSEException _) {
            return false; // a signature of another length, a header that asks for what nobody understands
        }
    }
}
