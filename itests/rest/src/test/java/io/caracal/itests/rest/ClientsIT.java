package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Clients, their subscriptions and their messages, with clients that are really there. */
@SuppressWarnings("NullAway.Init")
class ClientsIT {
    private static RestBroker broker;
    private static RestClient admin;
    private MqttClients mqtt;

    @BeforeAll
    static void start() {
        broker = RestBroker.start();
        admin = broker.admin();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    @BeforeEach
    void prepare() {
        mqtt = new MqttClients(admin);
    }

    @AfterEach
    void everybodyGoes() {
        mqtt.close();
        admin.get("clients?limit=10000")
                .json()
                .get("data")
                .forEach(client ->
                        admin.delete("clients/" + client.get("clientid").asString()));
    }

    private static List<String> clientids(Answer answer) {
        List<String> found = new ArrayList<>();
        answer.hasStatus(200)
                .json()
                .get("data")
                .forEach(each -> found.add(each.get("clientid").asString()));
        return found;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    // Reports

    @Test
    void aClientIsShownAsUsersKnowIt() {
        mqtt.connect("one", "ann");

        JsonNode client = admin.get("clients/one").hasStatus(200).json();

        assertThat(client.get("clientid").asString()).isEqualTo("one");
        assertThat(client.get("username").asString()).isEqualTo("ann");
        assertThat(client.get("connected").asBoolean()).isTrue();
        assertThat(client.get("conn_state").asString()).isEqualTo("connected");
        assertThat(client.get("ip_address").asString()).isEqualTo("127.0.0.1");
        assertThat(client.get("listener").asString()).isEqualTo("tcp:default");
        assertThat(client.get("proto_ver").asInt()).isEqualTo(5);
        assertThat(client.get("recv_pkt").asInt()).isEqualTo(1);
        assertThat(Instant.parse(client.get("connected_at").asString()))
                .isBefore(Instant.now().plusSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "with space", "ünï", "100%", "a?b&c=d", "subscriptions"})
    void anyClientIdentifierCanStandInAPath(String clientId) {
        mqtt.connect(clientId);

        assertThat(admin.get("clients/" + encoded(clientId)).hasStatus(200).text("clientid"))
                .isEqualTo(clientId);
        admin.delete("clients/" + encoded(clientId)).hasStatus(204);
    }

    @Test
    void whoIsNotThereIsNotFound() {
        admin.get("clients/nobody").refuses(404, "CLIENTID_NOT_FOUND", "nobody");
        admin.delete("clients/nobody").refuses(404, "CLIENTID_NOT_FOUND", "nobody");
        admin.get("clients/nobody/subscriptions").refuses(404, "CLIENTID_NOT_FOUND", "nobody");
        admin.get("clients/nobody/mqueue_messages").refuses(404, "CLIENTID_NOT_FOUND", "nobody");
        admin.get("clients/nobody/inflight_messages").refuses(404, "CLIENTID_NOT_FOUND", "nobody");
        admin.post("clients/nobody/subscribe", "{'topic': 'a'}").refuses(404, "CLIENTID_NOT_FOUND", "nobody");
        admin.post("clients/nobody/unsubscribe", "{'topic': 'a'}").refuses(404, "CLIENTID_NOT_FOUND", "nobody");
    }

    // Lists

    @Test
    void clientsAreListedPageByPage() {
        for (int i = 0; i < 7; i++) {
            mqtt.connect("client-" + i);
        }

        Answer first = admin.get("clients?limit=3");
        Answer last = admin.get("clients?limit=3&page=3");

        assertThat(clientids(first)).hasSize(3);
        assertThat(first.json().at("/meta/page").asInt()).isEqualTo(1);
        assertThat(first.json().at("/meta/count").asInt()).isEqualTo(7);
        assertThat(first.json().at("/meta/hasnext").asBoolean()).isTrue();
        assertThat(clientids(last)).hasSize(1);
        assertThat(last.json().at("/meta/hasnext").asBoolean()).isFalse();
        assertThat(last.json().at("/meta").has("cursor")).isFalse();
    }

    @Test
    void aListIsFollowedByItsCursors() {
        for (int i = 0; i < 7; i++) {
            mqtt.connect("client-" + i);
        }
        List<String> seen = new ArrayList<>();

        Answer page = admin.get("clients?limit=2&fields=clientid");
        seen.addAll(clientids(page));
        while (page.json().at("/meta/hasnext").asBoolean()) {
            page = admin.get("clients?limit=2&fields=clientid&cursor=" + page.text("meta/cursor"));
            seen.addAll(clientids(page));
        }

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void everyConditionCounts() {
        mqtt.connect("sensor-1", "ann");
        mqtt.connect("sensor-2", "bob");
        mqtt.persistent("gone").disconnect();
        await().until(() -> admin.get("clients/gone").json().get("connected").asBoolean() == false);

        assertThat(clientids(admin.get("clients?like_clientid=sor-")))
                .containsExactlyInAnyOrder("sensor-1", "sensor-2");
        assertThat(clientids(admin.get("clients?username=ann"))).containsExactly("sensor-1");
        assertThat(clientids(admin.get("clients?username=ann&username=bob"))).hasSize(2);
        assertThat(clientids(admin.get("clients?like_username=o"))).containsExactly("sensor-2");
        assertThat(clientids(admin.get("clients?clientid=gone&clientid=sensor-1&clientid=x")))
                .containsExactly("gone", "sensor-1");
        assertThat(clientids(admin.get("clients?conn_state=disconnected"))).containsExactly("gone");
        assertThat(clientids(admin.get("clients?conn_state=connected&username=bob")))
                .containsExactly("sensor-2");
        assertThat(clientids(admin.get("clients?proto_ver=4"))).isEmpty();
        assertThat(clientids(admin.get("clients?clean_start=true&ip_address=127.0.0.1")))
                .hasSize(3);
        assertThat(clientids(admin.get("clients?gte_connected_at=2126-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(clientids(admin.get("clients?lte_connected_at=2126-01-01T00:00:00Z")))
                .hasSize(3);
    }

    @Test
    void onlyTheFieldsThatAreWantedAreGiven() {
        mqtt.connect("one", "ann");

        JsonNode client = admin.get("clients?fields=clientid,username").json().at("/data/0");

        assertThat(client.propertyNames()).containsExactlyInAnyOrder("clientid", "username");
    }

    @ParameterizedTest
    @CsvSource({
        "page=0, page",
        "limit=0, limit",
        "limit=10001, limit",
        "limit=x, limit",
        "proto_ver=6, proto_ver",
        "conn_state=asleep, conn_state",
        "ip_address=home, ip_address",
        "gte_connected_at=yesterday, yesterday",
        "fields=clientid%2Cnope, nope",
        "cursor=nonsense, nonsense",
        "nme=x, nme"
    })
    void whatIsNoConditionIsRefused(String query, String named) {
        admin.get("clients?" + query).refuses(400, "BAD_REQUEST", named);
    }

    // Kicking

    @Test
    void whoIsKickedIsGone() {
        Mqtt5BlockingClient client = mqtt.persistent("one");

        admin.delete("clients/one").hasStatus(204);

        await().until(() -> !client.getState().isConnected());
        admin.get("clients/one").refuses(404, "CLIENTID_NOT_FOUND", "one");
    }

    @Test
    void severalAreKicked() {
        Mqtt5BlockingClient a = mqtt.connect("a");
        Mqtt5BlockingClient b = mqtt.connect("b");
        mqtt.connect("c");

        admin.post("clients/kickout/bulk", "['a', 'b', 'nobody']").hasStatus(204);

        await().until(() -> !a.getState().isConnected() && !b.getState().isConnected());
        assertThat(clientids(admin.get("clients"))).containsExactly("c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "'a'", "[1]", "[null]", "[['a']]", "", "["})
    void whatIsNoListOfClientsIsRefused(String body) {
        admin.post("clients/kickout/bulk", body).refuses(400, "BAD_REQUEST", "");
    }

    // Subscriptions

    @Test
    void anAdministratorSubscribesAndUnsubscribesAClient() throws InterruptedException {
        Mqtt5BlockingClient client = mqtt.connect("one");
        Mqtt5BlockingClient publisher = mqtt.connect("publisher");
        try (Mqtt5Publishes messages = MqttClients.messages(client)) {
            Answer subscribed = admin.post("clients/one/subscribe", "{'topic': 'a/+', 'qos': 1, 'nl': 1}");
            assertThat(subscribed.hasStatus(200).text("topic")).isEqualTo("a/+");
            assertThat(subscribed.json().get("qos").asInt()).isEqualTo(1);
            MqttClients.publish(publisher, "a/b", "hello", 1, false);
            assertThat(MqttClients.text(MqttClients.next(messages))).isEqualTo("hello");
        }

        admin.post("clients/one/unsubscribe", "{'topic': 'a/+'}").hasStatus(204);

        assertThat(admin.get("clients/one/subscriptions").json().size()).isZero();
        admin.post("clients/one/unsubscribe", "{'topic': 'a/+'}").refuses(404, "NOT_FOUND", "a/+");
    }

    @Test
    void severalSubscriptionsAreMadeOrNone() {
        mqtt.connect("one");

        admin.post("clients/one/subscribe/bulk", "[{'topic': 'a'}, {'topic': 'b/#/c'}]")
                .refuses(400, "BAD_REQUEST", "b/#/c");
        assertThat(admin.get("clients/one/subscriptions").json().size()).isZero();

        admin.post("clients/one/subscribe/bulk", "[{'topic': 'a'}, {'topic': 'b/#', 'rap': 1}]")
                .hasStatus(200);
        assertThat(admin.get("clients/one/subscriptions").json().size()).isEqualTo(2);
        admin.post("clients/one/unsubscribe/bulk", "[{'topic': 'a'}, {'topic': 'x'}]")
                .hasStatus(204);
        assertThat(admin.get("clients/one/subscriptions").text("0/topic")).isEqualTo("b/#");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{'topic': ''}", "{'topic': 'a', 'qos': 3}", "{'topic': 'a', 'rh': -1}", "{'topic': 1}"})
    void whatIsNoSubscriptionIsRefused(String body) {
        mqtt.connect("one");

        admin.post("clients/one/subscribe", body).refuses(400, "BAD_REQUEST", "");
    }

    @Test
    void subscriptionsAreListedByCondition() {
        MqttClients.subscribe(mqtt.connect("one"), "a/b", 1);
        MqttClients.subscribe(mqtt.connect("two"), "$share/g/a/+", 0);

        assertThat(admin.get("subscriptions").json().at("/meta/count").asInt()).isEqualTo(2);
        assertThat(clientids(admin.get("subscriptions?qos=1"))).containsExactly("one");
        assertThat(clientids(admin.get("subscriptions?share_group=g"))).containsExactly("two");
        assertThat(clientids(admin.get("subscriptions?match_topic=" + encoded("a/#"))))
                .hasSize(2);
        assertThat(clientids(admin.get("subscriptions?topic=" + encoded("a/+"))))
                .containsExactly("two");
        assertThat(clientids(admin.get("subscriptions?clientid=one"))).containsExactly("one");
        assertThat(clientids(admin.get("subscriptions?clientid=nobody"))).isEmpty();
        admin.get("subscriptions?match_topic=" + encoded("a/#/b")).refuses(400, "BAD_REQUEST", "a/#/b");
    }

    @Test
    void topicsAreListed() {
        Mqtt5BlockingClient client = mqtt.connect("one");
        MqttClients.subscribe(client, "b/c", 0);
        MqttClients.subscribe(client, "a/+/#", 0);

        JsonNode topics = admin.get("topics").hasStatus(200).json();

        assertThat(topics.at("/data/0/topic").asString()).isEqualTo("a/+/#");
        assertThat(topics.at("/meta/count").asInt()).isEqualTo(2);
        assertThat(admin.get("topics/" + encoded("b/c")).hasStatus(200).text("0/topic"))
                .isEqualTo("b/c");
        assertThat(admin.get("topics/b/c").hasStatus(200).text("0/topic")).isEqualTo("b/c");
        admin.get("topics/nothing").refuses(404, "TOPIC_NOT_FOUND", "nothing");
    }

    // Messages

    @Test
    void messagesThatWaitAreShown() {
        Mqtt5BlockingClient slow = mqtt.persistent("slow");
        MqttClients.subscribe(slow, "a", 1);
        slow.disconnect();
        Mqtt5BlockingClient publisher = mqtt.connect("publisher");
        for (int i = 0; i < 3; i++) {
            MqttClients.publish(publisher, "a", "message " + i, 1, false);
        }

        JsonNode first =
                admin.get("clients/slow/mqueue_messages?limit=2&payload=plain").json();
        JsonNode rest = admin.get("clients/slow/mqueue_messages?payload=plain&position="
                        + first.at("/meta/position").asString())
                .json();

        assertThat(first.at("/data/0/payload").asString()).isEqualTo("message 0");
        assertThat(first.at("/data/0/from_clientid").asString()).isEqualTo("publisher");
        assertThat(first.at("/meta/count").asInt()).isEqualTo(3);
        assertThat(rest.at("/data/0/payload").asString()).isEqualTo("message 2");
        assertThat(rest.at("/data").size()).isEqualTo(1);
        admin.get("clients/slow/mqueue_messages?position=x").refuses(400, "BAD_REQUEST", "x");
        assertThat(admin.get("clients/slow/inflight_messages")
                        .json()
                        .at("/data")
                        .size())
                .isZero();
    }
}
