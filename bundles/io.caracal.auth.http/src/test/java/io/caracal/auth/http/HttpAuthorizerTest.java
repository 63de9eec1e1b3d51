package io.caracal.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.connector.HttpAnswer;
import io.caracal.api.connector.HttpClientSettings;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HttpAuthorizerTest {
    private final FakeServer server = new FakeServer();

    private Authorization decide(String topic) throws InterruptedException {
        HttpAuthorizationSettings settings = new HttpAuthorizationSettings(
                HttpMethod.GET,
                Optional.empty(),
                Optional.of("http://localhost/acl"),
                Optional.empty(),
                Map.of(),
                Map.of("who", "${clientid}", "does", "${action}/${qos}/${retain}", "topic", "${topic}"),
                Optional.empty());
        HttpAuthorizer authorizer = new HttpAuthorizer(HttpServer.open(
                server, "authorization http", settings.connector(), HttpClientSettings.defaults(), settings.request()));
        ClientFacts facts = ClientFacts.of(
                "pump7", Optional.empty(), Optional.empty(), new InetSocketAddress("127.0.0.1", 50_000), "tcp:default");
        return authorizer
                .authorize(new AuthorizationRequest(facts, false, AuthorizationRequest.Action.PUBLISH, topic, 1, true))
                .toCompletableFuture()
                .join();
    }

    @Test
    void serverIsToldWhoWantsWhat() throws Exception {
        assertThat(decide("a/b&who=admin")).isInstanceOf(Authorization.Allow.class);

        assertThat(server.calls.getLast().path())
                .isEqualTo("/acl?does=publish%2F1%2Ftrue&topic=a%2Fb%26who%3Dadmin&who=pump7");
    }

    @Test
    void serverDecides() throws Exception {
        server.says("{\"result\":\"deny\"}");
        assertThat(decide("a")).isInstanceOf(Authorization.Deny.class);

        server.says("{\"result\":\"ignore\"}");
        assertThat(decide("a")).isInstanceOf(Authorization.Next.class);
    }

    @Test
    void serverThatFailsIsAFailureAndNoDecision() {
        server.answer = CompletableFuture.completedStage(new HttpAnswer(500, Map.of(), new byte[0]));

        assertThatThrownBy(() -> decide("a")).hasCauseInstanceOf(BadAnswerException.class);
    }
}
