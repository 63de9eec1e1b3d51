package io.caracal.auth.jwt;

import io.caracal.api.connector.HttpAnswer;
import io.caracal.api.connector.HttpCall;
import io.caracal.api.connector.HttpCaller;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Asks an issuer for its key set. */
final class JwksEndpoint {
    private static final int OK = 200;
    private static final Map<String, String> HEADERS = Map.of("Accept", "application/jwk-set+json, application/json");

    private final HttpCaller http;
    private final String path;

    /** @param path path and query below the url that the connector was made for */
    JwksEndpoint(HttpCaller http, String path) {
        this.http = http;
        this.path = path;
    }

    /**
     * A url in two.
     *
     * @param base up to the port, what a connector is made for
     * @param path the rest
     */
    record Location(String base, String path) {}

    /**
     * Takes a url apart.
     *
     * @throws IllegalArgumentException if it is none of a server
     */
    static Location split(String url) {
        try {
            URI uri = URI.create(url.strip());
            String scheme = String.valueOf(uri.getScheme());
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null) {
                String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
                return new Location(scheme + "://" + uri.getRawAuthority(), uri.getRawPath() + query);
            }
        } catch (IllegalArgumentException _) {
            // refused below, as a url of another kind is
        }
        throw new IllegalArgumentException("endpoint: what was given is no url of a key set, expected"
                + " https://host:port/path without user; a password or token belongs into headers");
    }

    /** One request; exceptionally if the answer is anything but a key set. */
    CompletionStage<List<VerificationKey>> fetch() {
        return http.call(new HttpCall("GET", path, HEADERS, new byte[0], Optional.empty()))
                .thenApply(JwksEndpoint::keys);
    }

    private static List<VerificationKey> keys(HttpAnswer answer) {
        try {
            if (answer.status() != OK) {
                throw new IOException("the server of the key set answered with status " + answer.status());
            }
            return KeySet.parse(new String(answer.body(), StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            throw new CompletionException(e);
        }
    }
}
