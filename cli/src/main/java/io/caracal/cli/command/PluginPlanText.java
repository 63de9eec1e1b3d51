package io.caracal.cli.command;

import io.caracal.cli.json.Node;
import java.util.Locale;

/** What a change of a plugin did, or would do, for people. */
final class PluginPlanText {
    private PluginPlanText() {}

    static String of(Node plan, boolean dryRun) {
        StringBuilder text = new StringBuilder();
        text.append(dryRun ? "Nothing was changed. It would be: " : "Done: ")
                .append(plan.text("name", "?"))
                .append(", from ")
                .append(version(plan, "from"))
                .append(" to ")
                .append(version(plan, "to"))
                .append('.');
        plan.at("bundles").elements().forEach(step -> text.append("\n  ")
                .append(step.text("step", "").toLowerCase(Locale.ROOT))
                .append(' ')
                .append(step.text("symbolic_name", "")));
        section(text, plan, "restarted", "would have to be restarted");
        section(text, plan, "elements", "configuration concerned");
        section(text, plan, "warnings", "note");
        section(text, plan, "refusals", "refused");
        return text.toString();
    }

    private static String version(Node plan, String field) {
        String version = plan.text(field, "");
        return version.isEmpty() ? "nothing" : version;
    }

    private static void section(StringBuilder text, Node plan, String field, String title) {
        plan.at(field)
                .elements()
                .forEach(line -> text.append("\n  ").append(title).append(": ").append(line.value()));
    }
}
