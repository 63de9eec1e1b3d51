package io.caracal.cli.command;

import io.caracal.cli.ExitCode;
import io.caracal.cli.http.Api;
import io.caracal.cli.http.Call;
import io.caracal.cli.json.Node;
import io.caracal.cli.output.Column;
import io.caracal.cli.output.Format;
import io.caracal.cli.output.Output;
import io.caracal.cli.output.Rows;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints a list that the broker hands out in pages, holding one page at most. */
final class Listing {
    private final Api api;
    private final Output output;
    private final PrintStream err;

    Listing(Api api, Output output, PrintStream err) {
        this.api = api;
        this.output = output;
        this.err = err;
    }

    int print(Call call, PageOptions pages, List<Column> columns) {
        int page = pages.page();
        AtomicInteger shown = new AtomicInteger();
        Node meta = new Node(null);
        boolean more;
        Rows rows = output.rows(columns);
        do {
            int before = shown.get();
            meta = api.page(next(call, page, meta).query("limit", pages.limit()), element -> {
                rows.row(element);
                shown.incrementAndGet();
            });
            rows.endOfPage();
            page++;
            more = meta.isTrue("hasnext") && shown.get() > before;
        } while (pages.all() && more && !output.isAbandoned());
        rows.end();
        if (more && output.format() == Format.table && !output.isAbandoned()) {
            hint(shown.get(), meta, page);
        }
        return ExitCode.OK.number();
    }

    /** Behind a cursor a list goes on where it was, whatever came and went meanwhile; by number an element may be missed. */
    private static Call next(Call call, int page, Node meta) {
        String cursor = meta.text("cursor", "");
        return cursor.isEmpty() ? call.query("page", page) : call.query("cursor", cursor);
    }

    private void hint(int shown, Node meta, int next) {
        String of = meta.at("count").isThere() ? " of " + meta.number("count", 0) : "";
        err.println("(" + shown + of + "; more with --page " + next + ", all with --all)");
    }
}
