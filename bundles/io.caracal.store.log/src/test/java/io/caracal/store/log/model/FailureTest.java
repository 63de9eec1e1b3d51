package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.store.StoreFullException;
import io.caracal.api.store.StoreState;
import io.caracal.store.log.fault.FaultDisk;
import io.caracal.store.log.fault.Faults.Effect;
import io.caracal.store.log.fault.Faults.Operation;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After a failed write nothing more is acknowledged, and what was acknowledged before is there. */
class FailureTest {
    private final Workload workload = new Workload(new Random(1), 100, 100);
    private final StoreOptions options = StoreOptions.small(workload::now);
    private final FaultDisk disk = new FaultDisk(1);

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"WRITE", "FORCE", "FORCE_FOLDER", "CREATE", "RENAME", "DELETE", "READ", "OPEN", "TRUNCATE", "LIST"
            })
    void failedOperationBreaksNoPromise(Operation failing) throws InterruptedException {
        Seeds.forEach(20, seed -> new FailureTrial(seed).run(failing, 200));
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"WRITE", "FORCE"})
    void failedStoreSaysSoAndCanStillBeRead(Operation failing) throws IOException {
        try (OpenStore store = OpenStore.open(disk, options)) {
            store.picture();
            Journal journal = new Journal(new Held());
            journal.call(workload.put("client-1"), store);
            Change.Enqueue kept = workload.enqueue("client-1");
            journal.call(kept, store);
            journal.settle();

            disk.arm(EnumSet.of(failing), Effect.ERROR, 0, 1);
            journal.call(workload.enqueue("client-1"), store);
            journal.settle();

            assertThat(journal.failed()).isTrue();
            assertThat(store.sessions().state()).isEqualTo(StoreState.FAILED);
            assertThat(store.maintenance().stats().reason()).isNotEmpty();
            assertThatThrownBy(() -> OpenStore.now(store.sessions().remove("client-1")))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(StoreFullException.class);
            TreeMap<Long, Body> expected = new TreeMap<>();
            kept.deliveries().forEach(delivery -> expected.put(delivery.sequence(), Body.of(kept.message())));
            assertThat(store.bodies("client-1", expected.keySet())).isEqualTo(expected);
        }
    }

    @Test
    void readOnlyFolderIsRefusedWithTheReason() {
        disk.readOnly(true);

        assertThatThrownBy(() -> OpenStore.open(disk, options))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Read-only");
    }

    @Test
    void readOnlyFolderWithAStoreInItIsRefusedWithTheReason() throws IOException {
        OpenStore.open(disk, options).close();
        disk.readOnly(true);

        assertThatThrownBy(() -> OpenStore.open(disk, options))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Read-only");
    }

    @Test
    void secondStoreOnTheSameFolderIsRefused() throws IOException {
        try (OpenStore _ = OpenStore.open(disk, options)) {
            assertThatThrownBy(() -> OpenStore.open(disk, options)).hasMessageContaining("in use");
        }
        OpenStore.open(disk, options).close();
    }

    @Test
    void failedReadOfABodyIsNoWrongMessageAndNoEnd() throws IOException {
        try (OpenStore store = OpenStore.open(disk, options)) {
            store.picture();
            Journal journal = new Journal(new Held());
            journal.call(workload.put("client-1"), store);
            Change.Enqueue kept = workload.enqueue("client-1");
            journal.call(kept, store);
            journal.settle();
        }
        try (OpenStore store = OpenStore.open(disk, options)) {
            Held found = store.picture();
            var sequences = found.session("client-1").queue.keySet();
            disk.arm(EnumSet.of(Operation.READ), Effect.ERROR, 0, 1);

            assertThatThrownBy(() -> store.bodies("client-1", sequences)).isInstanceOf(IOException.class);

            assertThat(store.bodies("client-1", sequences)).hasSameSizeAs(sequences);
            assertThat(store.sessions().state()).isEqualTo(StoreState.OPEN);
        }
    }
}
