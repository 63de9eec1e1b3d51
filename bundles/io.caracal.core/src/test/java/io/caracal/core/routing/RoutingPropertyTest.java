package io.caracal.core.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any sequence of subscribing and unsubscribing gives what a list of all subscriptions, searched naively, would give. */
class RoutingPropertyTest {
    private static final List<Client> CLIENTS =
            IntStream.range(0, 4).mapToObj(i -> new Client("c" + i)).toList();

    /** What a client does with a filter; the topic is looked at before and after. */
    record Step(int client, boolean subscribe, boolean shared, String filter, String topic) {
        String fullFilter() {
            return shared ? "$share/g/" + filter : filter;
        }
    }

    @Property(tries = 2000)
    void tableFindsWhatAListOfSubscriptionsFinds(@ForAll("steps") List<Step> steps) {
        RoutingTable table = new RoutingTable(SharedStrategy.ROUND_ROBIN);
        RouteCache cache = new RouteCache(table, 16);
        Map<String, Set<Client>> model = new HashMap<>();
        for (Step step : steps) {
            assertRoute(cache, model, step.topic());
            apply(step, table, model);
            assertRoute(cache, model, step.topic());
        }
        assertThat(table.subscriptions())
                .isEqualTo(model.values().stream().mapToInt(Set::size).sum());
        for (Map.Entry<String, Set<Client>> entry : model.entrySet()) {
            for (Client client : entry.getValue()) {
                assertThat(table.unsubscribe(entry.getKey(), client)).isNotNull();
            }
        }
        assertThat(table.filters()).isZero();
        assertThat(table.isBare()).isTrue();
    }

    private static void apply(Step step, RoutingTable table, Map<String, Set<Client>> model) {
        Client client = CLIENTS.get(step.client());
        Set<Client> subscribers = model.computeIfAbsent(step.fullFilter(), filter -> new HashSet<>());
        if (step.subscribe()) {
            assertThat(table.subscribe(client.to(step.fullFilter())) == null).isEqualTo(subscribers.add(client));
        } else {
            assertThat(table.unsubscribe(step.fullFilter(), client) != null).isEqualTo(subscribers.remove(client));
        }
    }

    private static void assertRoute(RouteCache cache, Map<String, Set<Client>> model, String topic) {
        Set<Destination> plain = new HashSet<>();
        Set<String> shared = new HashSet<>();
        model.forEach((filter, clients) -> {
            if (!Reference.matches(SharedFilter.topicFilter(filter), topic) || clients.isEmpty()) {
                return;
            }
            if (SharedFilter.isShared(filter)) {
                shared.add(filter);
            } else {
                plain.addAll(clients);
            }
        });
        Route route = cache.get(topic.getBytes(UTF_8));
        List<Destination> found = new ArrayList<>();
        for (Target target : route.targets()) {
            found.add(target.destination());
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(plain);
        assertThat(route.groups()).extracting(SharedGroup::filter).containsExactlyInAnyOrderElementsOf(shared);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> name = Arbitraries.of("", "a", "b", "$s", "é", "level-with-a-long-name");
        Arbitrary<String> topic = name.list().ofMinSize(1).ofMaxSize(4).map(RoutingPropertyTest::join);
        Arbitrary<String> level = Arbitraries.frequencyOf(Tuple.of(3, name), Tuple.of(2, Arbitraries.of("+")));
        Arbitrary<String> filter = Combinators.combine(
                        level.list().ofMinSize(1).ofMaxSize(4), Arbitraries.of(true, false, false))
                .as((levels, all) -> all ? join(levels) + "/#" : join(levels));
        Arbitrary<String> anyFilter = Arbitraries.frequencyOf(Tuple.of(12, filter), Tuple.of(1, Arbitraries.of("#")));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, false, false),
                        anyFilter,
                        topic)
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    private static String join(List<String> levels) {
        return levels.stream().collect(Collectors.joining("/"));
    }
}
