package io.caracal.cli.output;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A column of a table.
 *
 * @param title its head
 * @param path where its value stands in an element, {@code "status.running"}
 */
public record Column(String title, String path) {

    /** @param specifications {@code path}, or {@code path=TITLE} where the path is no good title */
    public static List<Column> of(String... specifications) {
        return Arrays.stream(specifications).map(Column::parse).toList();
    }

    private static Column parse(String specification) {
        int equals = specification.indexOf('=');
        if (equals >= 0) {
            return new Column(specification.substring(equals + 1), specification.substring(0, equals));
        }
        return new Column(specification.toUpperCase(Locale.ROOT).replace('_', ' '), specification);
    }
}
