package io.caracal.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Signs tokens for tests. */
record Issuer(KeyPair pair, JWSAlgorithm algorithm) {

    static Issuer of(JWSAlgorithm algorithm) {
        KeyPair pair =
                switch (algorithm.getName()) {
                    case "ES256" -> generate("EC", 256);
                    case "ES384" -> generate("EC", 384);
                    case "ES512" -> generate("EC", 521);
                    case "EdDSA" -> generate("Ed25519", 255);
                    default -> generate("RSA", 2048);
                };
        return new Issuer(pair, algorithm);
    }

    static KeyPair generate(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String token(Map<String, Object> claims) {
        return signed(new JWSHeader(algorithm), claims);
    }

    String token(String kid, Map<String, Object> claims) {
        return signed(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
    }

    String signed(JWSHeader header, Map<String, Object> claims) {
        try {
            if (pair.getPrivate().getAlgorithm().startsWith("Ed")) {
                return edDsa(header, claims);
            }
            return signed(
                    header,
                    claims,
                    pair.getPrivate() instanceof ECPrivateKey ec
                            ? new ECDSASigner(ec)
                            : new RSASSASigner(pair.getPrivate()));
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWSHeader header, Map<String, Object> claims, JWSSigner signer) throws JOSEException {
        JWSObject token = new JWSObject(header, new Payload(claims));
        token.sign(signer);
        return token.serialize();
    }

    private String edDsa(JWSHeader header, Map<String, Object> claims) throws GeneralSecurityException {
        String signed = header.toBase64URL() + "." + new Payload(claims).toBase64URL();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64URL.encode(signature.sign());
    }

    /** A token signed by HMAC. */
    static String hmac(JWSAlgorithm algorithm, byte[] secret, Map<String, Object> claims) {
        try {
            return signed(new JWSHeader(algorithm), claims, new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** The public key as an entry of a key set. */
    String jwk(String kid) {
        return switch (pair.getPublic()) {
            case RSAPublicKey rsa -> new RSAKey.Builder(rsa).keyID(kid).build().toJSONString();
            case ECPublicKey ec ->
                new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec)
                        .keyID(kid)
                        .build()
                        .toJSONString();
            default -> {
                byte[] der = pair.getPublic().getEncoded();
                Base64URL point = Base64URL.encode(Arrays.copyOfRange(der, der.length - 32, der.length));
                yield "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"" + kid + "\",\"x\":\"" + point + "\"}";
            }
        };
    }
}
