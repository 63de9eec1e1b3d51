package io.caracal.cli.output;

import io.caracal.cli.json.Json;
import io.caracal.cli.json.Node;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes results in the format that was asked for. */
public final class Output {
    private final Format format;
    private final PrintStream out;

    public Output(Format format, PrintStream out) {
        this.format = format;
        this.out = out;
    }

    public Format format() {
        return format;
    }

    /** A list, element by element; the columns are those of the table, the other formats have everything. */
    public Rows rows(List<Column> columns) {
        return switch (format) {
            case table -> new TableRows(columns, out);
            case json -> new JsonRows(out);
            case yaml -> new YamlRows(out);
        };
    }

    /** One thing; in a table a line for each of its fields. */
    public void value(Node node) {
        switch (format) {
            case table -> fields(node);
            case json -> out.append(Json.pretty(node.value())).append('\n');
            case yaml -> out.append(Yaml.of(node.value()));
        }
    }

    /** The result of a change: for people a sentence, for scripts what the broker has answered. */
    public void done(String sentence, Node answer) {
        if (format == Format.table) {
            out.append(sentence).append('\n');
        } else {
            value(answer.isThere() ? answer : new Node(Map.of("message", sentence)));
        }
    }

    /** Text as it is, in whatever format. */
    public void text(String text) {
        out.append(text);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            out.append('\n');
        }
    }

    /** Values from outside on one line, made safe for a terminal. */
    public void line(@Nullable Object... values) {
        StringBuilder line = new StringBuilder();
        for (Object value : values) {
            line.append(line.isEmpty() ? "" : " ").append(Cell.of(value));
        }
        out.append(line).append('\n');
    }

    /** Whether whoever reads the output has gone away. */
    public boolean isAbandoned() {
        return out.checkError();
    }

    private void fields(Node node) {
        Map<String, Object> flat = new LinkedHashMap<>();
        flatten("", node.value(), flat);
        int width = flat.keySet().stream().mapToInt(String::length).max().orElse(0);
        flat.forEach((name, value) -> out.append(name)
                .append(" ".repeat(width - name.length() + 2))
                .append(value.toString())
                .append('\n'));
    }

    private static void flatten(String prefix, @Nullable Object value, Map<String, Object> flat) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((name, child) ->
                    flatten(prefix.isEmpty() ? String.valueOf(name) : prefix + "." + name, child, flat));
        } else {
            flat.put(Cell.printable(prefix), Cell.of(value));
        }
    }
}
