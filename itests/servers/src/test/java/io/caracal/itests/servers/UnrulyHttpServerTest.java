package io.caracal.itests.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UnrulyHttpServerTest {
    private final UnrulyHttpServer server = UnrulyHttpServer.start(HttpBehaviour.json("{\"result\":\"allow\"}"));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        server.close();
        client.close();
    }

    private HttpResponse<String> post() throws IOException, InterruptedException {
        return client.send(
                java.net.http.HttpRequest.newBuilder(URI.create(server.url() + "/auth?x=%20y"))
                        .timeout(Duration.ofSeconds(1))
                        .header("X-Given", "some value")
                        .POST(BodyPublishers.ofString("{\"a\":\"ü\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void answersAsToldAndNotesWhatWasAsked() throws Exception {
        HttpResponse<String> answer = post();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"result\":\"allow\"}");
        assertThat(server.lastRequest().method()).isEqualTo("POST");
        assertThat(server.lastRequest().target()).isEqualTo("/auth?x=%20y");
        assertThat(server.lastRequest().header("x-given")).isEqualTo("some value");
        assertThat(server.lastRequest().body()).isEqualTo("{\"a\":\"ü\"}");
    }

    @Test
    void keepsItsConnections() throws Exception {
        post();
        post();

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void silenceRunsIntoTheTimeout() {
        server.behave(HttpBehaviour.silent());

        assertThatThrownBy(this::post).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void dripComesAsOneBody() throws Exception {
        server.behave(HttpBehaviour.drip("{\"result\":\"deny\"}", Duration.ofMillis(1)));

        assertThat(post().body()).isEqualTo("{\"result\":\"deny\"}");
    }

    @Test
    void brokenOffBodyIsAnError() {
        server.behave(HttpBehaviour.breakOff("{\"result\":"));

        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
    }

    @Test
    void servesOnTheSamePortAfterItWasKilled() throws Exception {
        post();
        server.kill();
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);

        server.restart();

        assertThat(post().statusCode()).isEqualTo(200);
    }
}
