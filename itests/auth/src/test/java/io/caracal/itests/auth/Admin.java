package io.caracal.itests.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The broker's administrator, over REST. Paths are below {@code /api/v5}; bodies are JSON with single quotes for double ones. */
final class Admin implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private String token = "";

    private Admin(String url) {
        this.url = url;
    }

    static Admin of(String url, String password) {
        Admin admin = new Admin(url);
        admin.token = admin.post("login", "{'username': 'admin', 'password': '" + password + "'}")
                .is(200)
                .at("token")
                .asString();
        return admin;
    }

    /** What came back. */
    record Answer(int status, String body) {
        Answer is(int expected) {
            assertThat(status).as("status; body: %s", body).isEqualTo(expected);
            return this;
        }

        JsonNode json() {
            return MAPPER.readTree(body);
        }

        /** The value at this place in the body, {@code metrics/success}. */
        JsonNode at(String path) {
            return json().at("/" + path);
        }
    }

    Answer get(String path) {
        return call("GET", path, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return call("DELETE", path, BodyPublishers.noBody());
    }

    Answer post(String path, String json) {
        return call("POST", path, BodyPublishers.ofString(json.replace('\'', '"')));
    }

    Answer put(String path, String json) {
        return call("PUT", path, BodyPublishers.ofString(json.replace('\'', '"')));
    }

    /** A file, as it is. */
    Answer postCsv(String path, String csv) {
        return call("POST", path, BodyPublishers.ofString(csv), "text/csv");
    }

    /** Changes settings in the running broker, any number of sections at once; lists replace what was there. */
    Answer configure(String hocon) {
        return call("PUT", "configs", BodyPublishers.ofString(hocon), "text/plain");
    }

    private Answer call(String method, String path, BodyPublisher body) {
        return call(method, path, body, "application/json");
    }

    private Answer call(String method, String path, BodyPublisher body, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/v5/" + path))
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
