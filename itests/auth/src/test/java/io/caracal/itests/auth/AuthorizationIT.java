package io.caracal.itests.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients may do: by the file of rules and the rules on the broker's disk, while clients are at work. */
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class AuthorizationIT {
    private static final String FREE = "rules = [ { permission = allow } ]\n";

    @TempDir
    static Path work;

    private static Path rules;
    private static AuthBroker broker;

    @BeforeAll
    static void start() throws IOException {
        rules = work.resolve("my-rules.conf");
        Files.writeString(rules, FREE);
        broker = AuthBroker.start(work, List.of(), start -> start.changedBefore("""
                authorization.sources = [ { type = file, path = "%s" }, { type = built_in_database } ]
                flapping_detect { enable = false, max_count = 5 }
                """.formatted(rules)));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    @AfterEach
    void free() throws IOException {
        broker.admin()
                .put("authorization/settings", "{'deny_action': 'ignore', 'recheck_on_change': true}")
                .is(200);
        broker.admin().put("configs/flapping_detect", "{'enable': false}").is(200);
        broker.admin().delete("banned").is(204);
        rules(FREE);
    }

    /** Replaces the file, and waits until it is in force. */
    private static void rules(String text) throws IOException {
        Path next = rules.resolveSibling("next.conf");
        Files.writeString(next, text);
        Files.move(next, rules, StandardCopyOption.ATOMIC_MOVE);
        await().until(() -> {
            var file = broker.admin().get("authorization/sources/file").is(200);
            return file.at("rules").asString().equals(text)
                    && file.at("problem").isMissingNode();
        });
    }

    private static Mqtt5BlockingClient client(String id) {
        return new Device(broker.port(), id, "", "").connected();
    }

    private static boolean publishes(Mqtt5BlockingClient client, String topic) {
        try {
            client.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).send();
            return true;
        } catch (Mqtt5PubAckException e) {
            assertThat(e.getMqttMessage().getReasonCode()).isEqualTo(Mqtt5PubAckReasonCode.NOT_AUTHORIZED);
            return false;
        }
    }

    private static boolean subscribes(Mqtt5BlockingClient client, String filter) {
        try {
            client.subscribeWith().topicFilter(filter).send();
            return true;
        } catch (Mqtt5SubAckException e) {
            assertThat(e.getMqttMessage().getReasonCodes()).containsExactly(Mqtt5SubAckReasonCode.NOT_AUTHORIZED);
            return false;
        }
    }

    private static List<String> filters(String clientId) {
        return broker.admin()
                .get("clients/" + clientId + "/subscriptions")
                .is(200)
                .json()
                .valueStream()
                .map(each -> each.get("topic").asString())
                .toList();
    }

    @Test
    void aChangedFileHoldsForClientsThatAreConnected() throws IOException {
        Mqtt5BlockingClient client = client("one");
        assertThat(publishes(client, "locked/a")).isTrue();

        rules("""
                rules = [
                  { permission = deny, action = publish, topic = "locked/#" }
                  { permission = allow, topics = ["locked/#", "own/${clientid}/#"] }
                  { permission = deny }
                ]
                """);

        assertThat(publishes(client, "locked/a")).isFalse();
        assertThat(publishes(client, "own/one/a")).isTrue();
        assertThat(publishes(client, "own/two/a")).isFalse();
        assertThat(subscribes(client, "locked/#")).isTrue();
        assertThat(subscribes(client, "own/one/+")).isTrue();
        assertThat(subscribes(client, "own/+/a")).isFalse();
        assertThat(subscribes(client, "$share/g/own/two/a")).isFalse();
        client.disconnect();
    }

    @Test
    void aFileThatCannotBeReadLeavesTheRulesThatWereThere() throws IOException {
        rules("rules = [ { permission = deny, topic = locked }, { permission = allow } ]\n");
        Mqtt5BlockingClient client = client("broken");

        Files.writeString(rules, "rules = [ { permission = deny, topic = ");

        await().until(() -> !broker.admin()
                .get("authorization/sources/file")
                .is(200)
                .at("problem")
                .isMissingNode());
        assertThat(publishes(client, "locked")).isFalse();
        assertThat(publishes(client, "open")).isTrue();
        client.disconnect();
    }

    @Test
    void whatClientsHoldIsTakenAwayWhenItIsNotAllowedAnyMore() throws IOException {
        Mqtt5BlockingClient present = client("present");
        present.subscribeWith().topicFilter("locked/a").send();
        present.subscribeWith().topicFilter("open/a").send();
        Mqtt5BlockingClient away = new Device(broker.port(), "away", "", "").client();
        away.connectWith().sessionExpiryInterval(600).send();
        away.subscribeWith().topicFilter("locked/b").send();
        away.disconnect();

        rules("rules = [ { permission = deny, topic = \"locked/#\" }, { permission = allow } ]\n");

        await().until(() -> filters("present").equals(List.of("open/a")));
        await().until(() -> filters("away").isEmpty());
        assertThat(publishes(present, "open/b")).isTrue();
        present.disconnect();
    }

    @Test
    void aWillThatIsDeniedRefusesTheConnection() throws IOException {
        rules("rules = [ { permission = deny, topic = \"locked/#\" }, { permission = allow } ]\n");
        Mqtt5BlockingClient client = new Device(broker.port(), "willing", "", "").client();

        Mqtt5ConnAckReasonCode reason = null;
        try {
            client.connectWith()
                    .willPublish()
                    .topic("locked/will")
                    .applyWillPublish()
                    .send();
        } catch (Mqtt5ConnAckException e) {
            reason = e.getMqttMessage().getReasonCode();
        }

        assertThat(reason).isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void whoDoesWhatIsDeniedIsSentAwayIfSoConfigured() throws IOException {
        rules("rules = [ { permission = deny, topic = locked }, { permission = allow } ]\n");
        broker.admin()
                .put("authorization/settings", "{'deny_action': 'disconnect'}")
                .is(200);
        Mqtt5BlockingClient client = client("denied");

        client.publishWith().topic("locked").send();

        await().until(() -> !client.getState().isConnected());
    }

    @Test
    void rulesOfTheDatabaseOutliveTheSource() {
        broker.admin()
                .put(
                        "authorization/sources/built_in_database/rules/clients/kept",
                        "{'rules': [{'permission': 'deny', 'topic': 'locked'}]}")
                .is(200);
        broker.admin()
                .post("authorization/sources/built_in_database/move", "{'position': 'front'}")
                .is(204);
        Mqtt5BlockingClient client = client("kept");
        assertThat(publishes(client, "locked")).isFalse();

        broker.admin().delete("authorization/sources/built_in_database").is(204);
        assertThat(publishes(client, "locked")).isTrue();

        broker.admin()
                .post("authorization/sources", "{'type': 'built_in_database'}")
                .is(201);
        broker.admin()
                .post("authorization/sources/built_in_database/move", "{'position': 'front'}")
                .is(204);
        assertThat(publishes(client, "locked")).isFalse();
        broker.admin().delete("authorization/sources/built_in_database/rules").is(204);
        client.disconnect();
    }

    @Test
    void whoComesAndGoesTooOftenIsBannedForAWhile() {
        broker.admin()
                .put("configs/flapping_detect", "{'enable': true, 'max_count': 5}")
                .is(200);
        Device device = new Device(broker.port(), "flapping", "", "");

        for (int i = 0; i < 5; i++) {
            assertThat(device.getsIn()).isTrue();
        }

        await().until(() -> device.asks() == Mqtt5ConnAckReasonCode.BANNED);
        assertThat(Device.of(broker.port(), "", "").getsIn()).isTrue();
        assertThat(broker.admin().get("banned").is(200).at("data/0/by").asString())
                .isEqualTo("flapping_detect");
    }
}
