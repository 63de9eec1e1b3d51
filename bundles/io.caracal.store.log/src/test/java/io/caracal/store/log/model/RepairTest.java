package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.store.log.OfflineStore;
import io.caracal.store.log.disk.FolderDisk;
import io.caracal.store.log.fault.FaultDisk;
import io.caracal.store.log.format.SegmentHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is damaged is found without a broker, and mended so that the broker starts without a word. */
class RepairTest {
    @TempDir
    Path folder;

    @Test
    void repairMendsWhatCheckFinds() throws Exception {
        WrittenStore large = new WrittenStore(1, 400);
        WrittenStore small = new WrittenStore(2, 20);

        Seeds.forEach(
                40, seed -> repair(seed, seed % 2 == 0 ? small : large, Files.createTempDirectory(folder, "store")));
    }

    private static void repair(long seed, WrittenStore written, Path store) throws IOException {
        Random chance = new Random(seed);
        FaultDisk disk = written.copy(seed);
        for (int i = chance.nextInt(3); i >= 0 && !disk.names().isEmpty(); i--) {
            String name = Harm.any(disk.names(), chance);
            if (disk.bytesOf(name).length > SegmentHeader.SIZE) {
                Harm.any(List.of(Harm.values()), chance).inflict(disk, name, chance);
            }
        }
        for (String file : disk.names()) {
            Files.write(store.resolve(file), disk.bytesOf(file));
        }
        NavigableSet<Integer> damaged = written.damagedOn(disk);
        boolean complete = disk.names().equals(written.copy(seed).names());
        boolean unseen = OfflineStore.check(store).problems().isEmpty();
        assertThat(unseen && complete && written.isFollowed(damaged))
                .as("unseen")
                .isFalse();

        OfflineStore.repair(store);

        assertThat(OfflineStore.check(store).problems()).isEmpty();
        try (OpenStore open = OpenStore.open(new FolderDisk(store), written.options())) {
            assertThat(open.maintenance().stats().damaged()).isZero();
            written.taint(damaged).check(open.picture());
        }
    }
}
