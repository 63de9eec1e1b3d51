package io.caracal.cli.output;

import io.caracal.cli.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes YAML in block style. A text stands without quotes only where no reader, of YAML 1.1 or 1.2, can take it for anything else;
 * else it is quoted as in JSON, which YAML takes over.
 */
final class Yaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./+-]*");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
    /** What JSON leaves as it is and YAML does not print. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]");

    private final StringBuilder text = new StringBuilder();

    private Yaml() {}

    /** A document, with a line break at its end. */
    static String of(@Nullable Object value) {
        Yaml yaml = new Yaml();
        yaml.block(value, 0);
        return yaml.text.toString();
    }

    /** At the start of a line, or behind {@code "- "}; ends with a line break. */
    private void block(@Nullable Object value, int indent) {
        switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> map(map, indent);
            case List<?> list when !list.isEmpty() -> list(list, indent);
            case null, default -> text.append(scalar(value)).append('\n');
        }
    }

    private void map(Map<?, ?> map, int indent) {
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            lead(first, indent);
            first = false;
            text.append(scalar(String.valueOf(entry.getKey()))).append(':');
            if (isBlock(entry.getValue())) {
                text.append('\n').repeat(' ', indent + 2);
                block(entry.getValue(), indent + 2);
            } else {
                text.append(' ').append(scalar(entry.getValue())).append('\n');
            }
        }
    }

    private void list(List<?> list, int indent) {
        boolean first = true;
        for (Object element : list) {
            lead(first, indent);
            first = false;
            text.append("- ");
            block(element, indent + 2);
        }
    }

    private void lead(boolean first, int indent) {
        if (!first) {
            text.repeat(' ', indent);
        }
    }

    private static boolean isBlock(@Nullable Object value) {
        return (value instanceof Map<?, ?> map && !map.isEmpty())
                || (value instanceof Collection<?> list && !list.isEmpty());
    }

    private static String scalar(@Nullable Object value) {
        return value instanceof String string ? string(string) : Json.compact(value);
    }

    private static String string(String string) {
        boolean plain = PLAIN.matcher(string).matches() && !WORDS.contains(string.toLowerCase(Locale.ROOT));
        return plain
                ? string
                : UNPRINTABLE
                        .matcher(Json.compact(string))
                        .replaceAll(match ->
                                String.format("\\\\u%04x", (int) match.group().charAt(0)));
    }
}
