package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.store.log.disk.FolderDisk;
import io.caracal.store.log.fault.FaultDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that is made while the store is at work is a store by itself. */
class SnapshotTest {
    @TempDir
    Path folder;

    @Test
    void copyHoldsEverythingThatWasDurableWhenItWasAskedFor() throws InterruptedException {
        Seeds.forEach(20, seed -> copyAtWork(seed, folder.resolve("copy-" + seed + "-" + System.nanoTime())));
    }

    private static void copyAtWork(long seed, Path copy) throws IOException {
        Random chance = new Random(seed);
        Workload workload = new Workload(chance, 3_000, 80_000);
        StoreOptions options = StoreOptions.small(workload::now);
        try (OpenStore store = OpenStore.open(new FaultDisk(seed), options)) {
            store.picture();
            Journal journal = new Journal(new Held());
            work(journal, workload, store, 300);
            journal.settle();
            int durable = journal.promised();

            CompletionStage<Long> made = store.maintenance().snapshot(copy);
            work(journal, workload, store, 300);

            assertThat(OpenStore.now(made)).isPositive();
            journal.settle();
            try (OpenStore copied = OpenStore.open(new FolderDisk(copy), options)) {
                journal.requirePrefix(copied.picture(), workload.now(), durable);
                assertThat(copied.maintenance().stats().damaged()).isZero();
            }
        }
    }

    private static void work(Journal journal, Workload workload, OpenStore store, int calls) {
        for (int i = 0; i < calls; i++) {
            journal.call(workload.next(journal.live()), store);
        }
    }
}
