package io.caracal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.audit.AuditLog.Found;
import io.caracal.api.audit.AuditQuery;
import io.caracal.api.audit.AuditRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditLogTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private static AuditRecord entry(int number, String actor, String after) {
        return new AuditRecord(
                TIME.plusSeconds(number),
                "rest",
                actor,
                "127.0.0.1",
                "operation" + number,
                "PUT /x",
                "",
                after,
                true,
                "200",
                Duration.ofMillis(5));
    }

    private FileAuditLog open(long maxSize, int maxFiles) throws IOException {
        return new FileAuditLog(new AuditFiles(folder, maxSize, maxFiles));
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        AuditRecord odd = entry(1, "user:ä\"\\\n\t\u2028", "{\"a\":\"b\\\"c\"}");
        open(100_000, 2).append(odd);

        List<AuditRecord> found = open(100_000, 2).find(AuditQuery.newest(10)).records();

        assertThat(found).containsExactly(odd);
    }

    @Test
    void showsTheNewestFirstAndSaysWhetherThereIsMore() throws IOException {
        FileAuditLog log = open(100_000, 2);
        for (int i = 0; i < 5; i++) {
            log.append(entry(i, "user:a", ""));
        }

        Found found = log.find(AuditQuery.newest(2));

        assertThat(found.records()).extracting(AuditRecord::operation).containsExactly("operation4", "operation3");
        assertThat(found.hasNext()).isTrue();
    }

    @Test
    void findsByActorAndTime() throws IOException {
        FileAuditLog log = open(100_000, 2);
        log.append(entry(1, "user:a", ""));
        log.append(entry(2, "user:b", ""));
        log.append(entry(3, "user:a", ""));

        Found found = log.find(new AuditQuery(
                Optional.of("user:a"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.of(TIME.plusSeconds(2)),
                Optional.empty(),
                0,
                10));

        assertThat(found.records()).extracting(AuditRecord::operation).containsExactly("operation3");
        assertThat(found.hasNext()).isFalse();
    }

    @Test
    void dropsTheOldestFileWhenThereAreTooMany() throws IOException {
        FileAuditLog log = open(500, 3);
        for (int i = 0; i < 50; i++) {
            log.append(entry(i, "user:a", ""));
        }

        List<AuditRecord> found = log.find(AuditQuery.newest(100)).records();

        assertThat(folder.toFile().list()).hasSize(3);
        assertThat(found).hasSizeBetween(4, 20);
        assertThat(found.getFirst().operation()).isEqualTo("operation49");
    }

    @Test
    void goesOnAfterALineThatWasTornByACrash() throws IOException {
        open(100_000, 2).append(entry(1, "user:a", ""));
        Files.writeString(folder.resolve("audit.log"), "{\"time\":\"2026-", StandardOpenOption.APPEND);

        FileAuditLog log = open(100_000, 2);
        log.append(entry(2, "user:a", ""));

        assertThat(log.find(AuditQuery.newest(10)).records())
                .extracting(AuditRecord::operation)
                .containsExactly("operation2", "operation1");
    }
}
