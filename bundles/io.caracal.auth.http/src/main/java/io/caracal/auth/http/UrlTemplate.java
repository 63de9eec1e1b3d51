package io.caracal.auth.http;

import io.caracal.api.auth.template.Template;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A url with placeholders in its path and its query; never in what names the server.
 *
 * @param base scheme, host and port; empty if a connector knows them
 * @param path the rest: empty, or beginning with {@code /} or {@code ?}
 */
record UrlTemplate(String base, Template path) {
    private static final Pattern URL = Pattern.compile("(https?://[^/?#\\s@]+)((?:[/?][^#\\s]*)?)");
    private static final Pattern PATH = Pattern.compile("()((?:[/?][^#\\s]*)?)");

    /**
     * Reads a whole url.
     *
     * @param more placeholders besides those of every client
     * @throws IllegalArgumentException saying what is expected
     */
    static UrlTemplate url(String text, Set<String> more) {
        return parse(
                "url", text, URL, more, "http://host:port/path or https://host:port/path without user and fragment");
    }

    /** Reads a path below the url of a connector; otherwise as {@link #url}. */
    static UrlTemplate path(String text, Set<String> more) {
        return parse("path", text, PATH, more, "a path that begins with / or a query that begins with ?");
    }

    private static UrlTemplate parse(String key, String text, Pattern form, Set<String> more, String expected) {
        Matcher matcher = form.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(key + ": what was given is none, expected " + expected);
        }
        String base = matcher.group(1);
        if (base.contains("${")) {
            throw new IllegalArgumentException(
                    key + ": a placeholder was given in the name of the server, expected in path and query only:"
                            + " clients do not choose whom the broker asks");
        }
        UrlTemplate template = new UrlTemplate(base, Template.parse(matcher.group(2), more));
        try {
            URI.create("http://localhost" + template.path.render(_ -> Optional.of("x"), Encoding::url));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    key + ": a character that stands in no url was given, expected it percent-encoded", e);
        }
        return template;
    }

    /**
     * The path for a client.
     *
     * @throws UnfitValueException if a value would lead out of the folder that is meant
     */
    String render(Function<String, Optional<String>> values) throws UnfitValueException {
        String rendered = path.render(values, Encoding::url);
        int query = rendered.indexOf('?');
        String folders = query < 0 ? rendered : rendered.substring(0, query);
        for (String segment : folders.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new UnfitValueException("a value makes a segment of the path " + segment);
            }
        }
        return rendered;
    }
}
