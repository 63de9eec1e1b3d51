package io.caracal.cli.output;

import io.caracal.cli.json.Node;
import java.io.PrintStream;
import java.util.Collections;

/** A YAML sequence. */
final class YamlRows implements Rows {
    private final PrintStream out;
    private boolean started;

    YamlRows(PrintStream out) {
        this.out = out;
    }

    @Override
    public void row(Node element) {
        out.append(Yaml.of(Collections.singletonList(element.value())));
        started = true;
    }

    @Override
    public void endOfPage() {
        // nothing is held back
    }

    @Override
    public void end() {
        if (!started) {
            out.append("[]\n");
        }
    }
}
