package io.caracal.itests.bench.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Rounds of churn, each until all who take part are gone; only some residents stay. Prints a line of JSON when a round is over, and begins the next one
 * when it reads a line; ends at the end of its input.
 */
public final class Soak {
    private static final int MOST_PAUSE_MILLIS = 200;

    private final int port;
    private final AtomicLong visits = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicReference<String> first = new AtomicReference<>("");

    private Soak(int port) {
        this.port = port;
    }

    /** @param args port, seconds of a round, places (clients at a time, roughly), residents */
    public static void main(String[] args) throws IOException, InterruptedException {
        Soak soak = new Soak(Integer.parseInt(args[0]));
        Duration round = Duration.ofSeconds(Long.parseLong(args[1]));
        int places = Integer.parseInt(args[2]);
        soak.residents(Integer.parseInt(args[3]));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        do {
            soak.round(round, places);
            System.out.printf(
                    Locale.ROOT,
                    "{\"visits\": %d, \"failures\": %d, \"first\": \"%s\"}%n",
                    soak.visits.get(),
                    soak.failures.get(),
                    soak.first.get());
        } while (commands.readLine() != null);
        System.exit(0);
    }

    private void residents(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Guest guest = new Guest(port).connect("resident-" + i, true, 0).subscribe("soak/" + i + "/+", 1);
            Thread.ofVirtual().start(() -> {
                try {
                    guest.listen();
                } catch (IOException e) {
                    failed("a resident: " + e);
                }
            });
        }
    }

    private void round(Duration length, int places) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            int place = i;
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                    visit(place);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void visit(int place) {
        Behaviour[] all = Behaviour.values();
        Behaviour behaviour = all[ThreadLocalRandom.current().nextInt(all.length)];
        try {
            behaviour.once(port, place);
            visits.incrementAndGet();
            Thread.sleep(ThreadLocalRandom.current().nextInt(MOST_PAUSE_MILLIS));
        } catch (IOException e) {
            failed(behaviour + ": " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(String what) {
        failures.incrementAndGet();
        var unused = first.compareAndSet("", what.replace('"', '\'').replace('\\', '/'));
    }
}
