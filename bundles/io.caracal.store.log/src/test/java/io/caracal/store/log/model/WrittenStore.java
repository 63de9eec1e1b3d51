package io.caracal.store.log.model;

import io.caracal.store.log.fault.FaultDisk;
import io.caracal.store.log.format.SegmentHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** The files of a store that was closed, and which changes wrote which bytes of them. */
final class WrittenStore {
    /** Some changes that promise nothing, and one that does. */
    private final List<List<Change>> steps = new ArrayList<>();

    private final Held held = new Held();
    private final FaultDisk disk;
    private final Workload workload;
    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, int[]> writers = new HashMap<>();

    /** Makes a store by some changes, each durable before the next begins. */
    WrittenStore(long seed, int count) throws IOException {
        disk = new FaultDisk(seed);
        workload = new Workload(new Random(seed), 1_000, 20_000);
        try (OpenStore store = OpenStore.open(disk, options())) {
            store.picture();
            while (steps.size() < count) {
                disk.writer(steps.size() + 1);
                steps.add(step(store));
            }
            disk.writer(0);
        }
        held.expire(workload.now());
        for (String name : disk.names()) {
            files.put(name, disk.bytesOf(name));
            writers.put(name, disk.writersOf(name));
        }
    }

    private List<Change> step(OpenStore store) throws IOException {
        List<Change> step = new ArrayList<>();
        while (true) {
            Change change = workload.next(held);
            if (change instanceof Change.Expire) {
                continue;
            }
            CompletableFuture<?> promise = change.call(store.sessions(), store.retained());
            change.apply(held);
            step.add(change);
            if (promise != null && !Boolean.FALSE.equals(OpenStore.now(promise))) {
                return step;
            }
        }
    }

    StoreOptions options() {
        return StoreOptions.small(workload::now);
    }

    Held held() {
        return held;
    }

    FaultDisk copy(long seed) {
        return disk.copy(seed);
    }

    /** Which steps, counted from 1, have lost bytes of their records on a disk that was a copy of this one. */
    NavigableSet<Integer> damagedOn(FaultDisk other) throws IOException {
        NavigableSet<Integer> damaged = new TreeSet<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] before = file.getValue();
            byte[] after = other.names().contains(file.getKey()) ? other.bytesOf(file.getKey()) : new byte[0];
            int[] owners = Objects.requireNonNull(writers.get(file.getKey()));
            int headers = 0;
            for (int i = 0; i < before.length; i++) {
                if (i >= after.length || before[i] != after[i]) {
                    if (i < SegmentHeader.SIZE) {
                        headers |= i < SegmentHeader.SIZE / 2 ? 1 : 2;
                    } else {
                        damaged.add(owners[i]);
                    }
                }
            }
            if (headers == 3) {
                Arrays.stream(owners).forEach(damaged::add);
            }
        }
        damaged.remove(0);
        return damaged;
    }

    /** Whether a whole step was written behind others. */
    boolean isFollowed(NavigableSet<Integer> damaged) {
        NavigableSet<Integer> writing = new TreeSet<>();
        writers.values().forEach(owners -> {
            for (int owner : owners) {
                writing.add(owner);
            }
        });
        writing.removeAll(damaged);
        return !damaged.isEmpty() && writing.higher(damaged.first()) != null;
    }

    Taint taint(NavigableSet<Integer> damaged) {
        return new Taint(
                held,
                steps.stream().flatMap(Collection::stream).toList(),
                damaged.stream()
                        .map(step -> steps.get(step - 1))
                        .flatMap(Collection::stream)
                        .toList());
    }
}
