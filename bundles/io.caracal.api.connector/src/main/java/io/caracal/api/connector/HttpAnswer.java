package io.caracal.api.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an HTTP server answered.
 *
 * @param status {@code 200}
 * @param headers by their names in lower case
 * @param body complete; never longer than the connector's {@code max_answer}
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    /** Copies the map. */
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** The first value of a header. */
    public Optional<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
    }

    /** Without headers and body, which may hold secrets. */
    @Override
    public String toString() {
        return status + " with " + body.length + " bytes";
    }
}
