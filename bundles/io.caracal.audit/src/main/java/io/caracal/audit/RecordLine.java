package io.caracal.audit;

import io.caracal.api.audit.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** A record as one line of JSON. */
final class RecordLine {
    private RecordLine() {}

    static String write(AuditRecord entry) {
        FlatJson.Writer out = new FlatJson.Writer();
        out.add("time", entry.time().toString());
        out.add("channel", entry.channel());
        out.add("actor", entry.actor());
        out.add("source_address", entry.sourceAddress());
        out.add("operation", entry.operation());
        out.add("target", entry.target());
        out.add("before", entry.before());
        out.add("after", entry.after());
        out.add("success", String.valueOf(entry.success()));
        out.add("result", entry.result());
        out.add("duration", entry.duration().toString());
        return out.toString();
    }

    /** Empty if the line is not whole. */
    static Optional<AuditRecord> read(String line) {
        try {
            Map<String, String> values = FlatJson.read(line);
            return Optional.of(new AuditRecord(
                    Instant.parse(text(values, "time")),
                    text(values, "channel"),
                    text(values, "actor"),
                    text(values, "source_address"),
                    text(values, "operation"),
                    text(values, "target"),
                    text(values, "before"),
                    text(values, "after"),
                    Boolean.parseBoolean(text(values, "success")),
                    text(values, "result"),
                    Duration.parse(text(values, "duration"))));
        } catch (IllegalArgumentException | DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static String text(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }
}
