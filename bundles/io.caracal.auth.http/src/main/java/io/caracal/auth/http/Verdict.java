package io.caracal.auth.http;

import io.caracal.api.connector.HttpAnswer;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server decided: 204 allows, 200 says it as JSON, {@code {"result": "allow"}}. Everything else is a server that fails.
 *
 * @param result the decision
 * @param fields all that it said; empty for 204
 */
record Verdict(Result result, Map<String, @Nullable Object> fields) {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    /** What is said in one word. */
    enum Result {
        ALLOW,
        DENY,
        /** Nothing is known here: the next one is asked. */
        IGNORE
    }

    /** @throws BadAnswerException if it is none */
    static Verdict of(HttpAnswer answer, Json json) throws BadAnswerException {
        return switch (answer.status()) {
            case NO_CONTENT -> new Verdict(Result.ALLOW, Map.of());
            case OK -> told(answer, json);
            default ->
                throw new BadAnswerException(
                        "the server answered with status " + answer.status() + ", expected 200 or 204");
        };
    }

    private static Verdict told(HttpAnswer answer, Json json) throws BadAnswerException {
        String type = answer.header("content-type").orElse("");
        if (!isJson(type)) {
            throw new BadAnswerException("the server answered with status 200 and the content type \"" + printable(type)
                    + "\", expected application/json");
        }
        Map<String, @Nullable Object> fields;
        try {
            fields = json.object(answer.body());
        } catch (BadAnswerException e) {
            throw new BadAnswerException("the server answered with status 200 and " + e.getMessage(), e.getCause());
        }
        return new Verdict(result(fields.get("result")), fields);
    }

    private static boolean isJson(String type) {
        int parameters = type.indexOf(';');
        String name =
                (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
        return name.equals("application/json") || name.startsWith("application/") && name.endsWith("+json");
    }

    /** What goes into the log. */
    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), 80)).replaceAll("[^\\x20-\\x7E]", "?");
    }

    private static Result result(@Nullable Object word) throws BadAnswerException {
        return switch (word instanceof String text ? text : "") {
            case "allow" -> Result.ALLOW;
            case "deny" -> Result.DENY;
            case "ignore" -> Result.IGNORE;
            default ->
                throw new BadAnswerException(
                        "the server answered without a result, expected {\"result\":\"allow\"}, \"deny\" or \"ignore\"");
        };
    }
}
