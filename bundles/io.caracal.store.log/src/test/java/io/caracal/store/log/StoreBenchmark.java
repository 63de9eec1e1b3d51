package io.caracal.store.log;

import io.caracal.api.config.Bytes;
import io.caracal.api.store.Message;
import io.caracal.api.store.SessionStore;
import io.caracal.api.store.StoreMaintenance.Stats;
import io.caracal.api.store.StoreSettings;
import io.caracal.api.store.StoreSettings.Durability;
import io.caracal.api.store.StoreSettings.Type;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSession;
import io.caracal.store.log.disk.FolderDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What the store costs by itself; no test, run by hand: the cost of a call, acknowledged messages a second of publishers that wait for each, a million queued
 * messages, and how they come back.
 *
 * <p>Usage: {@code StoreBenchmark FOLDER [calls] [publishers] [million]}
 */
final class StoreBenchmark {
    private static final int SESSIONS = 10_000;

    private final Path folder;

    private StoreBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        StoreBenchmark benchmark = new StoreBenchmark(Path.of(args[0]));
        List<String> what = List.of(args).subList(1, args.length);
        if (what.contains("calls")) {
            benchmark.calls();
        }
        if (what.contains("publishers")) {
            for (int count : new int[] {1, 10, 50, 200}) {
                for (Durability durability :
                        List.of(Durability.NONE, Durability.FSYNC, Durability.NONE, Durability.FSYNC)) {
                    benchmark.publishers(count, durability);
                }
            }
        }
        if (what.contains("million")) {
            benchmark.million();
        }
    }

    private LogStore open(String name, Durability durability) throws IOException {
        Path own = folder.resolve(name);
        Files.createDirectories(own);
        StoreSettings settings = new StoreSettings(
                Type.LOG,
                durability,
                Duration.ofMillis(2),
                new Bytes(64 << 20),
                new Bytes(0),
                new Bytes(256 << 20),
                new Bytes(32 << 20));
        return LogStore.open(new FolderDisk(own), settings, InstantSource.system());
    }

    private void calls() throws IOException {
        try (LogStore store = open("calls", Durability.NONE)) {
            SessionStore sessions = store.sessions();
            sessions.put(Kept.session("subscriber"));
            Message message = Kept.message("some/topic/of/usual/length", new byte[64]);
            int[] none = {};
            long sequence = 0;
            for (int round = 0; round < 6; round++) {
                int count = 500_000;
                List<StoredDelivery> one = new ArrayList<>(List.of(Kept.delivery("subscriber", 0)));
                long begun = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    one.set(0, new StoredDelivery("subscriber", sequence++, 1, false, none, null, 0));
                    sessions.enqueue(message, one, null);
                }
                long enqueued = System.nanoTime();
                for (long done = sequence - count; done < sequence; done++) {
                    sessions.completed("subscriber", done);
                }
                long completed = System.nanoTime();
                System.out.printf(
                        Locale.ROOT,
                        "enqueue %d ns, completed %d ns%n",
                        (enqueued - begun) / count,
                        (completed - enqueued) / count);
            }
        }
    }

    /** Two loops, as the broker has them; each publisher waits for its acknowledgement, each message goes to its subscriber and is completed. */
    private void publishers(int count, Durability durability) throws Exception {
        try (LogStore store = open("publishers-" + System.nanoTime(), durability)) {
            SessionStore sessions = store.sessions();
            for (int i = 0; i < count; i++) {
                sessions.put(Kept.session("s" + i));
            }
            Kept.join(sessions.put(Kept.session("last")));
            int loops = Math.min(2, count);
            long[] done = new long[loops];
            List<Thread> threads = new ArrayList<>();
            long end = System.nanoTime() + 3_000_000_000L;
            for (int loop = 0; loop < loops; loop++) {
                int own = loop;
                threads.add(Thread.ofPlatform().start(() -> done[own] = loop(sessions, own, count / loops, end)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            Stats stats = store.maintenance().stats();
            long acknowledged = Arrays.stream(done).sum();
            System.out.printf(
                    Locale.ROOT,
                    "%d publishers %s: %d acknowledged/s, %d commits/s of %d us, %.1f a commit%n",
                    count,
                    durability,
                    acknowledged / 3,
                    stats.commits() / 3,
                    stats.commitMicros(),
                    (double) acknowledged / stats.commits());
        }
    }

    private static long loop(SessionStore sessions, int loop, int publishers, long end) {
        BlockingQueue<CompletionStage<?>> durable = new LinkedBlockingQueue<>();
        Map<CompletionStage<?>, List<Integer>> waiting = new HashMap<>();
        Message message = Kept.message("some/topic/of/usual/length", new byte[64]);
        long acknowledged = 0;
        long sequence = loop;
        long[] last = new long[publishers];
        List<Integer> ready = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
            ready.add(i);
            last[i] = -1;
        }
        while (System.nanoTime() < end) {
            for (int publisher : ready) {
                String subscriber = "s" + (publisher * 2 + loop);
                if (last[publisher] >= 0) {
                    sessions.completed(subscriber, last[publisher]);
                }
                sequence += 2;
                last[publisher] = sequence;
                CompletionStage<Void> stage =
                        sessions.enqueue(message, List.of(Kept.delivery(subscriber, sequence)), null);
                waiting.computeIfAbsent(stage, first -> {
                            first.whenComplete((_, _) -> durable.add(first));
                            return new ArrayList<>();
                        })
                        .add(publisher);
            }
            ready.clear();
            try {
                CompletionStage<?> stage = durable.take();
                while (stage != null) {
                    List<Integer> answered = waiting.remove(stage);
                    if (answered != null) {
                        ready.addAll(answered);
                        acknowledged += answered.size();
                    }
                    stage = durable.poll();
                }
            } catch (InterruptedException _) {
                return acknowledged;
            }
        }
        return acknowledged;
    }

    private void million() throws IOException {
        int each = 100;
        byte[] payload = new byte[100];
        long before = usedHeap();
        LogStore store = open("million", Durability.FSYNC);
        try {
            SessionStore sessions = store.sessions();
            for (int i = 0; i < SESSIONS; i++) {
                sessions.put(Kept.session("session-" + i));
            }
            long base = usedHeap();
            long begun = System.nanoTime();
            CompletionStage<Void> last = sessions.put(Kept.session("last"));
            for (int n = 0; n < each; n++) {
                for (int i = 0; i < SESSIONS; i++) {
                    Message message = Kept.message("session/" + i + "/topic", payload);
                    last = sessions.enqueue(
                            message, List.of(Kept.delivery("session-" + i, (long) n * SESSIONS + i)), null);
                }
                Kept.join(last);
            }
            System.out.printf("1 million queued in %d ms%n", (System.nanoTime() - begun) / 1_000_000);
            System.out.printf(
                    Locale.ROOT,
                    "heap: sessions %d bytes each, messages %.1f bytes each; disk %.1f bytes each%n",
                    (base - before) / SESSIONS,
                    (usedHeap() - base) / 1e6,
                    store.maintenance().stats().bytes() / 1e6);
        } finally {
            store.close();
        }
        comeBack();
    }

    private void comeBack() throws IOException {
        long begun = System.nanoTime();
        try (LogStore store = open("million", Durability.FSYNC)) {
            System.out.printf("opened in %d ms%n", (System.nanoTime() - begun) / 1_000_000);
            long[] count = {0};
            Kept.join(store.sessions()
                    .recover((StoredSession session) ->
                            count[0] += session.queue().size()));
            System.out.printf(
                    "recovered %d deliveries in %d ms in all%n", count[0], (System.nanoTime() - begun) / 1_000_000);
            long reading = System.nanoTime();
            for (int i = 0; i < SESSIONS; i++) {
                long[] wanted = new long[100];
                for (int n = 0; n < 100; n++) {
                    wanted[n] = (long) n * SESSIONS + i;
                }
                List<Message> found = Kept.join(store.sessions().read("session-" + i, wanted));
                if (found.contains(null)) {
                    throw new IllegalStateException("a message of session " + i + " is missing");
                }
                for (long done : wanted) {
                    store.sessions().completed("session-" + i, done);
                }
            }
            System.out.printf("read and completed all in %d ms%n", (System.nanoTime() - reading) / 1_000_000);
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
