package io.caracal.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTest {
    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "ES512", "EdDSA"})
    void keyOfEachKindIsRead(String algorithm) {
        Issuer issuer = Issuer.of(JWSAlgorithm.parse(algorithm));

        assertThat(PublicKeys.parse("a comment\n" + issuer.pem()))
                .isEqualTo(issuer.pair().getPublic());
    }

    @Test
    void privateKeyIsRefusedAndNotRepeated() {
        assertThatThrownBy(
                        () -> PublicKeys.parse("-----BEGIN PRIVATE KEY-----\nAAAAHIDDEN\n-----END PRIVATE KEY-----\n"))
                .hasMessageContaining("PRIVATE KEY was given")
                .hasMessageContaining("stays with whoever signs")
                .hasMessageNotContaining("HIDDEN");
    }

    @Test
    void otherTextIsRefused() {
        assertThatThrownBy(() -> PublicKeys.parse("key.pem")).hasMessageContaining("without a PEM block");
        assertThatThrownBy(() -> PublicKeys.parse("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"))
                .hasMessageContaining("no key of RSA, EC, Ed25519");
    }
}
