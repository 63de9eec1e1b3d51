package io.caracal.store.log.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a trial for many seeds, a few at a time, since they wait more than they work. {@code -Dstore.seeds=100000} tries more of them,
 * {@code -Dstore.seed=42} only one, often enough that what depends on threads happens again.
 */
final class Seeds {
    /** What is done with one seed. */
    interface Trial {
        void run(long seed) throws Exception;
    }

    private static final int AT_ONCE = 4;
    private static final int REPETITIONS = 50;

    private record Running(long seed, Future<?> end) {
        void check() throws InterruptedException {
            String again = "seed " + seed + " (again with -Dstore.seed=" + seed + "): ";
            try {
                end.get(120, TimeUnit.SECONDS);
            } catch (ExecutionException _) {
                Throwable failure = end.exceptionNow();
                throw new AssertionError(again + failure.getMessage(), failure);
            } catch (TimeoutException e) {
                throw new AssertionError(again + "it does not end", e);
            }
        }
    }

    private Seeds() {}

    static void forEach(int usual, Trial trial) throws InterruptedException {
        Long only = Long.getLong("store.seed");
        long count = only == null ? Long.getLong("store.seeds", usual) : REPETITIONS;
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Running> all = new ArrayList<>();
            for (long i = 1; i <= count; i++) {
                long seed = only == null ? i : only;
                all.add(new Running(seed, threads.submit(() -> {
                    trial.run(seed);
                    return seed;
                })));
            }
            for (Running running : all) {
                running.check();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
