package io.caracal.itests.spec;

import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The table of all normative statements and the tests that show them, as Markdown. The same classes always give the same text.
 */
public final class ConformanceDocument {

    private static final String HEAD = """
            # Conformance

            All normative statements of MQTT 5.0 and MQTT 3.1.1 in our own words, and the tests that show that the broker obeys them.
            This page is generated from the annotation `@Spec` of the tests; `ConformanceDocumentTest` in `itests/conformance` keeps it current.

            Tests are given as package, class and method: `conformance` are those of the running broker over TCP
            (`itests/conformance`), the others are unit tests beside the code. Where there is none, the statement binds clients only or cannot be seen from
            outside, and the reason is given. A statement that binds clients may have a test nevertheless: how the broker reacts
            to a client that breaks it.

            """;

    private final List<Standard> standards;
    private final SpecIndex index;

    /**
     * @param standards the standards to list, in this order
     * @param index the tests
     */
    public ConformanceDocument(List<Standard> standards, SpecIndex index) {
        this.standards = List.copyOf(standards);
        this.index = index;
    }

    /** Statements that need a test and have none. */
    public NavigableSet<String> untested() {
        return standards.stream()
                .flatMap(Standard::statements)
                .filter(Statement::needsTest)
                .map(Statement::id)
                .filter(id -> index.testsOf(id).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Identifiers that tests name and no standard has, each with its tests. */
    public NavigableSet<String> unknown() {
        NavigableSet<String> unknown = index.ids();
        standards.stream().flatMap(Standard::statements).map(Statement::id).forEach(unknown::remove);
        return unknown.stream()
                .map(id -> id + " in " + String.join(", ", index.testsOf(id)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The whole page. */
    public String render() {
        var text = new StringBuilder(HEAD);
        summary(text);
        for (Standard standard : standards) {
            text.append("\n## ").append(standard.title()).append('\n');
            standard.sections().forEach(section -> section(text, section));
        }
        return text.toString();
    }

    private void summary(StringBuilder text) {
        text.append(
                "| standard | statements | bind the server | shown by tests | cannot be seen | bind clients only | of those shown |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        for (Standard standard : standards) {
            List<Statement> all = standard.statements().toList();
            List<Statement> server = all.stream()
                    .filter(statement -> statement.binds() != Statement.Binds.CLIENT)
                    .toList();
            List<Statement> client = all.stream()
                    .filter(statement -> statement.binds() == Statement.Binds.CLIENT)
                    .toList();
            long unseen =
                    server.stream().filter(statement -> !statement.needsTest()).count();
            text.append("| %s | %d | %d | %d | %d | %d | %d |\n"
                    .formatted(
                            standard.title(),
                            all.size(),
                            server.size(),
                            shown(server),
                            unseen,
                            client.size(),
                            shown(client)));
        }
    }

    private long shown(List<Statement> statements) {
        return statements.stream()
                .filter(statement -> !index.testsOf(statement.id()).isEmpty())
                .count();
    }

    private void section(StringBuilder text, Standard.Section section) {
        text.append("\n### ")
                .append(section.title())
                .append("\n\n| statement | binds | what it asks | tests |\n|---|---|---|---|\n");
        for (Statement statement : section.statements()) {
            text.append("| ")
                    .append(statement.id())
                    .append(" | ")
                    .append(statement.binds().name().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(statement.text())
                    .append(" | ")
                    .append(shownBy(statement))
                    .append(" |\n");
        }
    }

    private String shownBy(Statement statement) {
        NavigableSet<String> tests = index.testsOf(statement.id());
        if (!tests.isEmpty()) {
            return tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>"));
        }
        if (!statement.unseen().isEmpty()) {
            return statement.unseen();
        }
        return statement.needsTest() ? "**none**" : "Binds clients only.";
    }
}
