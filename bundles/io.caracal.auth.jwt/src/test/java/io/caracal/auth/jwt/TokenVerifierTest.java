package io.caracal.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private static final byte[] SECRET = "s".repeat(64).getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, Object> CLAIMS = Map.of("sub", "pump7");
    private static final Issuer RSA = Issuer.of(JWSAlgorithm.RS256);

    private static TokenVerifier trusting(VerificationKey key) {
        return new TokenVerifier(Keys.fixed(key), Runnable::run);
    }

    private static TokenVerifier trusting(Issuer issuer) {
        return trusting(VerificationKey.of(PublicKeys.parse(issuer.pem())));
    }

    private static Map<String, Object> verified(TokenVerifier verifier, String token) {
        return verifier.verify(token).toCompletableFuture().join();
    }

    private static void assertRefused(TokenVerifier verifier, String token, String why) {
        assertThatThrownBy(() -> verified(verifier, token))
                .hasCauseInstanceOf(InvalidTokenException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void tokenSignedWithTheSecretIsProven(String algorithm) {
        String token = Issuer.hmac(JWSAlgorithm.parse(algorithm), SECRET, CLAIMS);

        assertThat(verified(trusting(VerificationKey.secret(SECRET)), token)).isEqualTo(CLAIMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
    void tokenSignedByTheIssuerIsProven(String algorithm) {
        Issuer issuer = Issuer.of(JWSAlgorithm.parse(algorithm));

        assertThat(verified(trusting(issuer), issuer.token(CLAIMS))).isEqualTo(CLAIMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
    void tokenSignedBySomebodyElseIsRefused(String algorithm) {
        Issuer issuer = Issuer.of(JWSAlgorithm.parse(algorithm));
        Issuer stranger = Issuer.of(JWSAlgorithm.parse(algorithm));

        assertRefused(trusting(issuer), stranger.token(CLAIMS), "a wrong signature");
    }

    @Test
    void tokenSignedWithAnotherSecretIsRefused() {
        byte[] other = "t".repeat(64).getBytes(StandardCharsets.US_ASCII);
        String token = Issuer.hmac(JWSAlgorithm.HS256, other, CLAIMS);

        assertRefused(trusting(VerificationKey.secret(SECRET)), token, "a wrong signature");
    }

    @Test
    void publicKeyIsNoSecret() {
        byte[] pem = RSA.pem().getBytes(StandardCharsets.US_ASCII);
        byte[] der = RSA.pair().getPublic().getEncoded();

        for (byte[] known : List.of(pem, der)) {
            assertRefused(
                    trusting(RSA), Issuer.hmac(JWSAlgorithm.HS256, known, CLAIMS), "no key for the algorithm HS256");
        }
    }

    @Test
    void signatureIsNothingToWhoKnowsASecretOnly() {
        assertRefused(trusting(VerificationKey.secret(SECRET)), RSA.token(CLAIMS), "no key for the algorithm RS256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
    void unsignedTokenIsRefused(String algorithm) {
        String unsigned = Base64URL.encode("{\"alg\":\"" + algorithm + "\"}") + "."
                + Base64URL.encode("{\"sub\":\"pump7\"}") + ".";

        for (String token : List.of(unsigned, unsigned + "AAAA")) {
            assertRefused(trusting(RSA), token, "");
        }
    }

    @Test
    void changedClaimsAreRefused() {
        String[] parts = RSA.token(CLAIMS).split("\\.");

        assertRefused(
                trusting(RSA),
                parts[0] + "." + Base64URL.encode("{\"sub\":\"admin\"}") + "." + parts[2],
                "a wrong signature");
    }

    @Test
    void ecdsaSignatureOfZerosIsRefused() {
        Issuer issuer = Issuer.of(JWSAlgorithm.ES256);
        String[] parts = issuer.token(CLAIMS).split("\\.");

        assertRefused(
                trusting(issuer),
                parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[64]),
                "a wrong signature");
    }

    @Test
    void keyInTheTokenItselfIsNotBelieved() throws Exception {
        Issuer stranger = Issuer.of(JWSAlgorithm.RS256);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwk(JWK.parse(stranger.jwk("mine")))
                .build();

        assertRefused(trusting(RSA), stranger.signed(header, CLAIMS), "a wrong signature");
    }

    @Test
    void extensionThatNobodyUnderstandsIsRefused() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .customParam("urgent", true)
                .criticalParams(Set.of("urgent"))
                .build();

        assertRefused(trusting(RSA), RSA.signed(header, CLAIMS), "a wrong signature");
    }

    @Test
    void secretServesNoAlgorithmThatItIsTooShortFor() {
        byte[] just = "s".repeat(32).getBytes(StandardCharsets.US_ASCII);

        assertThat(VerificationKey.secret(just).algorithms()).containsExactly(JWSAlgorithm.HS256);
        assertThatThrownBy(() -> VerificationKey.secret("too short".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("9 bytes were given, expected at least 32")
                .hasMessageNotContaining("too short");
    }

    @Test
    void shortKeyOfRsaIsRefused() {
        assertThatThrownBy(() -> VerificationKey.of(Issuer.generate("RSA", 1024).getPublic()))
                .hasMessageContaining("1024 bits");
    }

    @Test
    void giganticOrDeepTokenIsRefused() {
        String deep = Base64URL.encode("{\"alg\":\"RS256\",\"x\":" + "[".repeat(10_000)) + ".e30.AAAA";

        assertRefused(trusting(RSA), RSA.token(Map.of("x", "y".repeat(20_000))), "longer than 16384");
        assertRefused(trusting(RSA), deep, "no signed token");
    }

    @Test
    void passwordIsToldFromAToken() {
        assertThat(List.of(RSA.token(CLAIMS), "e30.e30.")).allMatch(TokenVerifier::isToken);
        assertThat(List.of("secret", "a.b.c.d", "a b.c.d", "")).noneMatch(TokenVerifier::isToken);
    }
}
