package io.caracal.api.connector;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request to an HTTP server.
 *
 * @param method {@code GET}, {@code POST}, …
 * @param path path and query behind the connector's {@code url}, encoded already; empty or beginning with {@code /} or {@code ?}
 * @param headers by name; they replace the connector's own headers of the same names
 * @param body empty for none
 * @param timeout how long the call may take, retries included; empty for the connector's {@code request_timeout}
 */
public record HttpCall(
        String method, String path, Map<String, String> headers, byte[] body, Optional<Duration> timeout) {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

    /** Copies and checks. */
    public HttpCall {
        method = method.toUpperCase(Locale.ROOT);
        headers = Map.copyOf(headers);
        if (!path.isEmpty() && path.charAt(0) != '/' && path.charAt(0) != '?') {
            throw new IllegalArgumentException(
                    "a path begins with / or ?, which the one given does not: it would change the host that is called");
        }
    }

    /** A call without headers and body, in the connector's own time. */
    public static HttpCall get(String path) {
        return new HttpCall("GET", path, Map.of(), new byte[0], Optional.empty());
    }

    /** Whether sending it twice does what sending it once does (RFC 9110, section 9.2.2). */
    public boolean idempotent() {
        return IDEMPOTENT.contains(method);
    }

    /** Without path, headers and body, which may hold secrets of clients. */
    @Override
    public String toString() {
        return method + " with " + body.length + " bytes";
    }
}
