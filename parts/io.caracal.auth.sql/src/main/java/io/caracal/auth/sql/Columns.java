package io.caracal.auth.sql;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a row as what they mean, whatever type the table has for them. */
record Columns(Map<String, @Nullable Object> row) {

    Set<String> names() {
        return row.keySet();
    }

    boolean has(String name) {
        return row.containsKey(name);
    }

    /** Empty if there is no such column, or nothing in it. */
    Optional<String> text(String name) {
        return switch (row.get(name)) {
            case null -> Optional.empty();
            case byte[] bytes -> Optional.of(new String(bytes, StandardCharsets.UTF_8));
            case Object value -> Optional.of(value.toString());
        };
    }

    /** True for 1, true and the texts of these; false for everything else. */
    boolean flag(String name) {
        return switch (row.get(name)) {
            case null -> false;
            case Boolean bool -> bool;
            case Number number -> number.longValue() == 1;
            case byte[] bytes when bytes.length == 1 && bytes[0] == 1 -> true; // BIT(1)
            default ->
                text(name)
                        .map(text -> text.strip().toLowerCase(Locale.ROOT))
                        .filter(text -> text.equals("1") || text.equals("true") || text.equals("t"))
                        .isPresent();
        };
    }
}
