package io.caracal.config.tree;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes plain values as HOCON that a person would write; the library puts quotes around every name with an underscore. */
public final class Hocon {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    /** A word or a number with a unit. */
    private static final Pattern PLAIN_TEXT = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*|\\d+[A-Za-z]+");
    /** Words that mean something else without quotes. */
    private static final Set<String> WORDS = Set.of("include", "true", "false", "null", "yes", "no", "on", "off");

    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private Hocon() {}

    /** The keys of a map, one a line; of a list or a single value its text. */
    public static String of(@Nullable Object tree) {
        Hocon hocon = new Hocon();
        if (tree instanceof Map<?, ?> map) {
            hocon.entries(map, 0);
        } else {
            hocon.value(tree, 0);
        }
        return hocon.text.toString();
    }

    private void entries(Map<?, ?> map, int depth) {
        map.forEach((key, value) -> {
            text.append(INDENT.repeat(depth)).append(key(String.valueOf(key)));
            text.append(value instanceof Map<?, ?> ? " " : " = ");
            value(value, depth);
            text.append('\n');
        });
    }

    private void value(@Nullable Object value, int depth) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> text.append("{}");
            case Map<?, ?> map -> {
                text.append("{\n");
                entries(map, depth + 1);
                text.append(INDENT.repeat(depth)).append('}');
            }
            case List<?> list
            when list.stream().noneMatch(Hocon::isContainer) ->
                text.append(list.stream().map(Hocon::scalar).toList());
            case List<?> list -> list(list, depth);
            case null, default -> text.append(scalar(value));
        }
    }

    private void list(List<?> list, int depth) {
        text.append("[\n");
        for (Object element : list) {
            text.append(INDENT.repeat(depth + 1));
            value(element, depth + 1);
            text.append('\n');
        }
        text.append(INDENT.repeat(depth)).append(']');
    }

    private static boolean isContainer(@Nullable Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?>;
    }

    private static String scalar(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String string ->
                PLAIN_TEXT.matcher(string).matches() && !WORDS.contains(string)
                        ? string
                        : ConfigUtil.quoteString(string);
            default -> value.toString();
        };
    }

    private static String key(String key) {
        return PLAIN_KEY.matcher(key).matches() && !WORDS.contains(key) ? key : ConfigUtil.quoteString(key);
    }
}
