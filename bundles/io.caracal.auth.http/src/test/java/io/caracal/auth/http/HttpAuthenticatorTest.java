package io.caracal.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.AuthenticationResult.Accept;
import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.api.connector.ConnectorUnavailableException;
import io.caracal.api.connector.HttpClientSettings;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HttpAuthenticatorTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final HttpAuthenticationSettings SETTINGS = settings(Optional.of("http://localhost/${username}"));

    private final FakeServer server = new FakeServer();

    private static HttpAuthenticationSettings settings(Optional<String> url) {
        return new HttpAuthenticationSettings(
                HttpMethod.POST,
                url.isPresent() ? Optional.empty() : Optional.of("http:main"),
                url,
                url.isPresent() ? Optional.empty() : Optional.of("/auth?id=${clientid}"),
                Map.of(),
                Map.of("password", "${password}"),
                Optional.empty());
    }

    private HttpAuthenticator authenticator(HttpAuthenticationSettings settings) throws InterruptedException {
        return new HttpAuthenticator(
                HttpServer.open(
                        server,
                        "authentication password_based:http",
                        settings.connector(),
                        HttpClientSettings.defaults(),
                        settings.request()),
                InstantSource.fixed(NOW));
    }

    private AuthenticationResult decide(String username) throws InterruptedException {
        AuthenticationRequest request = new AuthenticationRequest(
                "pump7",
                Optional.of(username),
                Optional.of("secret".getBytes(StandardCharsets.UTF_8)),
                new InetSocketAddress("127.0.0.1", 50_000),
                "tcp:default",
                5,
                Optional.empty(),
                new byte[0],
                false);
        return authenticator(SETTINGS)
                .authenticate(request)
                .toCompletableFuture()
                .join();
    }

    @Test
    void serverThatAllowsLetsIn() throws Exception {
        assertThat(decide("kay")).isInstanceOf(Accept.class);

        assertThat(server.calls.getLast().path()).isEqualTo("/kay");
        assertThat(new String(server.calls.getLast().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"password\":\"secret\"}");
    }

    @Test
    void serverDecides() throws Exception {
        server.says("{\"result\":\"deny\"}");
        assertThat(decide("kay")).isEqualTo(AuthenticationResult.reject(Reason.NOT_AUTHORIZED));

        server.says("{\"result\":\"ignore\"}");
        assertThat(decide("kay")).isEqualTo(AuthenticationResult.next());
    }

    @Test
    void serverGrants() throws Exception {
        server.says(
                "{\"result\":\"allow\",\"is_superuser\":true,\"client_attrs\":{\"site\":\"north\"},"
                        + "\"expire_at\":1800000060,\"acl\":[{\"permission\":\"deny\",\"topic\":\"a\"}],\"clientid_override\":\"p\"}");

        Accept accept = (Accept) decide("kay");

        assertThat(accept.superuser()).isTrue();
        assertThat(accept.attributes()).isEqualTo(Map.of("site", "north"));
        assertThat(accept.expiry()).isEqualTo(Optional.of(NOW.plusSeconds(60)));
        assertThat(accept.acl()).hasSize(1);
        assertThat(accept.clientIdOverride()).isEqualTo(Optional.of("p"));
    }

    @Test
    void grantThatIsOverLetsNobodyIn() throws Exception {
        server.says("{\"result\":\"allow\",\"expire_at\":1800000000}");

        assertThat(decide("kay")).isEqualTo(AuthenticationResult.reject(Reason.NOT_AUTHORIZED));
    }

    @Test
    void grantThatCannotBeIsAFailure() {
        server.says("{\"result\":\"allow\",\"acl\":[{\"permission\":\"perhaps\"}]}");

        assertThatThrownBy(() -> decide("kay"))
                .hasCauseInstanceOf(BadAnswerException.class)
                .hasMessageContaining("permission");
    }

    @Test
    void serverThatFailsIsAFailureAndNoDecision() {
        server.answer = CompletableFuture.failedStage(new ConnectorUnavailableException("connection refused"));

        assertThatThrownBy(() -> decide("kay")).hasCauseInstanceOf(ConnectorUnavailableException.class);
    }

    @Test
    void clientThatCannotBeAskedAboutIsRejected() throws Exception {
        assertThat(decide("..")).isEqualTo(AuthenticationResult.reject(Reason.BAD_USERNAME_OR_PASSWORD));
        assertThat(server.calls).isEmpty();
    }

    @Test
    void connectorIsOpenedAndClosed() throws Exception {
        authenticator(settings(Optional.empty())).close();
        authenticator(SETTINGS).close();

        assertThat(server.opened)
                .containsExactly(
                        "http:main for authentication password_based:http",
                        "inline http for authentication password_based:http")
                .isEqualTo(server.closed);
    }

    @Test
    void eitherConnectorOrUrlIsExpected() {
        assertThatThrownBy(() -> new HttpAuthenticationSettings(
                        HttpMethod.POST,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of("u", "${username}"),
                        Optional.empty()))
                .hasMessageContaining("neither was given, expected either connector or url");
        assertThatThrownBy(() -> new HttpAuthenticationSettings(
                        HttpMethod.POST,
                        Optional.of("http:main"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of("u", "${username}"),
                        Optional.of(HttpClientSettings.defaults())))
                .hasMessageContaining("expected those at the connector");
    }
}
