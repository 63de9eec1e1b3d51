package io.caracal.cli.output;

import io.caracal.cli.json.Node;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table without lines. Columns are as wide as the widest value of the first page needs; later pages can only widen them. */
final class TableRows implements Rows {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final PrintStream out;
    private final int[] widths;
    private final List<List<String>> page = new ArrayList<>();
    private boolean headed;

    TableRows(List<Column> columns, PrintStream out) {
        this.columns = columns;
        this.out = out;
        this.widths =
                columns.stream().mapToInt(column -> column.title().length()).toArray();
    }

    @Override
    public void row(Node element) {
        List<String> cells = columns.stream()
                .map(column -> Cell.of(element.at(column.path()).value()))
                .toList();
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], width(cells.get(i)));
        }
        page.add(cells);
    }

    @Override
    public void endOfPage() {
        if (!headed) {
            line(columns.stream().map(Column::title).toList());
            headed = true;
        }
        page.forEach(this::line);
        page.clear();
    }

    @Override
    public void end() {
        if (!page.isEmpty() || !headed) {
            endOfPage();
        }
    }

    private void line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(cell);
            if (i < widths.length - 1) {
                line.repeat(' ', widths[i] - width(cell)).append(GAP);
            }
        }
        out.append(line).append('\n');
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
