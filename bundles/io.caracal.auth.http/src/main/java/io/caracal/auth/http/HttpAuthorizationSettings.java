package io.caracal.auth.http;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Flattened;
import io.caracal.api.config.Secret;
import io.caracal.api.connector.HttpClientSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An element {@code {type = http}} of {@code authorization.sources}. */
@Description(
        "Asks an HTTP server whether a client may publish or subscribe. 204 allows; 200 with {\"result\": \"allow\"},"
                + " \"deny\" or \"ignore\" says so; everything else is a server that fails, which denies.")
public record HttpAuthorizationSettings(
        @Default("post")
        @Description(
                "get: body goes into the query. post: body is JSON, or a form if headers say so by their content-type.")
        HttpMethod method,

        @Description("The connector to use, http:NAME. Either this or url.")
        Optional<String> connector,

        @Description(
                "The url to ask, with placeholders in path and query, https://auth.example.com/acl?topic=${topic}.")
        Optional<String> url,

        @Description("With connector: path and query below its url, with placeholders.")
        Optional<String> path,

        @Description(
                "Headers by name; values may have placeholders, which are percent-encoded. Their values are secrets.")
        Map<String, Secret> headers,

        @Description(
                "What is asked: names with values that have placeholders; besides those of the client ${action} (publish or"
                        + " subscribe), ${topic}, ${qos} and ${retain}.")
        Map<String, String> body,

        @Flattened Optional<HttpClientSettings> client) {
    static final Set<String> PLACEHOLDERS = Set.of("action", "topic", "qos", "retain");

    /** Checks what the types cannot say; reads the templates once, so that what is wrong with them is known now. */
    public HttpAuthorizationSettings {
        headers = Map.copyOf(headers);
        body = Map.copyOf(body);
        Target.check(connector, url, path, client);
        new RequestTemplate(method, Target.of(url, path, PLACEHOLDERS), headers, body, PLACEHOLDERS);
    }

    RequestTemplate request() {
        return new RequestTemplate(method, Target.of(url, path, PLACEHOLDERS), headers, body, PLACEHOLDERS);
    }
}
