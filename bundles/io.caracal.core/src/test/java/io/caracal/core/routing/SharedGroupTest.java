package io.caracal.core.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SharedGroupTest {
    private static final String FILTER = "$share/g/a/+";
    private static final byte[] TOPIC = "a/b".getBytes(UTF_8);

    private final List<Client> clients =
            IntStream.range(0, 40).mapToObj(i -> new Client("c" + i)).toList();

    @Test
    void roundRobinServesTheMembersInTheOrderInWhichTheyJoined() {
        SharedGroup group = group(SharedStrategy.ROUND_ROBIN, 3);

        assertThat(picks(group, 7)).containsExactly("c0", "c1", "c2", "c0", "c1", "c2", "c0");
    }

    @Test
    void roundRobinGivesEveryMemberTheSameShareWhenSomeHaveLeft() {
        RoutingTable table = new RoutingTable(SharedStrategy.ROUND_ROBIN);
        SharedGroup group = group(table, 40);
        for (int i = 0; i < 40; i += 9) {
            table.unsubscribe(FILTER, clients.get(i));
        }

        List<String> picks = picks(group, 35 * 4);

        for (int i = 0; i < 40; i++) {
            assertThat(picks).filteredOn(clients.get(i).clientId()::equals).hasSize(i % 9 == 0 ? 0 : 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("MQTT-4.8.2-3")
    void oneMemberGetsTheMessageWithItsOwnQos(SharedStrategy strategy) {
        RoutingTable table = new RoutingTable(strategy);
        table.subscribe(clients.get(0).to(FILTER, 1));
        table.subscribe(clients.get(1).to(FILTER, 1));
        SharedGroup group = table.route(TOPIC).groups()[0];

        Target target = assertThat(group.pick("p", TOPIC, null)).isNotNull().actual();

        assertThat(target.qos()).isEqualTo(1);
        assertThat(table.route(TOPIC).targets()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void availableMembersArePreferred(SharedStrategy strategy) {
        SharedGroup group = group(strategy, 20);
        clients.subList(0, 20).forEach(Client::offline);
        clients.get(13).online();

        assertThat(picks(group, 50)).containsOnly("c13");
    }

    @ParameterizedTest
    @EnumSource
    void offlineMembersStayAndQueueWhenNobodyIsAvailable(SharedStrategy strategy) {
        SharedGroup group = group(strategy, 5);
        clients.forEach(Client::offline);

        assertThat(picks(group, 50)).doesNotContain("nobody");
    }

    @ParameterizedTest
    @EnumSource
    void memberToLeaveOutIsPickedOnlyWhenItIsTheOnlyOne(SharedStrategy strategy) {
        RoutingTable table = new RoutingTable(strategy);
        SharedGroup group = group(table, 2);
        clients.get(1).offline();

        assertThat(pick(group, "p", clients.get(0))).isEqualTo("c1");
        table.unsubscribe(FILTER, clients.get(1));
        assertThat(pick(group, "p", clients.get(0))).isEqualTo("c0");
    }

    @Test
    void stickyStaysWithItsMemberUntilThatLeaves() {
        RoutingTable table = new RoutingTable(SharedStrategy.STICKY);
        SharedGroup group = group(table, 10);
        String first = pick(group, "p", null);

        assertThat(picks(group, 50)).containsOnly(first);

        table.unsubscribe(FILTER, clients.get((Integer.parseInt(first.substring(1)) + 1) % 10));
        assertThat(picks(group, 50)).containsOnly(first);

        table.unsubscribe(FILTER, clients.get(Integer.parseInt(first.substring(1))));
        assertThat(picks(group, 50)).doesNotContain(first).containsOnly(pick(group, "p", null));
    }

    @Test
    void hashByClientSendsEachPublisherToOneMemberAndAllPublishersToMany() {
        SharedGroup group = group(SharedStrategy.HASH_CLIENTID, 10);

        assertThat(IntStream.range(0, 100).mapToObj(i -> pick(group, "publisher", null)))
                .containsOnly(pick(group, "publisher", null));
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(i -> pick(group, "publisher" + i, null))
                        .distinct())
                .hasSize(10);
    }

    @Test
    void hashByTopicSendsEachTopicToOneMemberAndAllTopicsToMany() {
        SharedGroup group = group(SharedStrategy.HASH_TOPIC, 10);

        assertThat(picks(group, 100)).containsOnly(pick(group, "other", null));
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(i -> clientId(group.pick("p", ("a/" + i).getBytes(UTF_8), null)))
                        .distinct())
                .hasSize(10);
    }

    @Test
    void randomReachesEverybody() {
        assertThat(picks(group(SharedStrategy.RANDOM, 10), 2000).stream().distinct())
                .hasSize(10);
    }

    private SharedGroup group(SharedStrategy strategy, int size) {
        return group(new RoutingTable(strategy), size);
    }

    private SharedGroup group(RoutingTable table, int size) {
        clients.subList(0, size).forEach(client -> table.subscribe(client.to(FILTER)));
        return table.route(TOPIC).groups()[0];
    }

    private static List<String> picks(SharedGroup group, int count) {
        List<String> picks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            picks.add(pick(group, "p", null));
        }
        return picks;
    }

    private static String pick(SharedGroup group, String publisher, @Nullable Destination not) {
        return clientId(group.pick(publisher, TOPIC, not));
    }

    private static String clientId(@Nullable Target target) {
        return target == null ? "nobody" : target.destination().clientId();
    }
}
