package io.caracal.itests.lifecycle;

import io.caracal.itests.support.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Calls of a resource that a bundle contributes, beside the REST API, which stays: described and answered while the bundle is there, 404 otherwise. */
final class ContributedResourceUsage implements Usage {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "fish and more fish";
    private static final String PATH = "/api/v5/lifecycle/otters";

    private final Path rest;
    private final int port = FreePorts.one();
    /** Its own workers would live for a minute after their last call, and count as left behind. */
    private final HttpClient http = HttpClient.newBuilder()
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private String token = "";

    /** @param rest the bundle of the REST API */
    ContributedResourceUsage(Path rest) {
        this.rest = rest;
    }

    @Override
    public String configuration() {
        return "dashboard { listeners.http.bind = \"127.0.0.1:" + port
                + "\", max_request_rate = 0, login.first_password = \"" + PASSWORD + "\" }\n";
    }

    @Override
    public List<Path> companions() {
        return List.of(rest);
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.empty();
    }

    @Override
    public boolean works(InetSocketAddress broker) {
        try {
            return works();
        } catch (UncheckedIOException _) {
            return false; // the REST API does not listen yet; were it to end later, that would be a violation
        }
    }

    private boolean works() {
        HttpResponse<String> one = call("GET", PATH + "/kay", "");
        HttpResponse<String> fed = call("POST", PATH, "{\"otter_name\": \"kay\", \"fish\": 3}");
        return one.statusCode() == 200
                && one.body().equals("{\"otter_name\":\"kay\",\"fish\":3}")
                && fed.body().equals("{\"otter_name\":\"kay\",\"fish\":4}")
                && call("POST", PATH, "{\"otter_name\": 5}").statusCode() == 400
                && described();
    }

    /** It answers whom it must not, or in a way that is neither that of a resource that is there nor of one that is not; or the rest of the API fails. */
    @Override
    public boolean harms(InetSocketAddress broker) {
        int anonymous = send(request("GET", PATH + "/kay", "").build()).statusCode();
        int status = call("GET", PATH + "/kay", "").statusCode();
        return (anonymous != 401 && anonymous != 404)
                || (status != 200 && status != 404)
                || call("GET", "/api/v5/error_codes", "").statusCode() != 200;
    }

    boolean described() {
        return send(request("GET", "/api-docs/openapi.json", "").build()).body().contains("/lifecycle/otters/{name}");
    }

    /** As the administrator. */
    HttpResponse<String> call(String method, String path, String body) {
        return send(request(method, path, body)
                .header("Authorization", "Bearer " + token())
                .build());
    }

    private String token() {
        if (token.isEmpty()) {
            String login = "{\"username\": \"admin\", \"password\": \"" + PASSWORD + "\"}";
            String answer =
                    send(request("POST", "/api/v5/login", login).build()).body();
            token = answer.contains("\"token\"") ? answer.replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1") : "";
        }
        return token;
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
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
