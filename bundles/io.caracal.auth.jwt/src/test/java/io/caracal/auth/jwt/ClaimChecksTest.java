package io.caracal.auth.jwt;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.ClientFacts;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimChecksTest {
    private static ClientFacts client(Optional<String> username) {
        return ClientFacts.of(
                "pump7", username, Optional.empty(), new InetSocketAddress("127.0.0.1", 50_000), "tcp:default");
    }

    private static void check(String template, Map<String, Object> claims) throws InvalidTokenException {
        new ClaimChecks(Map.of("sub", template)).check(claims, client(Optional.of("kay")));
    }

    @Test
    void claimSaysWhatTheClientSays() {
        assertThatCode(() -> check("${username}", Map.of("sub", "kay"))).doesNotThrowAnyException();
        assertThatCode(() -> check("${username}:${clientid}", Map.of("sub", "kay:pump7")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("mqtt", Map.of("sub", List.of("web", "mqtt"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("5", Map.of("sub", 5L))).doesNotThrowAnyException();
    }

    @Test
    void otherClaimIsRefused() {
        for (Map<String, Object> claims : List.<Map<String, Object>>of(
                Map.of("sub", "Kay"), Map.of("sub", List.of("jay")), Map.of("sub", Map.of("kay", 1)), Map.of())) {
            assertThatThrownBy(() -> check("${username}", claims)).hasMessageContaining("claim sub");
        }
    }

    @Test
    void whatTheClientDoesNotHaveNoClaimEquals() {
        ClaimChecks checks = new ClaimChecks(Map.of("sub", "${username}"));

        assertThatThrownBy(() -> checks.check(Map.of("sub", ""), client(Optional.empty())))
                .hasMessageContaining("username, which it has not");
    }
}
