package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever was banned over HTTP stays banned when the broker has been stopped and started, or killed. */
class BansAcrossRestartIT {
    @SuppressWarnings("NullAway.Init")
    private RestBroker broker;

    @AfterEach
    void stop() throws IOException, InterruptedException {
        broker.close();
    }

    private void startWithBans() {
        broker = RestBroker.start();
        ban("clientid", "troublemaker", "infinity");
        ban("username", "mallory", "2099-12-31T23:59:59Z");
        ban("clientid_re", "^bot-.*", "infinity");
        ban("peerhost_net", "192.0.2.0/24", "infinity");
    }

    private void ban(String as, String who, String until) {
        broker.admin()
                .post(
                        "banned",
                        "{'as': '%s', 'who': '%s', 'reason': 'a test', 'by': 'kay', 'until': '%s'}"
                                .formatted(as, who, until))
                .hasStatus(200);
    }

    private JsonNode list() {
        return broker.admin().get("banned").hasStatus(200).json().get("data");
    }

    private void assertRefused(MqttClients clients, String clientId, String username) {
        Mqtt5ConnAckException refusal =
                catchThrowableOfType(Mqtt5ConnAckException.class, () -> clients.connect(clientId, username));
        assertThat(refusal).as(clientId + " " + username).isNotNull();
        assertThat(refusal.getMqttMessage().getReasonCode()).isEqualTo(Mqtt5ConnAckReasonCode.BANNED);
    }

    private void assertInForce() {
        try (MqttClients clients = new MqttClients(broker.admin())) {
            assertRefused(clients, "troublemaker", "kay");
            assertRefused(clients, "anyone", "mallory");
            assertRefused(clients, "bot-7", "kay");
            clients.connect("robot-7", "kay");
        }
    }

    @Test
    void bansSurviveAStopAndAreLiftedForGood() throws IOException, InterruptedException {
        startWithBans();
        JsonNode before = list();
        assertInForce();

        broker = broker.stoppedAndStartedAgain(start -> start);

        assertThat(list()).isEqualTo(before).hasSize(4);
        assertInForce();

        broker.admin().delete("banned/clientid/troublemaker").hasStatus(204);
        broker = broker.stoppedAndStartedAgain(start -> start);

        assertThat(list()).hasSize(3);
        try (MqttClients clients = new MqttClients(broker.admin())) {
            clients.connect("troublemaker", "kay");
        }
    }

    @Test
    void bansSurviveAKill() throws InterruptedException {
        startWithBans();
        JsonNode before = list();

        broker = broker.killedAndStartedAgain(start -> start);

        assertThat(list()).isEqualTo(before);
        assertInForce();
    }

    @Test
    void aBanThatEndedMeanwhileIsGone() throws InterruptedException {
        broker = RestBroker.start();
        String soon = Instant.now().plusSeconds(10).toString();
        ban("clientid", "brief", soon);

        broker = broker.stoppedAndStartedAgain(start -> start);

        await().atMost(Duration.ofMinutes(1)).until(() -> list().isEmpty());
        try (MqttClients clients = new MqttClients(broker.admin())) {
            clients.connect("brief", "kay");
        }
    }
}
