package io.caracal.rest.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.rest.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRecordTest {
    @TempDir
    private Path folder;

    record Count(int value) {}

    private StoredRecord<Count> open() {
        return new StoredRecord<>(folder.resolve("sub/count.json"), Count.class, new Count(0), Json.mapper());
    }

    @Test
    void isInitialWithoutAFile() {
        assertThat(open().read()).isEqualTo(new Count(0));
    }

    @Test
    void seesWhatAnotherHasWritten() {
        StoredRecord<Count> one = open();
        one.change(_ -> new Count(1));
        open().change(_ -> new Count(2));

        assertThat(one.read()).isEqualTo(new Count(2));
    }

    @Test
    void losesNoChangeOfTwoThatWorkOnTheSameFile() {
        List<StoredRecord<Count>> both = List.of(open(), open());
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 40)
                    .forEach(i ->
                            executor.submit(() -> both.get(i % 2).change(before -> new Count(before.value() + 1))));
        }

        assertThat(open().read()).isEqualTo(new Count(40));
    }

    @Test
    void aChangeThatIsRefusedLeavesItAsItWas() {
        StoredRecord<Count> stored = open();
        stored.change(_ -> new Count(1));

        assertThatThrownBy(() -> stored.change(_ -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(stored.read()).isEqualTo(new Count(1));
    }

    @Test
    void nobodyElseCanReadIt() throws IOException {
        open().change(_ -> new Count(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("sub/count.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhichFileIsDamaged() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/count.json"), "{\"value\": ");

        assertThatThrownBy(() -> open().read()).hasMessageContaining("count.json is damaged");
    }
}
