package io.caracal.cli.command;

import io.caracal.cli.json.Node;
import java.util.List;
import java.util.Objects;

/** What a change of the configuration did, for people. */
final class ConfigOutcome {
    private ConfigOutcome() {}

    static String text(Node outcome) {
        List<Node> differences = outcome.at("differences").elements().toList();
        boolean dryRun = outcome.at("applied").isThere() && !outcome.isTrue("applied");
        if (differences.isEmpty()) {
            return dryRun ? "Nothing would change." : "Done, nothing was different.";
        }
        StringBuilder text = new StringBuilder(dryRun ? "Would change:" : "Changed:");
        for (Node difference : differences) {
            text.append("\n  ")
                    .append(difference.text("path", "?"))
                    .append(": ")
                    .append(Objects.toString(difference.at("before").value(), "(default)"))
                    .append(" -> ")
                    .append(Objects.toString(difference.at("after").value(), "(default)"));
        }
        return text.toString();
    }
}
