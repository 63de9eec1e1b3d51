package io.caracal.auth.http;

import io.caracal.api.connector.HttpClientSettings;
import java.util.Optional;
import java.util.Set;

/** Whom to ask: a connector and a path, or a url. */
final class Target {
    private Target() {}

    /** @throws IllegalArgumentException unless there is exactly one of the two, with nothing that belongs to the other */
    static void check(
            Optional<String> connector,
            Optional<String> url,
            Optional<String> path,
            Optional<HttpClientSettings> client) {
        if (connector.isPresent() == url.isPresent()) {
            throw new IllegalArgumentException((connector.isPresent() ? "both connector and url were" : "neither was")
                    + " given, expected either connector or url");
        }
        if (connector.isPresent() && client.isPresent()) {
            throw new IllegalArgumentException("connector was given together with settings of a connection (pool_size,"
                    + " ssl, …), expected those at the connector");
        }
        if (url.isPresent() && path.isPresent()) {
            throw new IllegalArgumentException("url and path were given, expected the path in url");
        }
        if (connector.isPresent() && !connector.get().startsWith("http:")) {
            throw new IllegalArgumentException(
                    "connector: " + connector.get() + " was given, expected one of the type http, http:NAME");
        }
    }

    static UrlTemplate of(Optional<String> url, Optional<String> path, Set<String> more) {
        return url.map(text -> UrlTemplate.url(text, more)).orElseGet(() -> UrlTemplate.path(path.orElse(""), more));
    }
}
