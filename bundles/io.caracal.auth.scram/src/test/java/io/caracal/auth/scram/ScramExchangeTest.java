package io.caracal.auth.scram;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.StoredUser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of RFC 7677, section 3. */
class ScramExchangeTest {
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE;
    private static final String FINAL = "c=biws,r=" + NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

    private static final StoredUser USER = ScramKeys.of(
                    ScramAlgorithm.SHA256,
                    "pencil".getBytes(StandardCharsets.UTF_8),
                    Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="),
                    4096)
            .of("user", false);

    private final ScramExchange exchange = ScramExchange.begin(
            USER, ClientFirst.parse("n,,n=user,r=rOprNGfwEbeRWgbNEkqO").orElseThrow(), SERVER_NONCE);

    @Test
    void challengeIsThatOfTheStandard() {
        assertThat(exchange.challenge()).isEqualTo("r=" + NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    }

    @Test
    void proofOfTheStandardIsAnsweredByItsSignature() {
        assertThat(exchange.answer(FINAL)).contains("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws,r=" + NONCE,
                "c=biws,r=" + NONCE + ",p=",
                "c=biws,r=" + NONCE + ",p=not base64",
                "c=biws,r=" + NONCE + ",p=AAAAZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=biws,r=rOprNGfwEbeRWgbNEkqO,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=eSws,r=" + NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=biws,r=" + NONCE + ",x=1,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
            })
    void anythingElseIsNoProof(String message) {
        assertThat(exchange.answer(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n=user,r=abc",
                "p=tls-unique,,n=user,r=abc",
                "n,,m=ext,n=user,r=abc",
                "n,,n=,r=abc",
                "n,,n=us=er,r=abc",
                "n,,n=user,r=",
                "n,,n=user,r=a b",
                "n,a=somebody,n=user,r=abc"
            })
    void messagesThatAreNoneOfTheStandardAreRefused(String message) {
        assertThat(ClientFirst.parse(message)).isEqualTo(Optional.empty());
    }

    @Test
    void nameMayHaveCommasAndEqualsSigns() {
        assertThat(ClientFirst.parse("y,a=a=2Cb=3Dc,n=a=2Cb=3Dc,r=abc")
                        .orElseThrow()
                        .username())
                .isEqualTo("a,b=c");
    }
}
