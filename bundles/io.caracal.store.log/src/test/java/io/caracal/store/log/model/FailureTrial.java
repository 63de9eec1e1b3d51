package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.store.log.fault.FaultDisk;
import io.caracal.store.log.fault.Faults.Effect;
import io.caracal.store.log.fault.Faults.Operation;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Random;

/** A store whose disk fails once, drawn from a seed, and that goes on being asked; then the machine crashes. */
final class FailureTrial {
    private final Random chance;
    private final Workload workload;
    private final FaultDisk disk;
    private final StoreOptions options;

    FailureTrial(long seed) {
        chance = new Random(seed);
        workload = new Workload(chance, 500, 80_000);
        disk = new FaultDisk(seed);
        options = StoreOptions.small(workload::now);
    }

    void run(Operation failing, int calls) throws IOException {
        Journal journal;
        try (OpenStore store = OpenStore.open(disk, options)) {
            journal = new Journal(store.picture());
            disk.arm(EnumSet.of(failing), Effect.ERROR, chance.nextInt(calls / 4), 1);
            for (int i = 0; i < calls; i++) {
                journal.call(workload.next(journal.live()), store);
                if (chance.nextInt(10) == 0) {
                    journal.settle();
                }
            }
            journal.settle();
            disk.disarm();
            FaultDisk found = disk.powerLoss(chance.nextBoolean() ? 0 : chance.nextDouble());
            try (OpenStore again = OpenStore.open(found, options)) {
                journal.requirePrefix(again.picture(), workload.now());
                Journal next = new Journal(journal.live());
                next.call(workload.put("somebody"), again);
                next.settle();
                assertThat(next.failed()).isFalse();
            }
        }
    }
}
