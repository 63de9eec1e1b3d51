package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What clients may do, changed while they are connected. */
@SuppressWarnings("NullAway.Init")
class AuthorizationIT {
    private static final String DATABASE = "authorization/sources/built_in_database";
    private static final String FREE = "{'type': 'file', 'rules': 'rules = [{ permission = allow }]'}";
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
    void cleanUp() {
        mqtt.close();
        admin.delete(DATABASE + "/rules").hasStatus(204);
        admin.post("configs_reset/authorization", "").hasStatus(200);
        admin.put("authorization/sources/file", FREE).hasStatus(200);
    }

    private static List<String> sources() {
        List<String> types = new ArrayList<>();
        admin.get("authorization/sources")
                .hasStatus(200)
                .json()
                .at("/sources")
                .forEach(source -> types.add(source.get("type").asString()));
        return types;
    }

    private static void database() {
        admin.post("authorization/sources", "{'type': 'built_in_database', 'enable': true}")
                .hasStatus(201);
        admin.post(DATABASE + "/move", "{'position': 'front'}").hasStatus(204);
    }

    private static boolean publishes(Mqtt5BlockingClient client, String topic) {
        try {
            MqttClients.publish(client, topic, "m", 1, false);
            return true;
        } catch (Mqtt5PubAckException e) {
            assertThat(e.getMqttMessage().getReasonCode()).isEqualTo(Mqtt5PubAckReasonCode.NOT_AUTHORIZED);
            return false;
        }
    }

    // Sources

    @Test
    void sourcesAreAddedMovedSwitchedOffAndRemoved() {
        assertThat(sources()).containsExactly("file");

        database();
        assertThat(sources()).containsExactly("built_in_database", "file");
        admin.post(DATABASE + "/move", "{'position': 'after:file'}").hasStatus(204);
        assertThat(sources()).containsExactly("file", "built_in_database");
        admin.put("authorization/sources/order", "[{'type': 'built_in_database'}, {'type': 'file'}]")
                .hasStatus(204);
        assertThat(sources()).containsExactly("built_in_database", "file");
        assertThat(admin.get(DATABASE + "/status").hasStatus(200).text("status"))
                .isEqualTo("running");

        admin.put(DATABASE, "{'type': 'built_in_database', 'enable': false}").hasStatus(200);
        assertThat(admin.get(DATABASE + "/status").hasStatus(200).text("status"))
                .isEqualTo("disabled");

        admin.delete(DATABASE).hasStatus(204);
        assertThat(sources()).containsExactly("file");
        admin.get(DATABASE).refuses(404, "NOT_FOUND", "built_in_database");
    }

    @Test
    void aSourceThatCannotBeIsRefusedWithItsReason() {
        admin.post("authorization/sources", "{'type': 'nosuch'}")
                .refuses(400, "BAD_REQUEST", "no bundle brings the type nosuch; installed are");
        admin.post("authorization/sources", "{'type': 'file'}").refuses(409, "ALREADY_EXISTS", "file");
        admin.post("authorization/sources", "{'enable': true}").refuses(400, "BAD_REQUEST", "type");
        admin.put("authorization/sources/file", "{'type': 'file', 'colour': 'red'}")
                .refuses(400, "BAD_REQUEST", "colour");
        admin.post("authorization/sources/file/move", "{'position': 'before:nosuch'}")
                .refuses(404, "NOT_FOUND", "nosuch");
        admin.post("authorization/sources/file/move", "{'position': 'up'}")
                .refuses(400, "BAD_REQUEST", "front, rear, before:TYPE or after:TYPE");
        admin.put("authorization/sources/order", "[]").refuses(400, "BAD_REQUEST", "each source once");

        assertThat(sources()).containsExactly("file");
    }

    @Test
    void settingsAreChangedOneByOne() {
        Answer answer = admin.put("authorization/settings", "{'deny_action': 'disconnect', 'cache': {'max_size': 7}}")
                .hasStatus(200);

        assertThat(answer.text("deny_action")).isEqualTo("disconnect");
        assertThat(answer.text("no_match")).isEqualTo("deny");
        assertThat(admin.get("authorization/settings")
                        .json()
                        .at("/cache/max_size")
                        .asInt())
                .isEqualTo(7);
        admin.put("authorization/settings", "{'no_match': 'perhaps'}").refuses(400, "BAD_REQUEST", "no_match");
    }

    // Rules

    @Test
    void rulesOfTheDatabaseHoldFromTheNextMessageOn() {
        database();
        Mqtt5BlockingClient client = mqtt.connect("pump", "kay");
        assertThat(publishes(client, "locked/a")).isTrue();

        admin.post(
                        DATABASE + "/rules/users",
                        "[{'username': 'kay', 'rules': [{'permission': 'deny', 'action': 'publish', 'topic': 'locked/#'}]}]")
                .hasStatus(204);
        assertThat(publishes(client, "locked/a")).isFalse();

        admin.put(DATABASE + "/rules/clients/pump", "{'rules': [{'permission': 'allow', 'topic': 'locked/a'}]}")
                .hasStatus(200);
        assertThat(publishes(client, "locked/a")).isTrue();
        assertThat(publishes(client, "locked/b")).isFalse();

        admin.delete(DATABASE + "/rules/users/kay").hasStatus(204);
        assertThat(publishes(client, "locked/b")).isTrue();

        admin.post(DATABASE + "/rules/all", "{'rules': [{'permission': 'deny', 'qos': [1, 2]}]}")
                .hasStatus(200);
        assertThat(publishes(client, "other")).isFalse();
    }

    @Test
    void rulesAreListedShownAndRefused() {
        String rules =
                "'rules': [{'permission': 'deny', 'topics': ['a/#', 'eq b'], 'qos': [1], 'ipaddr': ['10.0.0.0/8']}]";
        admin.post(
                        DATABASE + "/rules/clients",
                        "[{'clientid': 'one', %s}, {'clientid': 'two', %s}]".formatted(rules, rules))
                .hasStatus(204);

        JsonNode page = admin.get(DATABASE + "/rules/clients?limit=1&page=2")
                .hasStatus(200)
                .json();
        assertThat(page.at("/data/0/clientid").asString()).isEqualTo("two");
        assertThat(page.at("/meta/count").asInt()).isEqualTo(2);
        assertThat(admin.get(DATABASE + "/rules/clients/one")
                        .hasStatus(200)
                        .json()
                        .at("/rules/0/topics/1")
                        .asString())
                .isEqualTo("eq b");

        admin.post(DATABASE + "/rules/clients", "[{'clientid': 'two', 'rules': []}]")
                .refuses(409, "ALREADY_EXISTS", "two");
        admin.put(DATABASE + "/rules/users/kay", "{'rules': [{'permission': 'allow', 'topic': 'a/#/b'}]}")
                .refuses(400, "BAD_REQUEST", "rule 1", "a/#/b");
        admin.put(DATABASE + "/rules/users/kay", "{'username': 'jo', 'rules': []}")
                .refuses(400, "BAD_REQUEST", "kay");
        admin.get(DATABASE + "/rules/users/nobody").refuses(404, "NOT_FOUND", "nobody");
        admin.delete(DATABASE + "/rules/users/nobody").refuses(404, "NOT_FOUND", "nobody");
    }

    @Test
    void theFileOfRulesIsReplacedAsAWholeOrNotAtAll() {
        Mqtt5BlockingClient client = mqtt.connect("client");
        assertThat(publishes(client, "a")).isTrue();

        admin.call(
                        "PUT",
                        "authorization/sources/file",
                        BodyPublishers.ofString(
                                "{\"type\": \"file\", \"rules\": \"rules = [{ permission = deny, topic = a }, { permission = allow }]\"}"))
                .hasStatus(200);
        assertThat(publishes(client, "a")).isFalse();
        assertThat(publishes(client, "b")).isTrue();

        admin.put("authorization/sources/file", "{'type': 'file', 'rules': 'rules = [{ permission = maybe }]'}")
                .refuses(400, "BAD_REQUEST", "line 1", "maybe");
        assertThat(publishes(client, "a")).isFalse();

        admin.put("authorization/sources/file", "{'type': 'file', 'rules': [{'permission': 'allow'}]}")
                .hasStatus(200);
        assertThat(publishes(client, "a")).isTrue();
    }

    // Caches

    @Test
    void decisionsAreRememberedUntilTheyAreCleaned() {
        Mqtt5BlockingClient client = mqtt.connect("cached");
        publishes(client, "a");

        JsonNode cached =
                admin.get("clients/cached/authorization/cache").hasStatus(200).json();
        assertThat(cached).hasSize(1);
        assertThat(cached.at("/0/topic").asString()).isEqualTo("a");
        assertThat(cached.at("/0/result").asString()).isEqualTo("allow");

        admin.delete("clients/cached/authorization/cache").hasStatus(204);
        assertThat(admin.get("clients/cached/authorization/cache")
                        .hasStatus(200)
                        .json())
                .isEmpty();

        publishes(client, "a");
        admin.delete("authorization/cache").hasStatus(204);
        assertThat(admin.get("clients/cached/authorization/cache")
                        .hasStatus(200)
                        .json())
                .isEmpty();
        admin.get("clients/nobody/authorization/cache").refuses(404, "CLIENTID_NOT_FOUND", "nobody");
    }

    // Why

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, publish,   locked/a, deny,  built_in_database",
        "10.1.2.3, publish,   open/a,   allow, file",
        "10.1.2.3, subscribe, locked/#, allow, file",
    })
    void theRuleThatDecidesIsTold(String address, String action, String topic, String result, String by) {
        database();
        admin.put(
                        DATABASE + "/rules/users/kay",
                        "{'rules': [{'permission': 'deny', 'action': 'publish', 'topic': 'locked/#'}]}")
                .hasStatus(200);

        Answer why = admin.post(
                        "authorization/explain",
                        "{'clientid': 'nobody', 'username': 'kay', 'peerhost': '%s', 'action': '%s', 'topic': '%s'}"
                                .formatted(address, action, topic))
                .hasStatus(200);

        assertThat(why.text("result")).isEqualTo(result);
        assertThat(why.text("decided_by")).isEqualTo(by);
        assertThat(why.text("rule")).contains("permission = " + result);
        assertThat(why.json().at("/steps")).isNotEmpty();
    }

    @Test
    void aClientsOwnRulesAndSuperusersAreExplainedToo() {
        String question = "'clientid': 'nobody', 'action': 'publish', 'topic': 'a'";

        assertThat(admin.post("authorization/explain", "{%s, 'is_superuser': true}".formatted(question))
                        .hasStatus(200)
                        .text("decided_by"))
                .isEqualTo("superuser");
        assertThat(admin.post(
                                "authorization/explain",
                                "{%s, 'acl': [{'permission': 'deny', 'topic': 'a'}]}".formatted(question))
                        .hasStatus(200)
                        .text("decided_by"))
                .isEqualTo("client_acl");
        admin.post("authorization/explain", "{%s, 'peerhost': 'localhost'}".formatted(question))
                .refuses(400, "BAD_REQUEST", "peerhost");
    }

    @Test
    void whoIsConnectedIsKnown() {
        database();
        admin.put(DATABASE + "/rules/users/kay", "{'rules': [{'permission': 'deny', 'topic': 'a'}]}")
                .hasStatus(200);
        mqtt.connect("present", "kay");

        assertThat(admin.post("authorization/explain", "{'clientid': 'present', 'action': 'publish', 'topic': 'a'}")
                        .hasStatus(200)
                        .text("decided_by"))
                .isEqualTo("built_in_database");
    }

    @Test
    void whoMayOnlyLookMayNotChange() {
        admin.post("users", "{'username': 'looker', 'password': 'a password of a looker 1', 'role': 'viewer'}")
                .hasStatus(200);
        try {
            RestClient looker = broker.loggedIn("looker", "a password of a looker 1");
            looker.get("authorization/sources").hasStatus(200);
            looker.delete("authorization/cache").hasStatus(403);
            looker.put("authorization/settings", "{'no_match': 'allow'}").hasStatus(403);
        } finally {
            admin.delete("users/looker").hasStatus(204);
        }
    }
}
