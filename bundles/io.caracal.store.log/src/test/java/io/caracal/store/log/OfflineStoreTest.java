package io.caracal.store.log;

import static io.caracal.store.log.Kept.delivery;
import static io.caracal.store.log.Kept.join;
import static io.caracal.store.log.Kept.message;
import static io.caracal.store.log.Kept.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.caracal.api.store.StoreMaintenance.Report;
import io.caracal.api.store.StoreMaintenance.Stats;
import io.caracal.store.log.format.SegmentHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that no broker has. */
class OfflineStoreTest {
    private static final int MESSAGES = 1_000;

    @TempDir
    Path folder;

    @Test
    void folderWithoutAStoreHoldsNothing() throws IOException {
        assertThat(OfflineStore.stats(folder.resolve("none")).segments()).isZero();
        assertThat(OfflineStore.check(folder.resolve("none")).problems()).isEmpty();
        assertThat(OfflineStore.repair(folder).actions()).isEmpty();
    }

    @Test
    void storeInUseIsRefused() throws IOException {
        try (LogStore _ = Kept.open(folder)) {
            assertThatIOException().isThrownBy(() -> OfflineStore.check(folder)).withMessageContaining("in use");
        }
    }

    @Test
    void statsAreThoseOfTheOpenStore() throws IOException {
        Stats open = fill();

        Stats found = OfflineStore.stats(folder);

        assertThat(found.sessions()).isEqualTo(open.sessions());
        assertThat(found.deliveries()).isEqualTo(open.deliveries()).isEqualTo(MESSAGES);
        assertThat(found.retained()).isEqualTo(open.retained()).isEqualTo(1);
        assertThat(found.liveBytes()).isEqualTo(open.liveBytes());
    }

    @Test
    void checkFindsNothingWhereAllIsWell() throws IOException {
        fill();

        Report report = OfflineStore.check(folder);

        assertThat(report.problems()).isEmpty();
        assertThat(report.records()).isGreaterThan(MESSAGES);
    }

    @Test
    void repairLeavesOutWhatIsDamagedAndKeepsTheRest() throws IOException {
        fill();
        overwrite(1, 20_000, 300);
        Files.delete(segment(2));
        Files.write(segment(4), Arrays.copyOf(Files.readAllBytes(segment(4)), 40_001));
        overwrite(5, 0, 100);
        overwrite(6, 0, 4096);

        OfflineStore.Repair repair = OfflineStore.repair(folder);

        assertThat(repair.before().problems()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(repair.actions()).hasSize(5);
        assertThat(OfflineStore.check(folder).problems()).isEmpty();
        try (Stream<Path> kept = Files.list(folder.resolve("damaged"))) {
            assertThat(kept).hasSize(4);
        }
        try (LogStore store = Kept.open(folder)) {
            assertThat(store.maintenance().stats().damaged()).isZero();
            assertThat(store.maintenance().stats().deliveries()).isBetween(MESSAGES / 3L, MESSAGES - 1L);
            assertThat(problems(store)).isEmpty();
        }
    }

    private static List<String> problems(LogStore store) {
        return join(store.maintenance().check()).problems();
    }

    private Stats fill() throws IOException {
        try (LogStore store = Kept.open(folder)) {
            store.sessions().put(session("alice"));
            store.retained().put(message("retained"), 0);
            store.retained().put(message("retained"), 0);
            for (int n = 0; n < MESSAGES; n++) {
                store.sessions().enqueue(message("topic", new byte[300]), List.of(delivery("alice", n)), null);
            }
            join(store.sessions().put(session("bob")));
            return store.maintenance().stats();
        }
    }

    private Path segment(long number) {
        return folder.resolve(SegmentHeader.fileName(number));
    }

    private void overwrite(long number, int position, int length) throws IOException {
        byte[] bytes = Files.readAllBytes(segment(number));
        for (int i = 0; i < length; i++) {
            bytes[position + i] ^= 0x55;
        }
        Files.write(segment(number), bytes);
    }
}
