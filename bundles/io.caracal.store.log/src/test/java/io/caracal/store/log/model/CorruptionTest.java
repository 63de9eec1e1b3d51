package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.StoreState;
import io.caracal.store.log.fault.FaultDisk;
import io.caracal.store.log.format.SegmentHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Damaged files cost what is in the damaged places and nothing else, loudly, and never make a wrong message. */
class CorruptionTest {
    private static final List<WrittenStore> STORES = new ArrayList<>();

    @BeforeAll
    static void write() throws IOException {
        for (int seed = 1; seed <= 5; seed++) {
            STORES.add(new WrittenStore(seed, 500));
        }
    }

    @Test
    void undamagedStoreIsReadWhole() throws IOException {
        for (WrittenStore written : STORES) {
            try (OpenStore store = OpenStore.open(written.copy(1), written.options())) {
                assertThat(written.held().differences(store.picture())).isEmpty();
                assertThat(store.maintenance().stats().damaged()).isZero();
                assertThat(OpenStore.now(store.maintenance().check()).problems())
                        .isEmpty();
            }
        }
    }

    @Test
    void damageCostsOnlyWhatIsDamaged() throws InterruptedException {
        Seeds.forEach(1_000, CorruptionTest::damageOnce);
    }

    private static void damageOnce(long seed) throws IOException {
        Random chance = new Random(seed);
        WrittenStore written = Harm.any(STORES, chance);
        FaultDisk disk = written.copy(seed);
        Harm harm = Harm.any(List.of(Harm.values()), chance);
        String name = Harm.any(disk.names(), chance);
        boolean oldestIsLost =
                harm == Harm.LOST_FILE && name.equals(disk.names().getFirst());
        harm.inflict(disk, name, chance);
        NavigableSet<Integer> damaged = written.damagedOn(disk);

        List<String> names = disk.names();

        Held found;
        try (OpenStore store = OpenStore.open(disk, written.options())) {
            found = store.picture();
            written.taint(damaged).check(found);
            if (!written.held().equals(found) && written.isFollowed(damaged) && !oldestIsLost) {
                assertThat(store.maintenance().stats().damaged())
                        .as("%s in %s", harm, name)
                        .isPositive();
                boolean unseen =
                        OpenStore.now(store.maintenance().check()).problems().isEmpty();
                assertThat(unseen && disk.names().containsAll(names))
                        .as("check sees nothing, and nothing was cleaned away")
                        .isFalse();
            }
        }
        try (OpenStore again = OpenStore.open(disk, written.options())) {
            assertThat(found.differences(again.picture())).isEmpty();
        }
    }

    @Test
    void bodyThatIsDamagedWhileTheStoreIsOpenIsNoMessage() throws IOException {
        WrittenStore written = STORES.getFirst();
        FaultDisk disk = written.copy(1);
        try (OpenStore store = OpenStore.open(disk, written.options())) {
            for (String name : disk.names()) {
                byte[] bytes = disk.bytesOf(name);
                for (int i = SegmentHeader.SIZE; i < bytes.length; i++) {
                    bytes[i] ^= 1;
                }
                disk.damage(name, 0, bytes);
            }

            for (Map.Entry<String, HeldSession> session :
                    written.held().sessions.entrySet()) {
                for (long sequence : session.getValue().queue.keySet()) {
                    assertThat(readOrRefused(store, session.getKey(), sequence)).isEmpty();
                }
            }
            assertThat(store.sessions().state()).isEqualTo(StoreState.OPEN);
        }
    }

    /** Whoever publishes bytes that look like records does not get them read as such, not even when damage makes the store look for records. */
    @Test
    void recordsInsideOfPayloadsAreNoRecords() throws IOException {
        Workload workload = new Workload(new Random(1), 100, 100);
        StoreOptions options = StoreOptions.small(workload::now);
        FaultDisk disk = new FaultDisk(1);
        try (OpenStore store = OpenStore.open(disk, options)) {
            store.picture();
            Journal journal = new Journal(new Held());
            journal.call(workload.put("client-1"), store);
            Change.Enqueue first = workload.enqueue("client-1");
            journal.call(first, store);
            journal.settle();
            String name = disk.names().getLast();
            byte[] file = disk.bytesOf(name);
            byte[] records = Arrays.copyOfRange(file, SegmentHeader.SIZE, SegmentHeader.SIZE + 2_048);
            journal.call(
                    new Change.Completed(
                            "client-1", first.deliveries().getFirst().sequence()),
                    store);
            journal.call(workload.put("client-1"), store);
            journal.settle();
            disk.writer(1);
            for (int shift = 0; shift < 8; shift++) {
                byte[] payload = new byte[shift + records.length];
                System.arraycopy(records, 0, payload, shift, records.length);
                journal.call(workload.enqueue("client-1", payload), store);
            }
            journal.settle();
            int[] writers = disk.writersOf(name);
            byte[] zeros = new byte[24];
            for (int i = SegmentHeader.SIZE; i < writers.length; i += 8) {
                if (writers[i] == 1) {
                    disk.damage(name, i, zeros);
                    break;
                }
            }
        }
        try (OpenStore store = OpenStore.open(disk, options)) {
            Held found = store.picture();
            assertThat(found.session("client-1").queue.values())
                    .extracting(delivery ->
                            Objects.requireNonNull(delivery.body()).payload().remaining())
                    .allMatch(length -> length >= 2_048);
        }
    }

    private static Collection<Body> readOrRefused(OpenStore store, String client, long sequence) {
        try {
            return store.bodies(client, List.of(sequence)).values();
        } catch (IOException _) {
            return List.of();
        }
    }
}
