package io.caracal.config.settings;

import com.typesafe.config.ConfigOrigin;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.config.tree.Origins;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that the operator sees all of it at once and in the order of the file. */
public final class Problems {
    private record Located(Problem problem, String source, int line) {}

    private final List<Located> found = new ArrayList<>();

    /** Adds a problem; the texts are as in {@link Problem}. */
    public void add(String path, ConfigOrigin origin, String given, String expected, String suggestion) {
        String where = Origins.text(origin);
        String source = where.replaceFirst(": \\d+$", "");
        int line = origin.lineNumber();
        if (line < 0 && source.length() < where.length()) {
            line = Integer.parseInt(where.substring(source.length() + 2));
        }
        found.add(new Located(new Problem(path, where, given, expected, suggestion), source, line));
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    /** All problems, grouped by source and in the order of lines. */
    public List<Problem> inOrder() {
        return found.stream()
                .sorted(Comparator.comparing(Located::source).thenComparingInt(Located::line))
                .map(Located::problem)
                .toList();
    }

    /** Does nothing if nothing is wrong. */
    public void throwIfAny() throws SettingsException {
        if (!isEmpty()) {
            throw new SettingsException(inOrder());
        }
    }
}
