package io.caracal.cli.output;

import io.caracal.cli.json.Json;
import io.caracal.cli.json.Node;
import java.io.PrintStream;

/** A JSON array, one element a line: valid as a whole, and good for {@code grep} and {@code diff}. */
final class JsonRows implements Rows {
    private final PrintStream out;
    private boolean started;

    JsonRows(PrintStream out) {
        this.out = out;
    }

    @Override
    public void row(Node element) {
        out.append(started ? ",\n  " : "[\n  ").append(Json.compact(element.value()));
        started = true;
    }

    @Override
    public void endOfPage() {
        // nothing is held back
    }

    @Override
    public void end() {
        out.append(started ? "\n]\n" : "[]\n");
    }
}
