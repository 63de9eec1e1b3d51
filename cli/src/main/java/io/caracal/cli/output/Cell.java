package io.caracal.cli.output;

import io.caracal.cli.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value as it stands in a table. */
final class Cell {
    private Cell() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case String text when text.isEmpty() -> "-";
            case List<?> list ->
                list.isEmpty() ? "-" : list.stream().map(Cell::of).collect(Collectors.joining(","));
            case Map<?, ?> map -> printable(Json.compact(map));
            default -> printable(value.toString());
        };
    }

    /**
     * Client identifiers, topics and payloads are chosen by clients: what would move the cursor, colour or rename the terminal of whoever
     * looks at them is shown as its number.
     */
    static String printable(String text) {
        if (text.codePoints().allMatch(Cell::isPrintable)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isPrintable(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format(c < 0x100 ? "\\x%02x" : "\\u{%x}", c));
            }
        });
        return shown.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
