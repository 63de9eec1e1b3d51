package io.caracal.store.log.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.StoreSettings.Durability;
import io.caracal.store.log.fault.FaultDisk;
import io.caracal.store.log.fault.Faults.Effect;
import io.caracal.store.log.fault.Faults.Operation;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Several lives of a store, one after the other, drawn from a seed: each is opened on what the one before has left, compared with what
 * may be there, worked with, and ends in one of the ways that processes and machines end.
 */
final class CrashTrial {
    private static final double[] KEPT = {0, 0.1, 0.5, 0.9, 0.99, 1};

    private final Random chance;
    private final Workload workload;
    private final StoreOptions options;
    private final boolean cleaned;
    private FaultDisk disk;
    private Journal journal = new Journal(new Held());
    private boolean clean = true;
    private boolean powerLost;
    private long moved;

    /** @param cleaned whether so much comes and goes that the log is cleaned */
    CrashTrial(long seed, boolean cleaned) {
        this.cleaned = cleaned;
        chance = new Random(seed);
        workload = new Workload(chance, 100, cleaned ? 10_000 : 80_000);
        disk = new FaultDisk(seed);
        Durability durability = chance.nextInt(4) > 0
                ? Durability.FSYNC
                : Durability.values()[chance.nextInt(Durability.values().length)];
        options = StoreOptions.of(durability, 0, chance.nextInt(3), workload::now);
    }

    /**
     * @param lives how many
     * @param calls the most of each
     * @return how many bytes were moved in order to free room
     */
    long run(int lives, int calls) throws IOException {
        for (int life = 0; life < lives; life++) {
            if (chance.nextInt(3) == 0) {
                int pass = chance.nextInt(chance.nextBoolean() ? 30 : 300);
                disk.arm(EnumSet.allOf(Operation.class), Effect.CRASH, pass, 1);
            }
            live(chance.nextInt(calls));
        }
        disk.disarm();
        live(0);
        return moved;
    }

    private void live(int calls) throws IOException {
        FaultDisk used = disk;
        try (OpenStore store = OpenStore.open(used, options)) {
            Held found = store.picture();
            check(found);
            journal = new Journal(found);
            clean = false;
            powerLost = false;
            journal.call(new Change.Expire(workload.now()), store);
            work(store, calls);
            moved += store.maintenance().stats().movedBytes();
            end(store);
        } catch (IOException e) {
            assertThat(used.dead()).as("%s", e).isTrue();
            if (disk == used) {
                crash();
            }
        }
        journal.settle();
    }

    private void check(Held found) {
        Durability durability = options.settings().durability();
        if (powerLost && durability != Durability.FSYNC) {
            return;
        }
        if (clean) {
            journal.requireEverything(found, workload.now());
        } else if (durability == Durability.NONE) {
            journal.requirePrefix(found, workload.now(), 0);
        } else {
            journal.requirePrefix(found, workload.now());
        }
    }

    private void work(OpenStore store, int calls) throws IOException {
        for (int i = 0; i < calls; i++) {
            switch (chance.nextInt(30)) {
                case 0, 1 -> disk.holdForces(true);
                case 2, 3 -> disk.holdForces(false);
                case 4 -> {
                    disk.holdForces(false);
                    journal.settle();
                }
                case 5, 6 -> readSome(store);
                case 7 -> {
                    if (cleaned) {
                        comeAndGo(store);
                    }
                }
                default -> journal.call(workload.next(journal.live()), store);
            }
        }
    }

    /** Many messages that nobody wants any more; mostly it is waited until their room is free again, or soon will be. */
    private void comeAndGo(OpenStore store) throws IOException {
        for (int i = 0; i < 40; i++) {
            Change.Enqueue enqueue = workload.enqueue("client-1", new byte[chance.nextInt(16_000)]);
            journal.call(enqueue, store);
            long sequence = enqueue.deliveries().getFirst().sequence();
            journal.call(new Change.Completed("client-1", sequence), store);
        }
        disk.holdForces(false);
        long moved = store.maintenance().stats().movedBytes();
        long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(chance.nextInt(250));
        while (System.nanoTime() < patience
                && !disk.dead()
                && store.maintenance().stats().movedBytes() == moved) {
            LockSupport.parkNanos(100_000);
        }
        if (chance.nextBoolean()) {
            readSome(store);
        }
    }

    /** What waits can be read, whether it is durable yet or not, and what is gone is not there. */
    private void readSome(OpenStore store) throws IOException {
        for (Map.Entry<String, HeldSession> session : journal.live().sessions.entrySet()) {
            NavigableMap<Long, Body> expected = new TreeMap<>();
            session.getValue().queue.forEach((sequence, delivery) -> {
                if (delivery.body() != null && chance.nextInt(4) == 0) {
                    expected.put(sequence, delivery.body());
                }
            });
            NavigableMap<Long, Body> found = store.bodies(session.getKey(), expected.keySet());
            if (disk.dead()) {
                expected.keySet().retainAll(found.keySet());
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    private void end(OpenStore store) throws IOException {
        if (chance.nextInt(3) > 0) {
            crash();
            return;
        }
        disk.holdForces(false);
        store.close();
        clean = !disk.dead();
        if (!clean || chance.nextBoolean()) {
            crash();
        }
    }

    /** Ends machine or process, if the disk has not done so already. */
    private void crash() {
        if (chance.nextInt(3) == 0) {
            disk = disk.processCrash();
        } else {
            disk = disk.powerLoss(KEPT[chance.nextInt(KEPT.length)]);
            powerLost = true;
        }
    }
}
