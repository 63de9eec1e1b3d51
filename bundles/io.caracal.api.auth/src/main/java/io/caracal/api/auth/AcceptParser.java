package io.caracal.api.auth;

import io.caracal.api.auth.AuthenticationResult.Accept;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client is granted from a map, which is what the JSON of an HTTP server and the claims of a token are. The keys, all
 * optional, null as if absent, others ignored:
 *
 * <table>
 * <caption>what is granted</caption>
 * <tr><td>{@code is_superuser}</td><td>a boolean, 0 or 1, also as text</td></tr>
 * <tr><td>{@code client_attrs}</td><td>an object; its values are texts, numbers or booleans</td></tr>
 * <tr><td>{@code expire_at}</td><td>when the connection ends, in seconds since 1970</td></tr>
 * <tr><td>{@code acl}</td><td>rules as {@link AclRuleParser#parseAll} takes them</td></tr>
 * <tr><td>{@code clientid_override}</td><td>a text that is not empty</td></tr>
 * </table>
 *
 * What is there and cannot be read is an error, never as if absent: a rule or an end that was meant would be lost.
 */
public final class AcceptParser {
    /** The end of the year 9999: a larger number is not meant as seconds. */
    private static final double LAST_SECOND = 253_402_300_799d;

    private static final double MILLIS = 1000;

    private AcceptParser() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if a value cannot be; the message names the key and what is expected
     */
    public static Accept parse(Map<String, ?> fields) {
        return new Accept(
                attributes(fields.get("client_attrs")),
                superuser(fields.get("is_superuser")),
                instant("expire_at", fields.get("expire_at")),
                rules(fields.get("acl")),
                new byte[0],
                clientId(fields.get("clientid_override")));
    }

    /**
     * A point in time, in seconds since 1970, with or without a fraction.
     *
     * @param key for the message
     * @param value a number; null for none
     * @throws IllegalArgumentException if it is anything else, or not between 1970 and 9999
     */
    public static Optional<Instant> instant(String key, @Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case Number number
            when number.doubleValue() >= 0 && number.doubleValue() <= LAST_SECOND ->
                Optional.of(Instant.ofEpochMilli((long) (number.doubleValue() * MILLIS)));
            default -> throw unexpected(key, value, "a number of seconds since 1970");
        };
    }

    private static boolean superuser(@Nullable Object value) {
        return switch (String.valueOf(value)) {
            case "true", "1" -> true;
            case "false", "0", "null" -> false;
            default -> throw unexpected("is_superuser", value, "true or false");
        };
    }

    private static Map<String, String> attributes(@Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw unexpected("client_attrs", value, "an object");
        }
        Map<String, String> attributes = new HashMap<>();
        map.forEach((name, given) -> attributes.put(String.valueOf(name), attribute(String.valueOf(name), given)));
        return attributes;
    }

    private static String attribute(String name, @Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            case null, default -> throw unexpected("client_attrs." + name, value, "a text, a number or a boolean");
        };
    }

    private static List<AclRule> rules(@Nullable Object value) {
        try {
            return AclRuleParser.parseAll(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("acl: " + e.getMessage(), e);
        }
    }

    private static Optional<String> clientId(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case String text when !text.isEmpty() -> Optional.of(text);
            default -> throw unexpected("clientid_override", value, "a text that is not empty");
        };
    }

    /** Names the type only: what a server or a token says may be nobody's business. */
    private static IllegalArgumentException unexpected(String key, @Nullable Object value, String expected) {
        String given = value == null ? "null" : "a " + value.getClass().getSimpleName();
        return new IllegalArgumentException(key + ": " + given + " was given, expected " + expected);
    }
}
