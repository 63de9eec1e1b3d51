package io.caracal.itests.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures of one size. */
public final class Measures {
    private final String what;
    private final Map<String, Number> values = new LinkedHashMap<>();

    /** @param what is counted, {@code sessions} or {@code filters} */
    public Measures(String what, int count) {
        this.what = what;
        values.put("count", count);
    }

    public Measures put(String name, Number value) {
        values.put(name, value);
        return this;
    }

    /** One line. */
    public String json() {
        return values.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": " + number(entry.getValue()))
                .collect(Collectors.joining(", ", "{\"of\": \"" + what + "\", ", "}"));
    }

    private static String number(Number value) {
        return value instanceof Double real ? String.format(Locale.ROOT, "%.3f", real) : value.toString();
    }
}
