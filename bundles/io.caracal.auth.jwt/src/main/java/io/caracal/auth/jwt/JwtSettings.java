package io.caracal.auth.jwt;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Flattened;
import io.caracal.api.config.Range;
import io.caracal.api.config.Secret;
import io.caracal.api.connector.HttpClientSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An element {@code {mechanism = jwt}} of the section {@code authentication}. */
@Description(
        "JSON Web Tokens, signed by an issuer that is trusted. Exactly one of secret, public_key and endpoint is given.")
public record JwtSettings(
        @Default("password") @Description("Where clients put their token.")
        From from,

        @Description("hmac-based or public-key, if given: what secret, public_key or endpoint say anyway.")
        Optional<String> algorithm,

        @Description("True with endpoint, if given; what endpoint says anyway.")
        Optional<Boolean> useJwks,

        @Description(
                "The secret that tokens are signed with by HS256, HS384 (48 bytes or more) or HS512 (64 or more); at least 32 bytes.")
        Optional<Secret> secret,

        @Default("false") @Description("Whether secret is written in Base64.")
        boolean secretBase64Encoded,

        @Description(
                "The public key of the issuer in PEM, or a certificate with it, or file:/path. RSA: RS256 to RS512 and PS256 to PS512;"
                        + " EC: ES256, ES384 or ES512 by its curve; Ed25519: EdDSA.")
        Optional<Secret> publicKey,

        @Description("The url of the issuer's key set (JWKS). Keys are found by their kid.")
        Optional<String> endpoint,

        @Description("Headers of the requests to endpoint, by name.")
        Map<String, Secret> headers,

        @Default("5m")
        @Range(min = 1_000, max = 86_400_000)
        @Description("How old the keys of endpoint may become before they are fetched anew.")
        Duration refreshInterval,

        @Default("1h")
        @Range(min = 0, max = 604_800_000)
        @Description("How old they may become while endpoint fails. After that no token gets in until it answers.")
        Duration keepKeysFor,

        @Flattened HttpClientSettings client,

        @Description(
                "What claims have to say, by their names: { sub = \"${username}\" }. A claim that is a list has to contain it. Placeholders:"
                        + " ${username} ${clientid} ${peerhost} ${cert_common_name} ${listener} and the others of templates.")
        Map<String, String> verifyClaims,

        @Default("acl")
        @Description(
                "The claim with the client's own rules: a list of rules, or {pub, sub, all} with lists of topic filters.")
        String aclClaimName,

        @Default("true") @Description("Whether the connection ends when the token expires.")
        boolean disconnectAfterExpire,

        @Default("5s")
        @Range(min = 0, max = 300_000)
        @Description(
                "How far the issuer's clock may be ahead, for nbf and iat. It never lengthens the life of a token.")
        Duration clockSkew) {

    /** Where a token may stand. */
    public enum From {
        @Description("The user name of the CONNECT packet.")
        USERNAME,
        @Description("The password of the CONNECT packet.")
        PASSWORD
    }

    /** Checks what the types cannot say; reads keys and templates once, so that what is wrong with them is known now. */
    public JwtSettings {
        headers = Map.copyOf(headers);
        verifyClaims = Map.copyOf(verifyClaims);
        long given = Stream.of(secret, publicKey, endpoint)
                .filter(Optional::isPresent)
                .count();
        if (given != 1) {
            throw new IllegalArgumentException(
                    given + " of secret, public_key and endpoint were given, expected exactly one of them");
        }
        algorithm.ifPresent(word -> checkAlgorithm(word, secret.isPresent()));
        if (useJwks.isPresent() && useJwks.get() != endpoint.isPresent()) {
            throw new IllegalArgumentException("use_jwks: " + useJwks.get() + " was given, expected "
                    + endpoint.isPresent() + " with " + (endpoint.isPresent() ? "endpoint" : "secret or public_key"));
        }
        new ClaimChecks(verifyClaims);
        endpoint.ifPresent(JwksEndpoint::split);
        fixedKey(secret, secretBase64Encoded, publicKey);
    }

    private static void checkAlgorithm(String word, boolean hmac) {
        String expected = hmac ? "hmac-based" : "public-key";
        if (!word.equals(expected)) {
            throw new IllegalArgumentException("algorithm: " + word + " was given, expected " + expected + " with "
                    + (hmac ? "secret" : "public_key or endpoint"));
        }
    }

    /** The key, unless it is fetched from {@link #endpoint}. */
    Optional<VerificationKey> fixedKey() {
        return fixedKey(secret, secretBase64Encoded, publicKey);
    }

    private static Optional<VerificationKey> fixedKey(
            Optional<Secret> secret, boolean base64, Optional<Secret> publicKey) {
        return secret.map(text -> VerificationKey.secret(bytes(text.reveal(), base64)))
                .or(() -> publicKey.map(pem -> VerificationKey.of(PublicKeys.parse(pem.reveal()))));
    }

    private static byte[] bytes(String secret, boolean base64) {
        try {
            return base64 ? Base64.getDecoder().decode(secret) : secret.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "secret: a text that is no Base64 was given, which secret_base64_encoded = true expects", e);
        }
    }
}
