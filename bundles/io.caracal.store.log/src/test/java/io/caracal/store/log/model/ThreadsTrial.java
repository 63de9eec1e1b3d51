package io.caracal.store.log.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.Message;
import io.caracal.api.store.SessionState;
import io.caracal.api.store.StoredDelivery;
import io.caracal.api.store.StoredSubscription;
import io.caracal.store.log.fault.FaultDisk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Several threads that work on one store at once, as event loops do, each with a session of its own and messages to all; then a crash. */
final class ThreadsTrial {
    private static final int THREADS = 4;
    private static final int[] NONE = {};

    private final long seed;
    private final FaultDisk disk;
    private final StoreOptions options = StoreOptions.small(() -> 0);
    private final AtomicLong ticks = new AtomicLong();
    private final AtomicLong sequences = new AtomicLong();

    ThreadsTrial(long seed) {
        this.seed = seed;
        this.disk = new FaultDisk(seed);
    }

    void run(int calls) throws Exception {
        List<Observed> all = new ArrayList<>();
        FaultDisk found;
        try (OpenStore store = OpenStore.open(disk, options);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            store.picture();
            for (int i = 0; i < THREADS; i++) {
                OpenStore.now(store.sessions().put(new SessionState(client(i), 60, 0, Optional.empty())));
            }
            List<Future<List<Observed>>> working = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Callable<List<Observed>> worker = new Worker(store, i, calls)::work;
                working.add(threads.submit(worker));
            }
            Random chance = new Random(seed);
            TimeUnit.MICROSECONDS.sleep(chance.nextInt(20_000));
            found = chance.nextBoolean() ? disk.processCrash() : disk.powerLoss(chance.nextDouble());
            for (Future<List<Observed>> worker : working) {
                all.addAll(worker.get(30, TimeUnit.SECONDS));
            }
        }
        try (OpenStore store = OpenStore.open(found, options)) {
            Observed.check(all, store.picture());
        }
    }

    private static String client(int number) {
        return "client-" + number;
    }

    /** One thread. */
    private final class Worker {
        private final OpenStore store;
        private final int number;
        private final int calls;
        private final Random chance;
        private final List<Observed> done = new ArrayList<>();
        private final Deque<Change.Enqueue> waiting = new ArrayDeque<>();

        Worker(OpenStore store, int number, int calls) {
            this.store = store;
            this.number = number;
            this.calls = calls;
            this.chance = new Random(seed * THREADS + number);
        }

        List<Observed> work() throws IOException {
            for (int i = 0; i < calls && !disk.dead(); i++) {
                switch (chance.nextInt(10)) {
                    case 0 -> subscribe(i);
                    case 1 -> retain(i);
                    case 2, 3 -> complete();
                    case 4, 5 -> churn();
                    default -> enqueue();
                }
            }
            return done;
        }

        private void subscribe(int i) {
            var subscription = new StoredSubscription("filter/" + i, 1, false, false, 0, 0);
            call(
                    new Change.Subscribe(client(number), List.of(subscription)),
                    found -> found.session(client(number)).subscriptions.containsValue(subscription));
        }

        private void retain(int i) {
            Message message = message("retained/" + number + "/" + i);
            Body body = Body.of(message);
            call(new Change.Retain(message, 0), found -> body.equals(found.retained.get(body.topic())));
        }

        /** A message for the own session, which completes it later, and others, which keep it. */
        private void enqueue() {
            Message message = message("queue");
            List<StoredDelivery> deliveries = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                if (i == number || i == (number + 1) % THREADS || chance.nextInt(4) == 0) {
                    deliveries.add(delivery(i));
                }
            }
            Change.Enqueue enqueue = new Change.Enqueue(message, deliveries, null);
            call(enqueue, found -> isThere(enqueue, found));
            waiting.add(enqueue);
        }

        /** The oldest message of this thread's own session goes, after it was read once more. */
        private void complete() throws IOException {
            Change.Enqueue oldest = waiting.poll();
            if (oldest == null) {
                return;
            }
            long sequence = own(oldest);
            readBack(oldest.message(), sequence);
            call(
                    new Change.Completed(client(number), sequence),
                    found -> isThere(oldest, found) && !has(found, client(number), sequence));
        }

        /** A message that makes work for the cleaning. */
        private void churn() throws IOException {
            Message message = message("churn");
            StoredDelivery delivery = delivery(number);
            store.sessions().enqueue(message, List.of(delivery), null);
            readBack(message, delivery.sequence());
            store.sessions().completed(delivery.clientId(), delivery.sequence());
        }

        private void readBack(Message message, long sequence) throws IOException {
            try {
                Body body = store.bodies(client(number), List.of(sequence)).get(sequence);
                if (body != null || !disk.dead()) {
                    assertThat(body).isEqualTo(Body.of(message));
                }
            } catch (IOException e) {
                assertThat(disk.dead()).as("%s", e).isTrue();
            }
        }

        private StoredDelivery delivery(int client) {
            return new StoredDelivery(client(client), sequences.incrementAndGet(), 1, false, NONE, null, 0);
        }

        private long own(Change.Enqueue enqueue) {
            return enqueue.deliveries().stream()
                    .filter(delivery -> delivery.clientId().equals(client(number)))
                    .mapToLong(StoredDelivery::sequence)
                    .findFirst()
                    .orElseThrow();
        }

        /** Whether the others have a message: all or none, and if none, the own session does not have it either. */
        private boolean isThere(Change.Enqueue enqueue, Held found) {
            Body body = Body.of(enqueue.message());
            int present = 0;
            for (StoredDelivery delivery : enqueue.deliveries()) {
                HeldDelivery held = found.session(delivery.clientId()).queue.get(delivery.sequence());
                if (held != null) {
                    assertThat(held.body()).isEqualTo(body);
                    present++;
                }
            }
            int missing = enqueue.deliveries().size() - present;
            int completed = waiting.contains(enqueue) ? 0 : 1;
            assertThat(present == 0 || missing <= completed)
                    .as(
                            "half of a message: %s of %s",
                            present, enqueue.deliveries().size())
                    .isTrue();
            return present > 0;
        }

        private static boolean has(Held found, String client, long sequence) {
            return found.session(client).queue.containsKey(sequence);
        }

        private Message message(String topic) {
            byte[] payload = new byte[chance.nextInt(600)];
            chance.nextBytes(payload);
            return new Message(topic.getBytes(UTF_8), payload, new byte[0], 1, false, 0, Message.NEVER, client(number));
        }

        private void call(Change change, Predicate<Held> visible) {
            long began = ticks.incrementAndGet();
            var promise = change.call(store.sessions(), store.retained());
            done.add(new Observed(change, promise, began, ticks.incrementAndGet(), visible));
        }
    }
}
