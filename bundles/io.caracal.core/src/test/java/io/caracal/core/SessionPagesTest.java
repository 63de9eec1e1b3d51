package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.broker.ClientInfo;
import io.caracal.api.broker.ClientQuery;
import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.broker.SubscriptionInfo;
import io.caracal.api.broker.SubscriptionQuery;
import io.caracal.api.cluster.ClientRegistry.Claim;
import io.caracal.core.routing.Subscription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of many sessions: complete, without duplicates, in bounded slices, whatever comes and goes meanwhile. */
class SessionPagesTest {
    private static final int MANY = 100_000;
    private static final int LOOPS = 3;

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static TestBroker broker() {
        return TestBroker.with().loops(LOOPS).start();
    }

    /** Makes sessions without connections. */
    private static void begin(TestBroker test, List<String> clientIds) {
        for (BrokerLoop loop : test.broker.loops()) {
            loop.eventLoop
                    .submit(() -> {
                        for (String clientId : clientIds) {
                            if (test.broker.ownerOf(clientId) == loop) {
                                loop.add(new Session(loop, clientId, new Claim(clientId, 1)));
                            }
                        }
                    })
                    .syncUninterruptibly();
        }
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** All entries, by following the cursors. */
    private static <T> List<T> follow(int limit, Function<PageRequest, CompletionStage<Page<T>>> list) {
        List<T> all = new ArrayList<>();
        Page<T> page = get(list.apply(PageRequest.first(limit)));
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = get(list.apply(PageRequest.after(page.next().get(), limit)));
            all.addAll(page.items());
        }
        return all;
    }

    @Test
    void pagesOfAHundredThousandSessionsAreCompleteAndWithoutDuplicates() {
        try (TestBroker test = broker()) {
            begin(test, names("client-", MANY));

            List<String> seen =
                    follow(9_999, request -> test.administration.clients.list(ClientQuery.ALL, request)).stream()
                            .map(ClientInfo::clientId)
                            .toList();

            assertThat(seen).hasSize(MANY).doesNotHaveDuplicates();
        }
    }

    @Test
    void pagesByNumberAreThoseByCursor() {
        try (TestBroker test = broker()) {
            begin(test, names("client-", 5_000));
            List<ClientInfo> byCursor =
                    follow(700, request -> test.administration.clients.list(ClientQuery.ALL, request));

            List<ClientInfo> byNumber = new ArrayList<>();
            for (int number = 1; number <= 8; number++) {
                Page<ClientInfo> page =
                        get(test.administration.clients.list(ClientQuery.ALL, PageRequest.page(number, 700)));
                assertThat(page.count()).hasValue(5_000);
                assertThat(page.next().isPresent()).isEqualTo(number < 8);
                byNumber.addAll(page.items());
            }

            assertThat(byNumber).isEqualTo(byCursor);
        }
    }

    @Test
    void noTurnOfALoopLooksAtMoreThanASlice() {
        try (TestBroker test = broker()) {
            begin(test, names("client-", MANY));
            CountingEntries entries = new CountingEntries();

            Page<String> page = get(new SessionPages<>(test.broker, entries, PageRequest.first(10_000)).read());

            assertThat(page.items()).isEmpty();
            assertThat(entries.looks).hasValue(MANY);
            assertThat(entries.mostInATurn.get()).isBetween(1, SessionPages.SLICE);
        }
    }

    /** Matches nothing, and counts how many sessions it sees in one task of a loop. */
    private static final class CountingEntries implements SessionPages.Entries<String> {
        final AtomicInteger looks = new AtomicInteger();
        final AtomicInteger mostInATurn = new AtomicInteger();
        private final int[] inThisTurn = new int[LOOPS];

        @Override
        public boolean oneEach() {
            return false;
        }

        @Override
        public int countIn(Session session) {
            return -1;
        }

        @Override
        public boolean offer(Session session, @Nullable String after, SessionPages<String> page) {
            looks.incrementAndGet();
            int loop = session.loop.index();
            int now = ++inThisTurn[loop];
            mostInATurn.accumulateAndGet(now, Math::max);
            if (now == 1) {
                session.loop.eventLoop.execute(() -> inThisTurn[loop] = 0);
            }
            return true;
        }
    }

    @Test
    void aClientIsServedWhileListsAreRead() {
        try (TestBroker test = broker()) {
            begin(test, names("client-", 20_000));
            AtomicBoolean answered = new AtomicBoolean();
            RawClient client = test.connect("working");
            // As many lists as never end by themselves, on every loop.
            test.broker.loops().forEach(loop -> IntStream.range(0, 20)
                    .forEach(i -> loop.background.begin(new Endless(answered))));

            client.untilPong();

            answered.set(true);
            assertThat(get(test.administration.clients.get("working"))).isPresent();
        }
    }

    private record Endless(AtomicBoolean until) implements Background.Work {
        @Override
        public boolean piece() {
            return !until.get();
        }

        @Override
        public void failed(Throwable cause) {
            // The broker stops before the work has seen that it is over.
        }
    }

    @Test
    void whoStaysIsSeenOnceWhileOthersComeAndGo() throws Exception {
        try (TestBroker test = broker()) {
            List<String> staying = names("stays-", 3_000);
            begin(test, staying);
            begin(test, names("goes-", 3_000));
            AtomicBoolean stop = new AtomicBoolean();
            var churn = TestBroker.beside(() -> churn(test, stop));

            List<String> seen =
                    follow(97, request -> test.administration.clients.list(ClientQuery.ALL, request)).stream()
                            .map(ClientInfo::clientId)
                            .toList();

            stop.set(true);
            churn.get(30, TimeUnit.SECONDS);
            assertThat(seen.stream().filter(name -> name.startsWith("stays-")))
                    .containsExactlyInAnyOrderElementsOf(staying);
        }
    }

    /** Ends sessions and begins others, on all loops, as fast as it can. */
    private static void churn(TestBroker test, AtomicBoolean stop) {
        int number = 0;
        while (!stop.get()) {
            get(test.administration.clients.kick("goes-" + number));
            begin(test, List.of("goes-" + number, "comes-" + number));
            number = (number + 1) % 3_000;
        }
    }

    @Test
    void subscriptionsOfManySessionsAreCompleteAndWithoutDuplicates() {
        try (TestBroker test = broker()) {
            List<String> clientIds = names("client-", 2_000);
            begin(test, clientIds);
            subscribe(test, clientIds, 7);
            // One with more than fit into any slice or page.
            subscribe(test, List.of("client-77"), 3_000);

            List<SubscriptionInfo> seen =
                    follow(333, request -> test.administration.subscriptions.list(SubscriptionQuery.ALL, request));

            assertThat(seen).hasSize(1_999 * 7 + 3_000).doesNotHaveDuplicates();
        }
    }

    private static Session session(TestBroker test, String clientId) {
        return Objects.requireNonNull(test.broker.ownerOf(clientId).sessions.get(clientId));
    }

    private static void subscribe(TestBroker test, List<String> clientIds, int filters) {
        for (String clientId : clientIds) {
            test.onLoopOf(clientId, () -> {
                Session session = session(test, clientId);
                for (int i = 0; i < filters; i++) {
                    session.subscribe(new Subscription(session, "t/" + i + "/#", 1, false, false, 0, 0));
                }
                return null;
            });
        }
    }

    @Test
    void subscriptionsSkippedByAnOffsetAreThoseOfTheFirstPages() {
        try (TestBroker test = broker()) {
            List<String> clientIds = names("client-", 300);
            begin(test, clientIds);
            subscribe(test, clientIds, 11);
            List<SubscriptionInfo> all =
                    follow(1_000, request -> test.administration.subscriptions.list(SubscriptionQuery.ALL, request));

            Page<SubscriptionInfo> page = get(test.administration.subscriptions.list(
                    SubscriptionQuery.ALL, new PageRequest(Optional.empty(), 1_234, 50)));

            assertThat(page.items()).isEqualTo(all.subList(1_234, 1_284));
            assertThat(page.count()).hasValue(3_300);
        }
    }

    @Test
    void topicsOfManySubscriptionsAreCompleteInOrderAndWithoutDuplicates() {
        try (TestBroker test = broker()) {
            begin(test, List.of("one"));
            Set<String> expected = new HashSet<>();
            test.onLoopOf("one", () -> {
                Session session = session(test, "one");
                for (int i = 0; i < 3_000; i++) {
                    for (String filter : List.of("exact/" + i, "some/+/" + i, "all/" + i + "/#")) {
                        expected.add(filter);
                        session.subscribe(new Subscription(session, filter, 0, false, false, 0, 0));
                    }
                }
                session.subscribe(new Subscription(session, "$share/g/exact/1", 0, false, false, 0, 0));
                return null;
            });

            List<String> seen = follow(1_001, request -> test.administration.topics.list(Optional.empty(), request));

            assertThat(seen)
                    .containsExactlyElementsOf(expected.stream().sorted().toList());
        }
    }

    @Test
    void aCursorOfAnotherStartIsRefused() {
        try (TestBroker one = broker();
                TestBroker other = broker()) {
            begin(one, names("client-", 10));
            String cursor = get(one.administration.clients.list(ClientQuery.ALL, PageRequest.first(5)))
                    .next()
                    .orElseThrow();

            assertThatThrownBy(() -> other.administration.clients.list(ClientQuery.ALL, PageRequest.after(cursor, 5)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining(cursor);
        }
    }

    @Test
    void whatIsNoCursorIsRefused() {
        try (TestBroker test = broker()) {
            assertThatThrownBy(() -> test.administration.clients.list(ClientQuery.ALL, PageRequest.after("x", 5)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessage("\"x\" is not a cursor that a page of this list gave");
        }
    }

    @Test
    void aListThatIsReadWhenTheBrokerStopsFails() {
        TestBroker test = broker();
        test.close();

        assertThat(test.administration
                        .clients
                        .list(ClientQuery.ALL, PageRequest.first(5))
                        .toCompletableFuture())
                .failsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void manyListsAtOnceAllEnd() {
        try (TestBroker test = broker()) {
            begin(test, names("client-", 2_000));
            Set<CompletionStage<Page<ClientInfo>>> lists = ConcurrentHashMap.newKeySet();

            IntStream.range(0, 50)
                    .parallel()
                    .forEach(i ->
                            lists.add(test.administration.clients.list(ClientQuery.ALL, PageRequest.first(2_000))));

            assertThat(lists)
                    .hasSize(50)
                    .allSatisfy(list -> assertThat(get(list).items()).hasSize(2_000));
        }
    }
}
