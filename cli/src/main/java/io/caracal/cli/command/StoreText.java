package io.caracal.cli.command;

import io.caracal.cli.json.Node;

/** What a check or a repair of the store found, for people. */
final class StoreText {
    private StoreText() {}

    static String ofReport(Node report) {
        StringBuilder text = new StringBuilder("Read ")
                .append(report.number("records", 0))
                .append(" records in ")
                .append(report.number("segments", 0))
                .append(" files, ")
                .append(report.number("bytes", 0))
                .append(" bytes: ");
        long problems = report.at("problems").elements().count();
        text.append(problems == 0 ? "all is well." : problems + " problems.");
        lines(text, report, "problems");
        return text.toString();
    }

    static String ofRepair(Node repaired) {
        long actions = repaired.at("actions").elements().count();
        StringBuilder text = new StringBuilder(
                actions == 0
                        ? "There was nothing to repair."
                        : "Repaired. Lost: " + repaired.number("lost_records", 0) + " records, "
                                + repaired.number("lost_bytes", 0) + " bytes.");
        lines(text, repaired, "actions");
        return text.toString();
    }

    private static void lines(StringBuilder text, Node node, String field) {
        node.at(field).elements().forEach(line -> text.append("\n  ").append(line.value()));
    }
}
