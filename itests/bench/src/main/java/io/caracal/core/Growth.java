package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.core.routing.RoutingTable;
import io.caracal.itests.bench.FleetFilters;
import io.caracal.itests.bench.Heap;
import io.caracal.itests.bench.Measures;
import java.util.SplittableRandom;

/** How the broker grows with its sessions and subscriptions; each call measures one size and prints a line of JSON. */
public final class Growth {
    private static final int LOOKUPS = 2_000_000;
    private static final int TOPICS = 1 << 16;
    private static final int DEFAULT_FILTERS = 5;

    private Growth() {}

    /** @param args {@code sessions N [FILTERS]} or {@code filters N} */
    public static void main(String[] args) {
        if (args.length < 2) {
            throw new IllegalArgumentException("expected is: sessions N [FILTERS], or: filters N");
        }
        int count = Integer.parseInt(args[1]);
        Measures measures =
                switch (args[0]) {
                    case "sessions" ->
                        new SessionGrowth(count, args.length > 2 ? Integer.parseInt(args[2]) : DEFAULT_FILTERS).run();
                    case "filters" -> filters(count);
                    default ->
                        throw new IllegalArgumentException("given is " + args[0] + ", expected sessions or filters");
                };
        System.out.println(measures.json());
    }

    /** The routing table by itself: one wildcard filter for each of so many clients. */
    private static Measures filters(int count) {
        Measures measures = new Measures("filters", count);
        // What is compiled before counts as little as the machine allows.
        look(FleetFilters.table(Math.min(count, 10_000)), Math.min(count, 10_000), LOOKUPS);
        long empty = Heap.used();
        long start = System.nanoTime();
        RoutingTable table = FleetFilters.table(count);
        measures.put("subscribe_ns", (double) (System.nanoTime() - start) / count);
        measures.put("bytes", (double) (Heap.used() - empty) / count);
        measures.put("match_ns", look(table, count, LOOKUPS));
        return measures;
    }

    private static double look(RoutingTable table, int count, int lookups) {
        SplittableRandom random = new SplittableRandom(1);
        byte[][] topics = new byte[TOPICS][];
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = FleetFilters.topic(random.nextInt(count), 0).getBytes(UTF_8);
        }
        long found = 0;
        long start = System.nanoTime();
        for (int i = 0; i < lookups; i++) {
            found += table.route(topics[i & TOPICS - 1]).targets().length;
        }
        long nanos = System.nanoTime() - start;
        if (found != lookups) {
            throw new IllegalStateException("given are " + found + " matches, expected " + lookups);
        }
        return (double) nanos / lookups;
    }
}
