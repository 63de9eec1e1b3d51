package io.caracal.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One clause of a manifest header (core 3.2.4), {@code a;b;version=1;uses:="c,d"}.
 *
 * @param paths the names before the parameters
 * @param parameters attributes by name and directives by name and colon ({@code uses:})
 */
record HeaderClause(List<String> paths, Map<String, String> parameters) {
    static List<HeaderClause> parse(@Nullable String header) {
        List<HeaderClause> clauses = new ArrayList<>();
        for (String clause : split(header == null ? "" : header, ',')) {
            clauses.add(clause(clause));
        }
        return List.copyOf(clauses);
    }

    private static HeaderClause clause(String text) {
        List<String> paths = new ArrayList<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : split(text, ';')) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                paths.add(part);
            } else {
                parameters.put(part.substring(0, equals).strip(), unquote(part.substring(equals + 1)));
            }
        }
        return new HeaderClause(List.copyOf(paths), Map.copyOf(parameters));
    }

    /** Splits at a separator that stands outside quotes; empty parts are left out. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted && i + 1 < text.length()) {
                part.append(c).append(text.charAt(++i));
            } else if (c == separator && !quoted) {
                add(parts, part);
            } else {
                quoted ^= c == '"';
                part.append(c);
            }
        }
        add(parts, part);
        return parts;
    }

    private static void add(List<String> parts, StringBuilder part) {
        String text = part.toString().strip();
        part.setLength(0);
        if (!text.isEmpty()) {
            parts.add(text);
        }
    }

    private static String unquote(String value) {
        String text = value.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }
}
