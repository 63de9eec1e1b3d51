package io.caracal.config.template;

import java.util.List;

/** Lines of a HOCON file, indented and wrapped. */
final class Page {
    private static final int WIDTH = 112;
    private static final String EXPLAIN = "## ";
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();
    private int depth;
    private int exampleDepth = -1;

    /** Explains in as many lines as it takes; a line that starts with a blank is an example and stays as it is. */
    void comment(String explanation) {
        explanation.lines().forEach(this::wrap);
    }

    /** A key that stands there with its default, commented out. */
    void setting(String name, String value) {
        line((isExample() ? "" : "# ") + name + " = " + value);
    }

    void open(String name) {
        line(name.isEmpty() ? "{" : name + " {");
        depth++;
    }

    void close() {
        depth--;
        line("}");
    }

    /** All that is written until {@link #endExample} only explains. */
    void beginExample() {
        exampleDepth = exampleDepth < 0 ? depth : exampleDepth;
        depth++;
    }

    void endExample() {
        depth--;
        exampleDepth = depth == exampleDepth ? -1 : exampleDepth;
    }

    boolean isExample() {
        return exampleDepth >= 0;
    }

    void blank() {
        line("");
    }

    private void wrap(String line) {
        String prefix = isExample() ? "# " : EXPLAIN;
        if (line.isBlank() || line.startsWith(" ")) {
            line(prefix + line);
            return;
        }
        StringBuilder current = new StringBuilder(prefix);
        for (String word : List.of(line.split(" "))) {
            if (current.length() > prefix.length()
                    && current.length() + word.length() + INDENT.length() * depth > WIDTH) {
                line(current.toString());
                current = new StringBuilder(prefix);
            }
            current.append(word).append(' ');
        }
        line(current.toString());
    }

    private void line(String content) {
        String line = isExample()
                ? INDENT.repeat(exampleDepth) + EXPLAIN + INDENT.repeat(depth - exampleDepth) + content
                : INDENT.repeat(depth) + content;
        text.append(line.stripTrailing()).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
