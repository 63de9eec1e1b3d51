package io.caracal.auth.http;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Flattened;
import io.caracal.api.config.Secret;
import io.caracal.api.connector.HttpClientSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An element {@code {mechanism = password_based, backend = http}} of the section {@code authentication}. */
@Description(
        "Asks an HTTP server whether a client may connect. 204 lets it in; 200 with {\"result\": \"allow\"}, \"deny\" or"
                + " \"ignore\" says so; everything else is a server that fails.")
public record HttpAuthenticationSettings(
        @Default("post")
        @Description(
                "get: body goes into the query. post: body is JSON, or a form if headers say so by their content-type.")
        HttpMethod method,

        @Description("The connector to use, http:NAME. Either this or url.")
        Optional<String> connector,

        @Description(
                "The url to ask, with placeholders in path and query, https://auth.example.com/mqtt?id=${clientid}.")
        Optional<String> url,

        @Description("With connector: path and query below its url, with placeholders.")
        Optional<String> path,

        @Description(
                "Headers by name; values may have placeholders, which are percent-encoded. Their values are secrets.")
        Map<String, Secret> headers,

        @Description("What is asked: names with values that have placeholders, { username = \"${username}\","
                + " password = \"${password}\" }.")
        Map<String, String> body,

        @Flattened Optional<HttpClientSettings> client) {

    /** Checks what the types cannot say; reads the templates once, so that what is wrong with them is known now. */
    public HttpAuthenticationSettings {
        headers = Map.copyOf(headers);
        body = Map.copyOf(body);
        Target.check(connector, url, path, client);
        new RequestTemplate(method, Target.of(url, path, Set.of()), headers, body, Set.of());
    }

    RequestTemplate request() {
        return new RequestTemplate(method, Target.of(url, path, Set.of()), headers, body, Set.of());
    }
}
