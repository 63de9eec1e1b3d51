package io.caracal.cli.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request, to be refined and then sent by {@link Api}. */
public final class Call {
    private final String method;
    private final StringBuilder path = new StringBuilder("/api/v5");
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Body body;

    private Call(String method, String... segments) {
        this.method = method;
        for (String segment : segments) {
            path.append('/').append(encoded(segment));
        }
        headers.put("Accept", "application/json");
    }

    /** @param segments the path below {@code /api/v5}, each as it is meant: a slash within one is encoded */
    public static Call get(String... segments) {
        return new Call("GET", segments);
    }

    public static Call post(String... segments) {
        return new Call("POST", segments);
    }

    public static Call put(String... segments) {
        return new Call("PUT", segments);
    }

    public static Call delete(String... segments) {
        return new Call("DELETE", segments);
    }

    /** Sets a parameter unless the value is null. */
    public Call query(String name, @Nullable Object value) {
        if (value != null) {
            query.put(name, value.toString());
        }
        return this;
    }

    /** Sets a header unless the value is null. */
    public Call header(String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
        return this;
    }

    public Call accept(String type) {
        return header("Accept", type);
    }

    public Call body(Body content) {
        body = content;
        return this;
    }

    public Call json(Object value) {
        return body(Body.json(value));
    }

    String method() {
        return method;
    }

    String pathAndQuery() {
        StringBuilder all = new StringBuilder(path);
        query.forEach((name, value) -> all.append(all.indexOf("?") < 0 ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
        return all.toString();
    }

    Map<String, String> headers() {
        return headers;
    }

    @Nullable
    Body body() {
        return body;
    }

    /** Percent-encoding, for paths and queries alike: form encoding differs from it in the space only. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
