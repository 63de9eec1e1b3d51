package io.caracal.auth.http;

import io.caracal.api.auth.template.Template;
import io.caracal.api.config.Secret;
import io.caracal.api.connector.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request with placeholders, rendered for each question. Immutable; any thread. */
final class RequestTemplate {
    private static final String CONTENT_TYPE = "content-type";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");

    /** What the connection itself is made of, which nobody sets from outside. */
    private static final Set<String> NOT_TO_BE_SET =
            Set.of("host", "content-length", "connection", "transfer-encoding", "upgrade", "expect");

    private final Json json = new Json();
    private final HttpMethod method;
    private final UrlTemplate url;
    private final Map<String, Template> headers = new TreeMap<>();
    private final Map<String, Template> body = new LinkedHashMap<>();
    private final String contentType;

    /**
     * Reads the templates.
     *
     * @param more placeholders besides those of every client
     * @throws IllegalArgumentException naming the key and what is expected
     */
    RequestTemplate(
            HttpMethod method,
            UrlTemplate url,
            Map<String, Secret> headers,
            Map<String, String> body,
            Set<String> more) {
        this.method = method;
        this.url = url;
        headers.forEach((name, value) -> this.headers.put(headerName(name), headerValue(name, value.reveal(), more)));
        new TreeMap<>(body).forEach((name, value) -> this.body.put(name, Template.parse(value, more)));
        Template given = this.headers.get(CONTENT_TYPE);
        contentType = given == null ? JSON : plain(given);
        if (!contentType.equals(JSON) && !contentType.equals(FORM)) {
            throw new IllegalArgumentException(
                    "headers: a content-type was given that no body is written in, expected " + JSON + " or " + FORM);
        }
        if (templates().allMatch(template -> template.placeholders().isEmpty())) {
            throw new IllegalArgumentException("neither url nor headers nor body hold a placeholder, expected at least"
                    + " one such as ${username}: otherwise all clients would get one answer");
        }
    }

    private Stream<Template> templates() {
        return Stream.of(Stream.of(url.path()), headers.values().stream(), body.values().stream())
                .flatMap(each -> each);
    }

    private static String headerName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!TOKEN.matcher(name).matches() || NOT_TO_BE_SET.contains(lower)) {
            throw new IllegalArgumentException(
                    "headers: " + name + " was given, expected the name of a header, other than "
                            + NOT_TO_BE_SET.stream().sorted().collect(Collectors.joining(", ")));
        }
        return lower;
    }

    private static Template headerValue(String name, String value, Set<String> more) {
        if (!HEADER_VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("headers: the value of " + name
                    + " holds a character that no header holds, expected printable ASCII on one line");
        }
        return Template.parse(value, more);
    }

    private static String plain(Template template) {
        String text = template.render(_ -> Optional.empty(), UnaryOperator.identity());
        int parameters = text.indexOf(';');
        return (parameters < 0 ? text : text.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** Scheme, host and port; empty if a connector knows them. */
    String base() {
        return url.base();
    }

    /**
     * The request about one client.
     *
     * @param values of placeholders; a missing one is an empty text
     * @throws UnfitValueException if a value cannot be asked about
     */
    HttpCall render(Function<String, Optional<String>> values) throws UnfitValueException {
        String path = url.render(values);
        Map<String, String> rendered = new TreeMap<>();
        headers.forEach((name, template) -> rendered.put(name, template.render(values, Encoding::header)));
        rendered.putIfAbsent("accept", JSON);
        if (method == HttpMethod.GET) {
            rendered.remove(CONTENT_TYPE);
            return new HttpCall("GET", query(path, values), rendered, new byte[0], Optional.empty());
        }
        rendered.putIfAbsent(CONTENT_TYPE, contentType);
        byte[] bytes =
                (contentType.equals(FORM) ? form(values) : json.text(texts(values))).getBytes(StandardCharsets.UTF_8);
        return new HttpCall("POST", path, rendered, bytes, Optional.empty());
    }

    private String query(String path, Function<String, Optional<String>> values) {
        if (body.isEmpty()) {
            return path;
        }
        return path + (path.indexOf('?') < 0 ? "?" : "&") + form(values);
    }

    private String form(Function<String, Optional<String>> values) {
        return texts(values).entrySet().stream()
                .map(entry -> Encoding.url(entry.getKey()) + "=" + Encoding.url(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private Map<String, String> texts(Function<String, Optional<String>> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        body.forEach((name, template) -> texts.put(name, template.render(values, UnaryOperator.identity())));
        return texts;
    }
}
