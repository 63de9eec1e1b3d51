package io.caracal.cli.command;

import io.caracal.cli.json.Node;

/** What an import did, or would do, for people. */
final class ImportText {
    private ImportText() {}

    static String of(Node report) {
        StringBuilder text = new StringBuilder(
                report.isTrue("applied") ? "Imported:" : "Nothing was changed. It would be imported:");
        report.at("sections").elements().forEach(section -> {
            text.append("\n  ").append(section.text("section", "?")).append(": ");
            text.append(section.number("added", 0)).append(" new, ");
            text.append(section.number("replaced", 0)).append(" changed, ");
            text.append(section.number("unchanged", 0)).append(" as they were");
            section.at("notes").elements().forEach(note -> text.append("\n    ").append(note.value()));
        });
        return text.toString();
    }
}
