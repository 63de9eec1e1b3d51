package io.caracal.connector.http;

import io.caracal.api.connector.HttpCall;
import io.caracal.api.connector.HttpEndpointSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes requests of calls. */
final class Requests {
    private final URI base;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @throws IllegalArgumentException if a header cannot be sent; its value is not told */
    Requests(HttpEndpointSettings settings) {
        base = settings.base();
        settings.headers().forEach((name, value) -> headers.put(name, value.reveal()));
        headers.forEach((name, value) -> set(HttpRequest.newBuilder(base), name, value));
    }

    /** @throws IllegalArgumentException if path or headers cannot be sent; they are not told, since they may hold secrets of clients */
    HttpRequest of(HttpCall call, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(call.path())).timeout(timeout);
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.putAll(call.headers());
        all.forEach((name, value) -> set(request, name, value));
        BodyPublisher body =
                call.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body());
        return request.method(call.method(), body).build();
    }

    /** Where a redirect leads; empty unless it stays with this server. */
    Optional<URI> redirect(URI from, String location) {
        try {
            URI target = from.resolve(location);
            boolean same = base.getScheme().equalsIgnoreCase(target.getScheme())
                    && base.getHost().equalsIgnoreCase(target.getHost())
                    && port(base) == port(target)
                    && target.getRawUserInfo() == null;
            return same ? Optional.of(target) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private URI uri(String path) {
        try {
            return URI.create(base + path);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the path and query of the request are not encoded as RFC 3986 demands", withoutInput(e));
        }
    }

    private static void set(HttpRequest.Builder request, String name, String value) {
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "headers." + name
                            + ": it cannot be sent: either the client sets it itself, or its name or value holds "
                            + "characters that headers must not hold",
                    withoutInput(e));
        }
    }

    private static Throwable withoutInput(IllegalArgumentException e) {
        return new IllegalArgumentException(e.getClass().getName());
    }
}
