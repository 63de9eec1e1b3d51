package io.caracal.store.log.model;

import io.caracal.store.log.fault.FaultDisk;
import java.io.IOException;
import java.util.Random;

/** A store on a disk that has too little room most of the time, drawn from a seed, and that crashes at last. */
final class FullDiskTrial {
    private final Random chance;
    private final Workload workload;
    private final StoreOptions options;
    private FaultDisk disk;

    FullDiskTrial(long seed) {
        chance = new Random(seed);
        workload = new Workload(chance, 2_000, 30_000);
        disk = new FaultDisk(seed);
        options = StoreOptions.small(workload::now);
        if (chance.nextInt(3) == 0) {
            disk.quotaComesAsSurprise();
        }
    }

    void run(int calls) throws IOException {
        Journal journal;
        try (OpenStore store = OpenStore.open(disk, options)) {
            journal = new Journal(store.picture());
            for (int i = 0; i < calls; i++) {
                switch (chance.nextInt(40)) {
                    case 0 -> disk.quota(disk.bytes() + chance.nextInt(3 * StoreOptions.SEGMENT));
                    case 1 -> {
                        disk.quota(Long.MAX_VALUE);
                        journal.settle();
                    }
                    default -> journal.call(workload.next(journal.live()), store);
                }
            }
            if (chance.nextBoolean()) {
                disk.quota(Long.MAX_VALUE);
                journal.settle();
            }
            disk = chance.nextBoolean() ? disk.powerLoss(chance.nextDouble()) : disk.processCrash();
        }
        journal.settle();
        try (OpenStore store = OpenStore.open(disk, options)) {
            journal.requirePrefix(store.picture(), workload.now());
        }
    }
}
