package io.caracal.core.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** Several threads change subscriptions of the same filters while others match. */
class RoutingConcurrencyTest {
    private static final int WRITERS = 4;
    private static final List<String> FILTERS = List.of(
            "a/b", "a/+", "+/b", "a/#", "#", "a/b/+", "a/b/#", "+/+", "$share/g/a/+", "$share/g/a/b", "x/+/y", "x/z");

    private final RoutingTable table = new RoutingTable(SharedStrategy.ROUND_ROBIN);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.close();
    }

    @RepeatedTest(10)
    void nothingIsLostAndNothingIsLeftWhenThreadsSubscribeAndUnsubscribe() throws Exception {
        Client steady = new Client("steady");
        table.subscribe(steady.to("a/+"));
        table.subscribe(steady.to("$share/steady/a/b"));
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch start = new CountDownLatch(WRITERS + 2);
        List<Future<Integer>> readers = new ArrayList<>();
        Route shared = table.route("a/b".getBytes(UTF_8));
        for (int i = 0; i < 2; i++) {
            readers.add(threads.submit(started(start, () -> readUntil(done, steady, shared))));
        }
        List<Future<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int seed = i;
            writers.add(threads.submit(started(start, () -> write(seed))));
        }
        awaitThenSet(writers, done);
        for (Future<Integer> reader : readers) {
            assertThat(reader.get()).isPositive();
        }

        assertThat(table.subscriptions()).isEqualTo(2);
        assertThat(shared.targets()).hasSize(1);
        table.unsubscribe("a/+", steady);
        table.unsubscribe("$share/steady/a/b", steady);
        assertThat(shared.targets()).isEmpty();
        assertThat(shared.groups()).isEmpty();
        assertThat(table.filters()).isZero();
        assertThat(table.isBare()).isTrue();
    }

    @RepeatedTest(10)
    void roundRobinLosesNoMessageWhileMembersComeAndGo() throws Exception {
        Client steady = new Client("steady");
        table.subscribe(steady.to("$share/g/a"));
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch start = new CountDownLatch(3);
        Route route = table.route("a".getBytes(UTF_8));
        Future<Integer> picker = threads.submit(started(start, () -> {
            int picks = 0;
            do {
                assertThat(route.groups()).hasSize(1);
                assertThat(route.groups()[0].pick("p", route.topic(), null)).isNotNull();
                picks++;
            } while (!done.get());
            return picks;
        }));
        List<Future<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            writers.add(threads.submit(started(start, () -> {
                List<Client> members = new ArrayList<>();
                for (int n = 0; n < 40; n++) {
                    members.add(new Client("m" + n));
                }
                for (int round = 0; round < 200; round++) {
                    members.forEach(member -> table.subscribe(member.to("$share/g/a")));
                    members.forEach(member -> table.unsubscribe("$share/g/a", member));
                }
                return 0;
            })));
        }
        awaitThenSet(writers, done);

        assertThat(picker.get()).isPositive();
        assertThat(table.subscriptions()).isEqualTo(1);
    }

    @RepeatedTest(10)
    void membersThatStayAreAlwaysFoundWhileOthersComeAndGo() throws Exception {
        List<Client> passing = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            passing.add(new Client("m" + n));
        }
        passing.forEach(client -> table.subscribe(client.to("a")));
        passing.forEach(client -> table.subscribe(client.to("$share/g/a")));
        Client steady = new Client("steady");
        table.subscribe(steady.to("a"));
        table.subscribe(steady.to("$share/g/a"));
        passing.forEach(Client::offline);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch start = new CountDownLatch(2);
        Route route = table.route("a".getBytes(UTF_8));
        Future<Integer> reader = threads.submit(started(start, () -> {
            int reads = 0;
            do {
                assertThat(contains(route, steady)).isTrue();
                Target picked = route.groups()[0].pick("p", route.topic(), null);
                assertThat(picked == null ? null : picked.destination()).isSameAs(steady);
                reads++;
            } while (!done.get());
            return reads;
        }));
        List<Future<Integer>> writers = List.of(threads.submit(started(start, () -> {
            for (int round = 0; round < 500; round++) {
                for (String filter : List.of("a", "$share/g/a")) {
                    passing.forEach(client -> table.unsubscribe(filter, client));
                    passing.forEach(client -> table.subscribe(client.to(filter)));
                }
            }
            return 0;
        })));
        awaitThenSet(writers, done);

        assertThat(reader.get()).isPositive();
    }

    /** Each thread sees its own change as soon as the call has returned, whatever the others do. */
    private int write(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Client own = new Client("writer" + seed);
        RouteCache cache = new RouteCache(table, 64);
        byte[] topic = "a/b".getBytes(UTF_8);
        for (int round = 0; round < 2000; round++) {
            String filter = FILTERS.get(random.nextInt(FILTERS.size()));
            boolean visible = !SharedFilter.isShared(filter) && Reference.matches(filter, "a/b");
            assertThat(table.subscribe(own.to(filter))).isNull();
            assertThat(contains(cache.get(topic), own)).isEqualTo(visible);
            assertThat(contains(table.route(topic), own)).isEqualTo(visible);
            assertThat(table.unsubscribe(filter, own)).isNotNull();
            assertThat(contains(cache.get(topic), own)).isFalse();
        }
        return 0;
    }

    private int readUntil(AtomicBoolean done, Client steady, Route shared) {
        RouteCache cache = new RouteCache(table, 64);
        byte[] topic = "a/b".getBytes(UTF_8);
        int rounds = 0;
        do {
            for (Route route : List.of(cache.get(topic), shared, table.route(topic))) {
                assertThat(contains(route, steady)).isTrue();
                assertThat(route.groups()).extracting(SharedGroup::filter).contains("$share/steady/a/b");
            }
            rounds++;
        } while (!done.get());
        return rounds;
    }

    private static void awaitThenSet(List<Future<Integer>> writers, AtomicBoolean done) throws Exception {
        try {
            for (Future<Integer> writer : writers) {
                writer.get();
            }
        } finally {
            done.set(true);
        }
    }

    private static boolean contains(Route route, Client client) {
        int found = 0;
        for (Target target : route.targets()) {
            if (target.destination() == client) {
                found++;
            }
        }
        assertThat(found).isLessThan(2);
        return found == 1;
    }

    private static Callable<Integer> started(CountDownLatch start, Callable<Integer> work) {
        return () -> {
            start.countDown();
            start.await();
            return work.call();
        };
    }
}
