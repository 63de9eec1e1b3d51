package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Publishing, retained messages, bans, listeners and numbers, with clients that are really there. */
@SuppressWarnings("NullAway.Init")
class MessagesIT {
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
        admin.delete("banned").hasStatus(204);
        admin.delete("mqtt/retainer/messages").hasStatus(204);
    }

    // Publishing

    @Test
    void aMessageReachesItsSubscribers() throws InterruptedException {
        Mqtt5BlockingClient client = mqtt.connect("one");
        try (Mqtt5Publishes messages = MqttClients.messages(client)) {
            MqttClients.subscribe(client, "a/#", 1);

            Answer answer = admin.post(
                    "publish",
                    "{'topic': 'a/b', 'payload': 'aGVsbG8=', 'payload_encoding': 'base64', 'qos': 1, 'properties': "
                            + "{'content_type': 'text/plain', 'user_properties': {'k': 'v'}, 'response_topic': 'r'}}");

            assertThat(answer.hasStatus(200).text("id")).matches("[0-9A-F]{32}");
            Mqtt5Publish message = MqttClients.next(messages);
            assertThat(MqttClients.text(message)).isEqualTo("hello");
            assertThat(message.getContentType())
                    .hasValueSatisfying(type -> assertThat(type).hasToString("text/plain"));
            assertThat(message.getUserProperties().asList()).hasSize(1);
        }
    }

    @Test
    void aMessageForNobodyIsAccepted() {
        Answer answer = admin.post("publish", "{'topic': 'a', 'payload': 'x'}");

        assertThat(answer.hasStatus(202).text("message")).isEqualTo("no_matching_subscribers");
        assertThat(answer.json().get("reason_code").asInt()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'topic': 'a/#', 'payload': 'x'} | a/#",
                "{'topic': '', 'payload': 'x'} | topic",
                "{'payload': 'x'} | topic",
                "{'topic': 'a'} | payload",
                "{'topic': 'a', 'payload': '###', 'payload_encoding': 'base64'} | base64",
                "{'topic': 'a', 'payload': 'x', 'payload_encoding': 'hex'} | payload_encoding",
                "{'topic': 'a', 'payload': 'x', 'qos': 3} | qos",
                "{'topic': 'a', 'payload': 'x', 'properties': {'response_topic': '+'}} | response topic",
                "{'topic': 'a', 'payload': 'x', 'colour': 'red'} | colour"
            })
    void whatIsNoMessageIsRefused(String body, String named) {
        admin.post("publish", body).refuses(400, "BAD_REQUEST", named);
    }

    @Test
    void eachOfSeveralMessagesHasItsResult() {
        MqttClients.subscribe(mqtt.connect("one"), "a", 0);

        JsonNode results = admin.post(
                        "publish/bulk",
                        "[{'topic': 'a', 'payload': '1'}, {'topic': 'nobody', 'payload': '2'}, {'topic': '+', 'payload': '3'}]")
                .hasStatus(202)
                .json();

        assertThat(results.size()).isEqualTo(3);
        assertThat(results.at("/0/id").isString()).isTrue();
        assertThat(results.at("/0").has("reason_code")).isFalse();
        assertThat(results.at("/1/reason_code").asInt()).isEqualTo(16);
        assertThat(results.at("/2").has("id")).isFalse();
        assertThat(results.at("/2/reason_code").asInt()).isEqualTo(0x90);
        admin.post("publish/bulk", "[{'topic': 'a', 'payload': '1'}]").hasStatus(200);
    }

    // Retained messages

    @Test
    void retainedMessagesAreListedShownAndForgotten() {
        Mqtt5BlockingClient client = mqtt.connect("one");
        for (int i = 0; i < 5; i++) {
            MqttClients.publish(client, "r/" + i, "kept " + i, 1, true);
        }

        JsonNode page = admin.get("mqtt/retainer/messages?topic=r/%2B&limit=2").json();
        JsonNode message = admin.get("mqtt/retainer/message/r/3").hasStatus(200).json();

        assertThat(page.at("/data").size()).isEqualTo(2);
        assertThat(page.at("/data/0/topic").asString()).isEqualTo("r/0");
        assertThat(page.at("/meta/hasnext").asBoolean()).isTrue();
        assertThat(message.get("from_clientid").asString()).isEqualTo("one");
        assertThat(Base64.getDecoder().decode(message.get("payload").asString()))
                .asString()
                .isEqualTo("kept 3");
        admin.delete("mqtt/retainer/message/r%2F3").hasStatus(204);
        admin.get("mqtt/retainer/message/r/3").refuses(404, "NOT_FOUND", "r/3");
        admin.delete("mqtt/retainer/message/r/3").refuses(404, "NOT_FOUND", "r/3");
        admin.get("mqtt/retainer/messages?topic=%23%2Fa").refuses(400, "BAD_REQUEST", "#/a");
        admin.delete("mqtt/retainer/messages").hasStatus(204);
        assertThat(admin.get("mqtt/retainer/messages").json().at("/data").size())
                .isZero();
    }

    // Bans

    private Mqtt5ConnAckReasonCode refusal(String clientId) {
        try {
            mqtt.connect(clientId);
            return Mqtt5ConnAckReasonCode.SUCCESS;
        } catch (Mqtt5ConnAckException e) {
            return e.getMqttMessage().getReasonCode();
        }
    }

    @ParameterizedTest
    @CsvSource({"clientid, bad-1", "clientid_re, ^bad", "peerhost, 127.0.0.1", "peerhost_net, 127.0.0.0/8"})
    void whoIsBannedLosesItsConnectionAndGetsNoOther(String as, String who) throws IOException {
        Mqtt5BlockingClient client = mqtt.connect("bad-1");

        Answer made = admin.post(
                "banned", "{'as': '%s', 'who': '%s', 'reason': 'test', 'until': 'infinity'}".formatted(as, who));

        assertThat(made.hasStatus(200).text("by")).contains("admin");
        await().until(() -> !client.getState().isConnected());
        assertThat(refusal("bad-1")).isEqualTo(Mqtt5ConnAckReasonCode.BANNED);
        assertThat(admin.get("banned").text("data/0/who")).isEqualTo(who);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(broker.data("banned.list"))))
                .isEqualTo("rw-------");
        admin.post("banned", "{'as': '%s', 'who': '%s'}".formatted(as, who)).refuses(409, "ALREADY_EXISTS", who);
        admin.delete("banned/" + as + "/" + who.replace("^", "%5E")).hasStatus(204);
        assertThat(refusal("bad-1")).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
    }

    @Test
    void aBanEndsAtItsTime() {
        admin.post(
                        "banned",
                        "{'as': 'clientid', 'who': 'bad', 'until': '%s'}"
                                .formatted(Instant.now().plusSeconds(2)))
                .hasStatus(200);
        assertThat(refusal("bad")).isEqualTo(Mqtt5ConnAckReasonCode.BANNED);

        await().until(() -> refusal("bad") == Mqtt5ConnAckReasonCode.SUCCESS);
        await().until(() -> admin.get("banned").json().at("/data").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'as': 'mac', 'who': 'x'} | as",
                "{'who': 'x'} | as",
                "{'as': 'clientid', 'who': ''} | who",
                "{'as': 'peerhost', 'who': 'example.org'} | example.org",
                "{'as': 'peerhost_net', 'who': '10.0.0.0/40'} | 40",
                "{'as': 'clientid_re', 'who': '('} | regular expression",
                "{'as': 'clientid', 'who': 'x', 'until': 'soon'} | soon",
                "{'as': 'clientid', 'who': 'x', 'until': '2001-01-01T00:00:00Z'} | past"
            })
    void whatIsNoBanIsRefused(String body, String named) {
        admin.post("banned", body).refuses(400, "BAD_REQUEST", named);
    }

    @Test
    void aBanThatIsNotThereCannotBeLifted() {
        admin.delete("banned/clientid/nobody").refuses(404, "NOT_FOUND", "nobody");
    }

    // Listeners

    @Test
    void aListenerIsStoppedAndStarted() {
        mqtt.connect("stays");
        assertThat(admin.get("listeners/tcp:default").hasStatus(200).text("running"))
                .isEqualTo("true");
        int port = mqtt.port();

        Answer stopped = admin.post("listeners/tcp:default/stop", "");

        assertThat(stopped.hasStatus(200).text("running")).isEqualTo("false");
        assertThat(stopped.json().get("current_connections").asInt()).isEqualTo(1);
        Assertions.assertThatExceptionOfType(ConnectionFailedException.class).isThrownBy(() -> connect(port));
        assertThat(admin.get("clients/stays").json().get("connected").asBoolean())
                .isTrue();
        Answer started = admin.post("listeners/tcp:default/start", "");
        assertThat(started.hasStatus(200).text("running")).isEqualTo("true");
        assertThat(admin.get("listeners").json().size()).isEqualTo(1);
    }

    private static void connect(int port) {
        MqttClient.builder()
                .useMqttVersion5()
                .identifier("new")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking()
                .connect();
    }

    @Test
    void aListenerIsCreatedChangedAndDeleted() {
        Answer made = admin.post("listeners", "{'id': 'tcp:second', 'bind': '127.0.0.1:0', 'max_connections': 5}");

        assertThat(made.hasStatus(201).text("running")).isEqualTo("true");
        admin.post("listeners", "{'id': 'tcp:second', 'bind': '127.0.0.1:0'}").refuses(409, "ALREADY_EXISTS", "second");
        Answer changed = admin.put("listeners/tcp:second", "{'max_connections': 6}");
        assertThat(changed.hasStatus(200).json().get("max_connections").asInt()).isEqualTo(6);
        assertThat(changed.text("address")).isEqualTo(made.text("address"));
        admin.put("listeners/tcp:second", "{'enable': false}").hasStatus(200);
        assertThat(admin.get("listeners/tcp:second").text("running")).isEqualTo("false");
        admin.delete("listeners/tcp:second").hasStatus(204);
        admin.get("listeners/tcp:second").refuses(404, "NOT_FOUND", "tcp:second");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id': 'quic:x', 'bind': '127.0.0.1:0'} | quic:x",
                "{'id': 'tcp:a.b', 'bind': '127.0.0.1:0'} | tcp:a.b",
                "{'id': 'tcp:x', 'type': 'tcp', 'name': 'y', 'bind': '127.0.0.1:0'} | tcp:y",
                "{'id': 'tcp:x', 'bind': 'nowhere'} | nowhere",
                "{'id': 'tcp:x', 'bind': '0.0.0.0:0'} | would let in anybody",
                "{'id': 'tcp:x'} | bind",
                "{'id': 'tcp:x', 'bind': '127.0.0.1:0', 'backlog': 0} | backlog"
            })
    void whatIsNoListenerIsRefused(String body, String named) {
        admin.post("listeners", body).refuses(400, "BAD_REQUEST", named);
    }

    @Test
    void aListenerThatTheCommandLineSetsIsNotChanged() {
        admin.put("listeners/tcp:default", "{'bind': '127.0.0.1:1'}")
                .refuses(409, "CONFLICT", "listeners.tcp.default.bind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart"})
    void aListenerThatIsNotThereIsNotFound(String step) {
        admin.post("listeners/tcp:none/" + step, "").refuses(404, "NOT_FOUND", "tcp:none");
    }

    // Numbers

    @Test
    void theNodeTellsWhatItIs() {
        JsonNode node = admin.get("nodes").hasStatus(200).json().get(0);

        assertThat(node.get("node_status").asString()).isEqualTo("running");
        assertThat(node.get("version").asString()).isNotEmpty();
        assertThat(node.get("max_fds").asLong()).isPositive();
        assertThat(admin.get("nodes/" + node.get("node").asString())
                        .hasStatus(200)
                        .text("edition"))
                .isEqualTo("Opensource");
        admin.get("nodes/other").refuses(404, "NOT_FOUND", "other");
    }

    @Test
    void numbersFollowWhatClientsDo() {
        long before = admin.get("metrics?aggregate=true")
                .json()
                .get("messages.qos1.received")
                .asLong();
        Mqtt5BlockingClient client = mqtt.connect("one");
        MqttClients.publish(client, "a", "x", 1, false);

        assertThat(admin.get("metrics?aggregate=true")
                        .json()
                        .get("messages.qos1.received")
                        .asLong())
                .isEqualTo(before + 1);
        JsonNode stats = admin.get("stats").hasStatus(200).json().get(0);
        assertThat(stats.get("live_connections.count").asInt()).isEqualTo(1);
        assertThat(stats.get("node").asString()).contains("@");
        assertThat(admin.get("nodes/" + stats.get("node").asString() + "/stats")
                        .json()
                        .has("retained.count"))
                .isTrue();
    }
}
