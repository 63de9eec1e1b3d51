package io.caracal.core.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
    private final RoutingTable table = new RoutingTable(SharedStrategy.ROUND_ROBIN);
    private final Client alice = new Client("alice");
    private final Client bob = new Client("bob");

    @Test
    void secondSubscriptionWithTheSameFilterReplacesTheFirst() {
        Subscription first = alice.to("a/+", 0);
        Subscription second = alice.to("a/+", 2);

        assertThat(table.subscribe(first)).isNull();
        assertThat(table.subscribe(second)).isSameAs(first);

        assertThat(targets("a/b")).singleElement().returns(2, Target::qos);
        assertThat(table.subscriptions()).isEqualTo(1);
    }

    @Test
    @Spec({"MQTT-3.10.4-1", "3.1.1:MQTT-3.10.4-1"})
    void unsubscribeTakesOnlyTheFilterThatIsCharacterForCharacterTheSame() {
        table.subscribe(alice.to("a/+"));
        table.subscribe(alice.to("a/b"));

        assertThat(table.unsubscribe("a/#", alice)).isNull();
        assertThat(table.unsubscribe("+/b", alice)).isNull();
        assertThat(table.unsubscribe("a/+", bob)).isNull();
        assertThat(table.unsubscribe("a/+", alice)).isNotNull();

        assertThat(table.filters()).isEqualTo(1);
        assertThat(targets("a/b")).hasSize(1);
        assertThat(targets("a/c")).isEmpty();
    }

    @Test
    @Spec({"MQTT-3.3.4-2", "MQTT-3.3.4-3", "MQTT-3.3.4-4", "3.1.1:MQTT-3.3.5-1"})
    void overlappingSubscriptionsAreOneDeliveryWithTheHighestQosAndAllIdentifiers() {
        table.subscribe(new Subscription(alice, "a/b", 0, false, false, 0, 7));
        table.subscribe(new Subscription(alice, "a/+", 2, false, true, 0, 0));
        table.subscribe(new Subscription(alice, "#", 1, false, false, 0, 9));
        table.subscribe(new Subscription(alice, "a/#", 1, false, false, 0, 7));

        Target target = assertThat(targets("a/b")).singleElement().actual();

        assertThat(target.qos()).isEqualTo(2);
        assertThat(target.retainAsPublished()).isTrue();
        assertThat(target.identifiers()).containsExactlyInAnyOrder(7, 7, 9);
    }

    @Test
    @Spec("MQTT-3.8.3-3")
    void publisherGetsNothingByANoLocalSubscription() {
        table.subscribe(new Subscription(alice, "a", 1, true, false, 0, 0));

        Target target = assertThat(targets("a")).singleElement().actual();

        assertThat(target.forPublisher()).isNull();
    }

    @Test
    @Spec("MQTT-3.8.3-3")
    void publisherGetsWhatItsOtherSubscriptionsAllow() {
        table.subscribe(new Subscription(alice, "a/b", 2, true, true, 0, 1));
        table.subscribe(new Subscription(alice, "a/+", 1, false, false, 0, 2));
        table.subscribe(new Subscription(alice, "a/#", 0, false, false, 0, 3));

        Target target = assertThat(targets("a/b")).singleElement().actual();
        Target own = assertThat(target.forPublisher()).isNotNull().actual();

        assertThat(target.qos()).isEqualTo(2);
        assertThat(own.qos()).isEqualTo(1);
        assertThat(own.retainAsPublished()).isFalse();
        assertThat(own.identifiers()).containsExactlyInAnyOrder(2, 3);
        assertThat(own.forPublisher()).isSameAs(own);
    }

    @Test
    void routeFollowsSubscriptionsThatComeAndGo() {
        Route route = table.route("a/b".getBytes(UTF_8));
        assertThat(route.targets()).isEmpty();

        table.subscribe(alice.to("a/b"));
        assertThat(clients(route)).containsExactly("alice");
        table.subscribe(bob.to("a/b"));
        assertThat(clients(route)).containsExactlyInAnyOrder("alice", "bob");
        table.unsubscribe("a/b", alice);
        assertThat(clients(route)).containsExactly("bob");
        table.subscribe(alice.to("+/b"));
        assertThat(clients(route)).containsExactlyInAnyOrder("alice", "bob");
        table.unsubscribe("+/b", alice);
        table.unsubscribe("a/b", bob);
        assertThat(route.targets()).isEmpty();
        table.subscribe(alice.to("+/b"));
        table.subscribe(bob.to("a/b"));
        assertThat(clients(route)).containsExactlyInAnyOrder("alice", "bob");
    }

    @Test
    void routeOfUnchangedSubscriptionsGivesTheSameArrays() {
        table.subscribe(alice.to("a/b"));
        table.subscribe(bob.to("a/+"));
        Route route = table.route("a/b".getBytes(UTF_8));

        Target[] targets = route.targets();
        table.subscribe(bob.to("elsewhere/+"));
        table.subscribe(bob.to("elsewhere/exact"));

        assertThat(route.targets()).isSameAs(targets);
        assertThat(route.topicName()).isEqualTo("a/b");
    }

    @Test
    void groupsOfOneFilterAreSeparateAndNextToPlainSubscribers() {
        table.subscribe(alice.to("a/+"));
        table.subscribe(alice.to("$share/one/a/+"));
        table.subscribe(bob.to("$share/two/a/+"));
        table.subscribe(bob.to("$share/two/a/b"));

        Route route = table.route("a/b".getBytes(UTF_8));

        assertThat(clients(route)).containsExactly("alice");
        assertThat(route.groups())
                .extracting(SharedGroup::filter)
                .containsExactlyInAnyOrder("$share/one/a/+", "$share/two/a/+", "$share/two/a/b");
        assertThat(table.filters()).isEqualTo(2);
        assertThat(table.subscriptions()).isEqualTo(4);
    }

    @Test
    void groupIsGoneWithItsLastMember() {
        table.subscribe(alice.to("$share/g/a/#"));
        Route route = table.route("a".getBytes(UTF_8));
        SharedGroup group = route.groups()[0];

        table.unsubscribe("$share/g/a/#", alice);

        assertThat(route.groups()).isEmpty();
        assertThat(group.pick("p", route.topic(), null)).isNull();
        assertThat(table.filters()).isZero();
        assertThat(table.subscriptions()).isZero();
    }

    @Test
    void listenerHearsFirstAndLastSubscriberOfAFilter() {
        List<String> heard = new ArrayList<>();
        table.onFirstAndLast(new FilterListener() {
            @Override
            public void first(String filter) {
                heard.add("+" + filter);
            }

            @Override
            public void last(String filter) {
                heard.add("-" + filter);
            }
        });

        table.subscribe(alice.to("a/+"));
        table.subscribe(bob.to("$share/g/a/+"));
        table.unsubscribe("a/+", alice);
        table.unsubscribe("$share/g/a/+", bob);
        table.subscribe(alice.to("a"));

        assertThat(heard).containsExactly("+a/+", "-a/+", "+a");
    }

    @Test
    void manySubscribersOfOneFilterComeAndGo() {
        List<Client> clients = Stream.iterate(0, i -> i + 1)
                .limit(5_000)
                .map(i -> new Client("c" + i))
                .toList();
        Route route = table.route("a/b".getBytes(UTF_8));

        clients.forEach(client -> table.subscribe(client.to("a/+")));
        assertThat(route.targets()).hasSize(5_000);
        clients.stream().filter(client -> client.clientId().endsWith("7")).forEach(this::leave);
        assertThat(route.targets()).hasSize(4_500);
        clients.stream().filter(client -> !client.clientId().endsWith("7")).forEach(this::leave);
        assertThat(route.targets()).isEmpty();
        assertThat(table.filters()).isZero();
    }

    @Test
    void onlyTheLatestRoutesKeepManyMergedTargets() {
        for (int i = 0; i <= LargeMerges.SMALL; i++) {
            table.subscribe(new Client("c" + i).to("a/+"));
        }
        table.subscribe(alice.to("#"));
        Route first = table.route("a/first".getBytes(UTF_8));
        Target[] merged = first.targets();

        for (int i = 1; i < LargeMerges.CAPACITY; i++) {
            assertThat(table.route(("a/" + i).getBytes(UTF_8)).targets()).hasSameSizeAs(merged);
        }
        assertThat(first.targets()).isSameAs(merged);
        assertThat(table.route("a/last".getBytes(UTF_8)).targets()).hasSameSizeAs(merged);

        assertThat(first.targets()).isNotSameAs(merged).containsExactlyInAnyOrder(merged);
    }

    @Test
    void topicsUnderOneWildcardShareItsTargets() {
        table.subscribe(alice.to("a/+"));
        table.subscribe(bob.to("a/+"));

        assertThat(table.route("a/1".getBytes(UTF_8)).targets())
                .isSameAs(table.route("a/2".getBytes(UTF_8)).targets());
    }

    private void leave(Client client) {
        assertThat(table.unsubscribe("a/+", client)).isNotNull();
    }

    private List<Target> targets(String topic) {
        return List.of(table.route(topic.getBytes(UTF_8)).targets());
    }

    private static List<@Nullable String> clients(Route route) {
        return Stream.of(route.targets())
                .<@Nullable String>map(target -> target.destination().clientId())
                .toList();
    }
}
