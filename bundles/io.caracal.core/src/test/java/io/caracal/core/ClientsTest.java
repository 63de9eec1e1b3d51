package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.broker.ClientInfo;
import io.caracal.api.broker.ClientInfo.ConnectionInfo;
import io.caracal.api.broker.ClientQuery;
import io.caracal.api.broker.Clients;
import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.broker.QueuedMessage;
import io.caracal.api.broker.SubscriptionInfo;
import io.caracal.api.broker.SubscriptionQuery;
import io.caracal.api.broker.SubscriptionRequest;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an administrator sees of clients and does to them. */
class ClientsTest {
    private static final PageRequest FIRST = PageRequest.first(100);

    private final TestBroker broker = TestBroker.with().loops(3).start();
    private final Clients clients = broker.administration.clients;

    @AfterEach
    void stop() {
        broker.close();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private ClientInfo client(String clientId) {
        return get(clients.get(clientId)).orElseThrow();
    }

    private void connect(String clientId, String username, ProtocolVersion version) {
        Login login = Login.as(clientId).version(version);
        RawClient client = broker.open(login);
        client.send(new Packet.Connect(version, true, 60, clientId, username, null, null, Properties.NONE));
        assertThat(client.receive(Packet.ConnAck.class).returnCode()).isZero();
    }

    private List<String> matching(ClientQuery query) {
        return get(clients.list(query, FIRST)).items().stream()
                .map(ClientInfo::clientId)
                .sorted()
                .toList();
    }

    // Reports

    @Test
    void aConnectedClientIsReportedWithItsConnection() {
        Instant before = Instant.now().minusMillis(1);

        connect("one", "ann", ProtocolVersion.MQTT_3_1_1);

        ClientInfo info = client("one");
        assertThat(info)
                .returns(true, ClientInfo::connected)
                .returns(Optional.empty(), ClientInfo::disconnectedAt)
                .returns(0L, ClientInfo::expiryInterval);
        assertThat(info.connection().orElseThrow())
                .returns(Optional.of("ann"), ConnectionInfo::username)
                .returns("tcp:test", ConnectionInfo::listener)
                .returns(broker.port(), ConnectionInfo::port)
                .returns(4, ConnectionInfo::protocolVersion)
                .returns(true, ConnectionInfo::cleanStart)
                .returns(60, ConnectionInfo::keepAlive)
                .satisfies(connection -> assertThat(connection.connectedAt()).isBetween(before, Instant.now()));
    }

    @Test
    void aSessionWithoutAConnectionRemembersItsLastOne() {
        RawClient client = broker.connect(Login.as("one").persistent());
        client.subscribe("a/b", 1);
        client.disconnect();
        await().until(() -> !broker.connected("one"));

        ClientInfo info = client("one");

        assertThat(info).returns(false, ClientInfo::connected).returns(1, ClientInfo::subscriptions);
        assertThat(info.disconnectedAt()).isPresent();
        assertThat(info.connection().orElseThrow().traffic().receivedPackets()).isEqualTo(3);
    }

    @Test
    void trafficOfAConnectionIsCounted() {
        RawClient client = broker.connect("one");
        client.subscribe("a", 0);
        client.publish("a", "x", 0);
        client.receivePublish();

        assertThat(client("one").connection().orElseThrow().traffic()).satisfies(traffic -> {
            assertThat(traffic.receivedPackets()).isEqualTo(3);
            assertThat(traffic.receivedMessages()).isEqualTo(1);
            assertThat(traffic.sentPackets()).isEqualTo(3);
            assertThat(traffic.sentMessages()).isEqualTo(1);
            assertThat(traffic.receivedBytes()).isPositive();
            assertThat(traffic.sentBytes()).isPositive();
        });
    }

    @Test
    void whoIsNotThereIsNotFound() {
        assertThat(get(clients.get("nobody"))).isEmpty();
        assertThat(get(clients.subscriptions("nobody"))).isEmpty();
        assertThat(get(clients.queued("nobody", FIRST))).isEmpty();
        assertThat(get(clients.unsubscribe("nobody", List.of("a")))).isEmpty();
        assertThat(get(clients.kick("nobody"))).isFalse();
    }

    // Listeners

    @Test
    void thoseOfAListenerAreSentAwayAndTheirSessionsStay() {
        RawClient accepted = broker.connect(Login.as("one").persistent());
        RawClient silent = broker.open(Login.as("two"));

        assertThat(get(clients.kickFrom("tcp:other"))).isZero();
        assertThat(broker.connected("one")).isTrue();
        await().untilAsserted(
                        () -> assertThat(get(clients.kickFrom("tcp:test"))).isPositive());

        accepted.untilClosed();
        silent.untilClosed();
        assertThat(get(clients.get("one"))).isPresent();
    }

    // Queries

    @Test
    void everyConditionOfAQueryCounts() throws Exception {
        connect("sensor-1", "ann", ProtocolVersion.MQTT_3_1_1);
        connect("sensor-2", "bob", ProtocolVersion.MQTT_5);
        broker.connect(Login.as("gone").persistent()).disconnect();
        await().until(() -> !broker.connected("gone"));
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Instant now = Instant.now();

        assertThat(matching(ClientQuery.ALL)).containsExactly("gone", "sensor-1", "sensor-2");
        assertThat(matching(new Query().clientIds("sensor-1", "gone", "nobody").make()))
                .containsExactly("gone", "sensor-1");
        assertThat(matching(new Query().username("ann").make())).containsExactly("sensor-1");
        assertThat(matching(new Query().connected(false).make())).containsExactly("gone");
        assertThat(matching(new Query().connected(true).make())).containsExactly("sensor-1", "sensor-2");
        assertThat(matching(new Query().protocolVersion(4).make())).containsExactly("sensor-1");
        assertThat(matching(new Query().clientIdPart("sor-").make())).containsExactly("sensor-1", "sensor-2");
        assertThat(matching(new Query().usernamePart("o").make())).containsExactly("sensor-2");
        assertThat(matching(new Query().cleanStart(false).make())).isEmpty();
        assertThat(matching(new Query().ipAddress(loopback).make())).hasSize(3);
        assertThat(matching(
                        new Query().ipAddress(InetAddress.ofLiteral("10.0.0.1")).make()))
                .isEmpty();
        assertThat(matching(new Query().connectedFrom(now.plusSeconds(60)).make()))
                .isEmpty();
        assertThat(matching(new Query().connectedTo(now.plusSeconds(60)).make()))
                .hasSize(3);
        assertThat(matching(new Query().connectedTo(now.minusSeconds(60)).make()))
                .isEmpty();
    }

    @Test
    void pagesOfAQueryTellWhetherThereIsMoreAndAtTheEndHowMany() {
        for (int i = 0; i < 7; i++) {
            broker.connect("yes-" + i);
            broker.connect("no-" + i);
        }
        ClientQuery query = new Query().clientIdPart("yes").make();

        Page<ClientInfo> first = get(clients.list(query, PageRequest.page(1, 4)));
        Page<ClientInfo> second = get(clients.list(query, PageRequest.page(2, 4)));

        assertThat(first.items()).hasSize(4);
        assertThat(first.next()).isPresent();
        assertThat(first.count()).isEmpty();
        assertThat(second.items()).hasSize(3);
        assertThat(second.next()).isEmpty();
        assertThat(second.count()).hasValue(7);
    }

    // Kicking

    @Test
    void whoIsKickedLosesConnectionAndSession() {
        RawClient client = broker.connect(Login.as("one").persistent().will("last", "words"));
        RawClient other = broker.connect("other").subscribe("last", 0);

        assertThat(get(clients.kick("one"))).isTrue();

        assertThat(client.sentAway()).isEqualTo(ReasonCode.ADMINISTRATIVE_ACTION);
        assertThat(other.receiveText()).isEqualTo("words");
        assertThat(broker.hasSession("one")).isFalse();
    }

    @Test
    void aSessionWithoutAConnectionCanBeKicked() {
        broker.connect(Login.as("one").persistent()).disconnect();
        await().until(() -> !broker.connected("one"));

        assertThat(get(clients.kick("one"))).isTrue();

        assertThat(broker.hasSession("one")).isFalse();
    }

    @Test
    void severalAreKickedAndThoseThatWereThereAreTold() {
        broker.connect("a");
        broker.connect("b");
        broker.connect("c");

        Set<String> kicked = get(clients.kick(List.of("a", "c", "nobody", "a")));

        assertThat(kicked).containsExactlyInAnyOrder("a", "c");
        assertThat(matching(ClientQuery.ALL)).containsExactly("b");
    }

    // Subscriptions

    @Test
    void anAdministratorSubscribesForAClient() {
        RawClient client = broker.connect("one");
        broker.connect("keeper")
                .send(new Packet.Publish("a/1", "kept".getBytes(UTF_8), 0, true, false, 0, Properties.NONE));
        await().until(() -> broker.retained.size() == 1);

        List<SubscriptionInfo> granted = get(clients.subscribe("one", List.of(new SubscriptionRequest("a/+", 1))))
                .orElseThrow();

        assertThat(granted).containsExactly(new SubscriptionInfo("one", "a/+", 1, false, false, 0, 0));
        assertThat(client.receiveText()).isEqualTo("kept");
        broker.connect("publisher").publish("a/2", "new", 0);
        assertThat(client.receiveText()).isEqualTo("new");
        assertThat(get(clients.subscriptions("one"))).contains(granted);
    }

    @Test
    void ofSubscriptionsThatAreNotAllAllowedNoneIsMade() {
        broker.connect("one");

        assertThat(clients.subscribe(
                                "one", List.of(new SubscriptionRequest("a", 0), new SubscriptionRequest("b/#/c", 0)))
                        .toCompletableFuture())
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(InvalidRequestException.class)
                .withMessageContaining("b/#/c");

        assertThat(get(clients.subscriptions("one")).orElseThrow()).isEmpty();
    }

    @Test
    void anAdministratorUnsubscribesAClient() {
        RawClient client = broker.connect("one").subscribe("a", 0).subscribe("b", 0);

        Set<String> removed =
                get(clients.unsubscribe("one", List.of("a", "nothing"))).orElseThrow();

        assertThat(removed).containsExactly("a");
        RawClient publisher = broker.connect("publisher");
        publisher.publish("a", "not for him", 0);
        publisher.publish("b", "for him", 0);
        assertThat(client.receiveText()).isEqualTo("for him");
    }

    @Test
    void everyConditionOnSubscriptionsCounts() {
        broker.connect("one").subscribe("a/b", 1).subscribe("$share/g/a/+", 0);
        broker.connect("two").subscribe("a/b", 2).subscribe("c/#", 0);

        assertThat(filters(SubscriptionQuery.ALL)).containsExactly("$share/g/a/+", "a/b", "a/b", "c/#");
        assertThat(filters(new SubscriptionQuery(
                        Optional.of("one"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly("$share/g/a/+", "a/b");
        assertThat(filters(new SubscriptionQuery(
                        Optional.empty(), Optional.of("a/+"), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly("$share/g/a/+");
        assertThat(filters(new SubscriptionQuery(
                        Optional.empty(), Optional.empty(), Optional.of(2), Optional.empty(), Optional.empty())))
                .containsExactly("a/b");
        assertThat(filters(new SubscriptionQuery(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("g"), Optional.empty())))
                .containsExactly("$share/g/a/+");
        assertThat(filters(new SubscriptionQuery(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("a/#"))))
                .containsExactly("$share/g/a/+", "a/b", "a/b");
    }

    private List<String> filters(SubscriptionQuery query) {
        return get(broker.administration.subscriptions.list(query, FIRST)).items().stream()
                .map(SubscriptionInfo::topicFilter)
                .sorted()
                .toList();
    }

    // Queues

    @Test
    void whatWaitsAndWhatIsInFlightIsShown() {
        RawClient slow = broker.connect(Login.as("slow").with(Property.RECEIVE_MAXIMUM, 2));
        slow.subscribe("a", 1);
        RawClient publisher = broker.connect("publisher");
        for (int i = 0; i < 5; i++) {
            publisher.publish("a", "m" + i, 1);
        }
        await().until(() -> client("slow").queue().length() == 3);

        Page<QueuedMessage> inFlight = get(clients.inFlight("slow", FIRST)).orElseThrow();
        Page<QueuedMessage> first =
                get(clients.queued("slow", PageRequest.first(2))).orElseThrow();
        Page<QueuedMessage> second = get(clients.queued(
                        "slow", PageRequest.after(first.next().orElseThrow(), 2)))
                .orElseThrow();

        assertThat(inFlight.items())
                .extracting(message -> message.packetId().orElse(0))
                .doesNotContain(0)
                .hasSize(2);
        assertThat(payloads(first)).containsExactly("m2", "m3");
        assertThat(payloads(second)).containsExactly("m4");
        assertThat(second.next()).isEmpty();
        assertThat(second.count()).hasValue(3);
        assertThat(client("slow")).returns(2, ClientInfo::inFlight).returns(2, ClientInfo::maxInFlight);
    }

    private static List<String> payloads(Page<QueuedMessage> page) {
        return page.items().stream()
                .map(each -> new String(each.message().payload(), UTF_8))
                .toList();
    }

    /** Builds queries. */
    private static final class Query {
        private ClientQuery now = ClientQuery.ALL;

        ClientQuery make() {
            return now;
        }

        Query clientIds(String... names) {
            return with(Set.of(names), now.usernames(), now.connected(), now.cleanStart(), now.protocolVersion());
        }

        Query username(String name) {
            return with(now.clientIds(), Set.of(name), now.connected(), now.cleanStart(), now.protocolVersion());
        }

        Query connected(boolean wanted) {
            return with(now.clientIds(), now.usernames(), Optional.of(wanted), now.cleanStart(), now.protocolVersion());
        }

        Query cleanStart(boolean wanted) {
            return with(now.clientIds(), now.usernames(), now.connected(), Optional.of(wanted), now.protocolVersion());
        }

        Query protocolVersion(int wanted) {
            return with(now.clientIds(), now.usernames(), now.connected(), now.cleanStart(), Optional.of(wanted));
        }

        private Query with(
                Set<String> clientIds,
                Set<String> usernames,
                Optional<Boolean> connected,
                Optional<Boolean> cleanStart,
                Optional<Integer> version) {
            now = new ClientQuery(
                    clientIds,
                    usernames,
                    now.ipAddress(),
                    connected,
                    cleanStart,
                    version,
                    now.clientIdPart(),
                    now.usernamePart(),
                    now.connectedFrom(),
                    now.connectedTo(),
                    now.createdFrom(),
                    now.createdTo());
            return this;
        }

        Query clientIdPart(String part) {
            return parts(
                    now.ipAddress(), Optional.of(part), now.usernamePart(), now.connectedFrom(), now.connectedTo());
        }

        Query usernamePart(String part) {
            return parts(
                    now.ipAddress(), now.clientIdPart(), Optional.of(part), now.connectedFrom(), now.connectedTo());
        }

        Query ipAddress(InetAddress address) {
            return parts(
                    Optional.of(address),
                    now.clientIdPart(),
                    now.usernamePart(),
                    now.connectedFrom(),
                    now.connectedTo());
        }

        Query connectedFrom(Instant moment) {
            return parts(
                    now.ipAddress(), now.clientIdPart(), now.usernamePart(), Optional.of(moment), now.connectedTo());
        }

        Query connectedTo(Instant moment) {
            return parts(
                    now.ipAddress(), now.clientIdPart(), now.usernamePart(), now.connectedFrom(), Optional.of(moment));
        }

        private Query parts(
                Optional<InetAddress> address,
                Optional<String> clientIdPart,
                Optional<String> usernamePart,
                Optional<Instant> from,
                Optional<Instant> to) {
            now = new ClientQuery(
                    now.clientIds(),
                    now.usernames(),
                    address,
                    now.connected(),
                    now.cleanStart(),
                    now.protocolVersion(),
                    clientIdPart,
                    usernamePart,
                    from,
                    to,
                    now.createdFrom(),
                    now.createdTo());
            return this;
        }
    }
}
