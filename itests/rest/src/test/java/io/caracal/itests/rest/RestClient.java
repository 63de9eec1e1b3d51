package io.caracal.itests.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls with the same credentials each time. Paths are below {@code /api/v5} unless they begin with a slash. */
final class RestClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final String url;
    private final Map<String, String> headers;

    RestClient(HttpClient http, String url, Map<String, String> headers) {
        this.http = http;
        this.url = url;
        this.headers = Map.copyOf(headers);
    }

    /** The same with another header; an empty value takes it away. */
    RestClient with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        more.values().removeIf(String::isEmpty);
        return new RestClient(http, url, more);
    }

    RestClient withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    RestClient withKey(String key, String secret) {
        String pair = key + ":" + secret;
        return with(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    RestClient anonymous() {
        return with("Authorization", "");
    }

    Answer get(String path) {
        return call("GET", path, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return call("DELETE", path, BodyPublishers.noBody());
    }

    /** @param json the body, with single quotes for double ones */
    Answer post(String path, String json) {
        return call("POST", path, BodyPublishers.ofString(json.replace('\'', '"')));
    }

    /** @param json the body, with single quotes for double ones */
    Answer put(String path, String json) {
        return call("PUT", path, BodyPublishers.ofString(json.replace('\'', '"')));
    }

    Answer call(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(url + (path.startsWith("/") ? path : "/api/v5/" + path)))
                .timeout(PATIENCE)
                .method(method, body);
        if (body.contentLength() != 0 && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
