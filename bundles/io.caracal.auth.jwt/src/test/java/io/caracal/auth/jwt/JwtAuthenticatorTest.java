package io.caracal.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class JwtAuthenticatorTest {
    private static final String SECRET = "s".repeat(32);
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final AuthenticationResult REJECTED = AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD);

    private static AuthenticationResult decide(JwtSettings settings, Keys keys, String password) {
        JwtAuthenticator authenticator = new JwtAuthenticator(
                "jwt", settings, new TokenVerifier(keys, Runnable::run), InstantSource.fixed(NOW), () -> {});
        AuthenticationRequest request = new AuthenticationRequest(
                "pump7",
                Optional.of("kay"),
                Optional.of(password.getBytes(StandardCharsets.UTF_8)),
                new InetSocketAddress("127.0.0.1", 50_000),
                "tcp:default",
                5,
                Optional.empty(),
                new byte[0],
                false);
        return authenticator.authenticate(request).toCompletableFuture().join();
    }

    private static AuthenticationResult decide(String secret, String password) {
        JwtSettings settings = Settings.secret(secret);
        return decide(settings, Keys.fixed(settings.fixedKey().orElseThrow()), password);
    }

    private static AuthenticationResult decide(Map<String, Object> claims) {
        return decide(SECRET, token(claims));
    }

    private static String token(Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(claims);
        all.putIfAbsent("exp", 1_800_000_060L);
        return Issuer.hmac(JWSAlgorithm.HS256, SECRET.getBytes(StandardCharsets.UTF_8), all);
    }

    @Test
    void tokenOfTheIssuerLetsInUntilItExpires() {
        Accept accept = (Accept) decide(Map.of());

        assertThat(accept.expiry()).isEqualTo(Optional.of(Instant.ofEpochSecond(1_800_000_060L)));
    }

    @Test
    void whatIsNoTokenIsLeftToTheNextElement() {
        assertThat(decide(SECRET, "wonderland")).isEqualTo(AuthenticationResult.next());
    }

    @Test
    void wrongTokenIsRejected() {
        assertThat(decide(Map.of("exp", 1_799_999_999L))).isEqualTo(REJECTED);
        assertThat(decide("t".repeat(32), token(Map.of()))).isEqualTo(REJECTED);
    }

    @Test
    void claimsGrantWhatTheySay() {
        Accept accept = (Accept) decide(Map.of(
                "is_superuser",
                true,
                "client_attrs",
                Map.of("site", "north", "floor", 3),
                "clientid_override",
                "kay-pump7"));

        assertThat(accept.superuser()).isTrue();
        assertThat(accept.attributes()).isEqualTo(Map.of("site", "north", "floor", "3"));
        assertThat(accept.clientIdOverride()).isEqualTo(Optional.of("kay-pump7"));
    }

    @Test
    void bothFormsOfRulesAreRead() {
        Map<String, Object> rule = Map.of("permission", "allow", "action", "publish", "topic", "a/${clientid}");

        for (Object acl : List.of(Map.of("pub", List.of("a/${clientid}")), List.of(rule))) {
            assertThat(((Accept) decide(Map.of("acl", acl))).acl())
                    .containsExactly(new AclRule(true, AclRule.Action.PUBLISH, "a/${clientid}"));
        }
    }

    @Test
    void grantsThatCannotBeReadLetNobodyIn() {
        assertThat(decide(Map.of("acl", "everything"))).isEqualTo(REJECTED);
        assertThat(decide(Map.of("acl", List.of(Map.of("permission", "perhaps")))))
                .isEqualTo(REJECTED);
        assertThat(decide(Map.of("client_attrs", List.of()))).isEqualTo(REJECTED);
    }

    @Test
    void unavailableKeysAreAFailureAndNoDecision() {
        Keys failing = _ -> CompletableFuture.failedStage(new KeysUnavailableException("no keys", null));

        assertThatThrownBy(() -> decide(Settings.secret(SECRET), failing, token(Map.of())))
                .hasCauseInstanceOf(KeysUnavailableException.class);
    }

    @Test
    void exactlyOneKindOfKeyIsExpected() {
        assertThatThrownBy(() -> Settings.of(Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("0 of secret, public_key and endpoint were given");
        assertThatThrownBy(() -> Settings.of(Optional.of("public-key"), Optional.of(SECRET), Optional.empty()))
                .hasMessageContaining("algorithm: public-key was given, expected hmac-based");
        assertThatThrownBy(() -> Settings.of(Optional.empty(), Optional.empty(), Optional.of("ftp://example.com/keys")))
                .hasMessageContaining("endpoint:");
    }
}
