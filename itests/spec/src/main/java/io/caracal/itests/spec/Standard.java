package io.caracal.itests.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The normative statements of one version of MQTT, by section, in the order of the standard.
 *
 * @param title how the document calls it
 * @param sections its sections that hold normative statements
 */
public record Standard(String title, List<Section> sections) {

    /** A section of the standard and its statements. */
    public record Section(String title, List<Statement> statements) {}

    private static final int FIELDS = 4;

    /** MQTT 3.1.1; its identifiers carry the prefix {@code 3.1.1:}. */
    public static Standard mqtt311() {
        return read("MQTT 3.1.1", "mqtt-3.1.1.txt", "3.1.1:");
    }

    /** MQTT 5.0. */
    public static Standard mqtt5() {
        return read("MQTT 5.0", "mqtt-5.0.txt", "");
    }

    /** All statements of all sections. */
    public Stream<Statement> statements() {
        return sections.stream().flatMap(section -> section.statements().stream());
    }

    private static Standard read(String title, String resource, String prefix) {
        var sections = new ArrayList<Section>();
        for (String line : lines(resource)) {
            if (line.startsWith("## ")) {
                sections.add(new Section(line.substring(3), new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                sections.getLast().statements().add(parse(resource, prefix, line));
            }
        }
        return new Standard(title, List.copyOf(sections));
    }

    private static Statement parse(String resource, String prefix, String line) {
        String[] fields = line.split("\\|", -1);
        if (fields.length != FIELDS) {
            throw new IllegalStateException(
                    resource + ": expected 'id | binds | statement | why unseen', but found: " + line);
        }
        var binds = Statement.Binds.valueOf(fields[1].strip().toUpperCase(Locale.ROOT));
        return new Statement(prefix + fields[0].strip(), binds, fields[2].strip(), fields[3].strip());
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Standard.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + resource, e);
        }
    }
}
