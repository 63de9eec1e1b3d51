package io.caracal.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an archive says of itself, as text: kind and version of the form in the first line, then where it comes from, then a line for each file
 * with digest, size and name.
 *
 * @param version of the form
 * @param contents every file but the manifest itself
 */
public record Manifest(Kind kind, int version, Origin origin, List<Content> contents) {
    /** The name of the file that holds it. */
    public static final String NAME = "MANIFEST";

    private static final Pattern HEAD = Pattern.compile("([a-z-]{1,40}) (\\d{1,6})");
    private static final Pattern FIELD = Pattern.compile("(caracal|node|created): (.*)");
    private static final Pattern FILE = Pattern.compile("file: ([0-9a-f]{64}) (\\d{1,18}) (.+)");

    public Manifest {
        contents = List.copyOf(contents);
    }

    /** The bytes of all files. */
    public long bytes() {
        return contents.stream().mapToLong(Content::size).sum();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(kind.word()).append(' ').append(version).append('\n');
        text.append("caracal: ").append(origin.caracal()).append('\n');
        text.append("node: ").append(origin.node()).append('\n');
        text.append("created: ").append(origin.created()).append('\n');
        for (Content content : contents) {
            text.append("file: ")
                    .append(content.sha256())
                    .append(' ')
                    .append(content.size())
                    .append(' ')
                    .append(content.name())
                    .append('\n');
        }
        return text.toString();
    }

    /** @throws ArchiveException if it is none, or of a form that this version does not understand */
    static Manifest parse(String text) throws ArchiveException {
        List<String> lines = text.lines().toList();
        var head = HEAD.matcher(lines.isEmpty() ? "" : lines.getFirst());
        Kind kind = head.matches() ? Kind.of(head.group(1)).orElse(null) : null;
        if (kind == null) {
            throw new ArchiveException("its " + NAME + " does not begin with caracal-backup or caracal-export;"
                    + " expected a file that Caracal wrote");
        }
        int version = Integer.parseInt(head.group(2));
        if (version > kind.version()) {
            throw new ArchiveException("it has version " + version + " of its form, and this Caracal understands "
                    + kind.version() + " at most; use the version of Caracal that wrote it, or a newer one");
        }
        return body(kind, version, lines.subList(1, lines.size()));
    }

    private static Manifest body(Kind kind, int version, List<String> lines) throws ArchiveException {
        Map<String, String> fields = new HashMap<>();
        List<Content> contents = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String line : lines) {
            var file = FILE.matcher(line);
            var field = FIELD.matcher(line);
            if (file.matches()) {
                String name = Names.checked(file.group(3));
                if (!names.add(name)) {
                    throw new ArchiveException("its " + NAME + " names " + name + " twice; it is damaged");
                }
                contents.add(new Content(name, Long.parseLong(file.group(2)), file.group(1)));
            } else if (field.matches()) {
                fields.put(field.group(1), field.group(2));
            } else {
                throw new ArchiveException("its " + NAME + " has a line that is not understood (" + Names.shown(line)
                        + "); it is damaged");
            }
        }
        return new Manifest(kind, version, origin(fields), contents);
    }

    private static Origin origin(Map<String, String> fields) throws ArchiveException {
        try {
            return new Origin(
                    fields.getOrDefault("caracal", ""),
                    fields.getOrDefault("node", ""),
                    Instant.parse(fields.getOrDefault("created", "")));
        } catch (DateTimeException e) {
            throw new ArchiveException("its " + NAME + " does not say when it was created; it is damaged", e);
        }
    }
}
