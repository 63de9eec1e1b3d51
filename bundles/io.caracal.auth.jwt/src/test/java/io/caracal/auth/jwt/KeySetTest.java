package io.caracal.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {
    private static final Issuer RSA = Issuer.of(JWSAlgorithm.RS256);

    private static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private static String with(String jwk, String more) {
        return "{" + more + "," + jwk.substring(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
    void keyOfTheSetProvesTokensThatNameIt(String algorithm) throws Exception {
        Issuer issuer = Issuer.of(JWSAlgorithm.parse(algorithm));

        VerificationKey key = KeySet.parse(set(issuer.jwk("one"))).getFirst();

        assertThat(key.id()).isEqualTo(Optional.of("one"));
        assertThat(key.proves(JWSObject.parse(issuer.token("one", Map.of())))).isTrue();
        assertThat(key.proves(JWSObject.parse(issuer.token("two", Map.of())))).isFalse();
    }

    @Test
    void keyForAnotherUseIsLeftOut() {
        assertThat(KeySet.parse(set(RSA.jwk("a"), with(RSA.jwk("b"), "\"use\":\"enc\""))))
                .hasSize(1);
        assertThat(KeySet.parse(set(RSA.jwk("a"), with(RSA.jwk("b"), "\"key_ops\":[\"encrypt\"]"))))
                .hasSize(1);
    }

    @Test
    void keyIsForTheAlgorithmThatItNames() {
        List<VerificationKey> keys = KeySet.parse(set(with(RSA.jwk("a"), "\"alg\":\"PS256\"")));

        assertThat(keys.getFirst().algorithms()).containsExactly(JWSAlgorithm.PS256);
        assertThatThrownBy(() -> KeySet.parse(set(with(RSA.jwk("a"), "\"alg\":\"HS256\""))))
                .hasMessageContaining("none of which");
    }

    @Test
    void sharedSecretIsLeftOut() {
        String secret = "{\"kty\":\"oct\",\"k\":\"" + "A".repeat(64) + "\"}";

        assertThat(KeySet.parse(set(secret, RSA.jwk("a")))).hasSize(1);
        assertThatThrownBy(() -> KeySet.parse(set(secret))).hasMessageContaining("none of which");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "<html/>", "{\"keys\":5}", "{\"keys\":[]}"})
    void whatIsNoKeySetIsRefused(String text) {
        assertThatThrownBy(() -> KeySet.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keySetHasABound() {
        String many = set(Collections.nCopies(101, RSA.jwk("a")).toArray(String[]::new));

        assertThatThrownBy(() -> KeySet.parse(many)).hasMessageContaining("101 keys was given, expected at most 100");
    }
}
