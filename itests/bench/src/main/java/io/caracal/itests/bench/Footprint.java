package io.caracal.itests.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.api.store.Message;
import io.caracal.core.routing.RoutingTable;
import io.caracal.core.routing.SharedStrategy;
import io.caracal.store.memory.MemoryRetainedStore;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * What filters, subscribers and retained messages take of the heap: its growth after a full collection, in bytes for each. What
 * sessions and messages hold anyway (filter strings, message bodies) is told apart.
 */
public final class Footprint {
    private static final int COUNT = 1_000_000;

    private Footprint() {}

    /** @param args how many; a million if there is none */
    public static void main(String[] args) {
        int count = args.length == 0 ? COUNT : Integer.parseInt(args[0]);
        filters(count, "wildcard filters", Filters::filter);
        filters(count, "exact filters", n -> "site/" + n / 100 + "/device/" + n + "/state/set");
        subscribers(count, "subscribers of one filter", "news/+/all");
        subscribers(count, "members of one group", "$share/workers/jobs/+");
        retained(count);
    }

    private static void filters(int count, String what, IntFunction<String> naming) {
        Subscriber subscriber = new Subscriber("client");
        List<String> names = new ArrayList<>(count);
        long empty = Heap.used();
        for (int n = 0; n < count; n++) {
            names.add(naming.apply(n));
        }
        long named = Heap.used();
        RoutingTable table = new RoutingTable(SharedStrategy.ROUND_ROBIN);
        long start = System.nanoTime();
        for (String name : names) {
            table.subscribe(subscriber.to(name));
        }
        long nanos = System.nanoTime() - start;
        long filled = Heap.used();
        for (int n = 0; n < count; n++) {
            table.route(Filters.topic(n)).targets();
        }
        long matched = Heap.used();
        print(what, count, "table", filled - named);
        print(what, count, "table, after every filter was matched once", matched - named);
        print(what, count, "table and filter strings", filled - empty);
        print(what, count, "ns to subscribe, on average, while growing", nanos);
        for (String name : names) {
            table.unsubscribe(name, subscriber);
        }
        long left = Heap.used();
        print(what, count, "left when all have unsubscribed", left - named);
        keep(names, table);
    }

    private static void subscribers(int count, String what, String filter) {
        List<Subscriber> all = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            all.add(new Subscriber("client" + n));
        }
        long before = Heap.used();
        RoutingTable table = new RoutingTable(SharedStrategy.ROUND_ROBIN);
        for (Subscriber subscriber : all) {
            table.subscribe(subscriber.to(filter));
        }
        print(what, count, "table", Heap.used() - before);
        keep(all, table);
    }

    private static void retained(int count) {
        List<Message> messages = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            messages.add(new Message(
                    Filters.topic(n), "0123456789abcdef".getBytes(UTF_8), new byte[0], 1, true, 0, Message.NEVER, "p"));
        }
        long before = Heap.used();
        MemoryRetainedStore store = new MemoryRetainedStore();
        for (Message message : messages) {
            store.put(message, 0);
        }
        print("retained messages", count, "store without the messages", Heap.used() - before);
        keep(messages, store);
    }

    /** What is measured must not be collected before. */
    @SuppressWarnings("ReachabilityFenceUsage") // nothing to clean up, so no finally
    private static void keep(Object... measured) {
        Reference.reachabilityFence(measured);
    }

    private static void print(String what, int count, String which, long total) {
        System.out.printf(Locale.ROOT, "%-28s %9d  %8.1f  %s%n", what, count, (double) total / count, which);
    }
}
