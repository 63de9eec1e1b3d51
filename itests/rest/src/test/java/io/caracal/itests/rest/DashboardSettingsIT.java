package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The REST API's own settings, changed by a call of it. */
class DashboardSettingsIT {
    @SuppressWarnings("NullAway.Init")
    private RestBroker broker;

    @SuppressWarnings("NullAway.Init")
    private RestClient admin;

    @BeforeEach
    void start() {

        broker = RestBroker.start();
        admin = broker.admin();
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        broker.close();
    }

    @Test
    void aLimitAppliesAtOnceAndTheCallThatChangesItIsAnswered() {
        admin.put("configs", "{'dashboard': {'max_body_size': '1KB'}}").hasStatus(200);

        admin.post("login", "{'username': '" + "x".repeat(2000) + "'}").refuses(413, "CONTENT_TOO_LARGE", "1024");
    }

    @Test
    void callsGoOnWithoutAGapWhileSettingsChange() throws InterruptedException {
        RestClient anonymous = broker.anonymous();
        Thread changes = Thread.ofVirtual().start(() -> {
            for (int size = 2; size < 6; size++) {
                admin.put("configs", "{'dashboard': {'max_body_size': '%dKB'}}".formatted(size))
                        .hasStatus(200);
            }
        });

        while (changes.isAlive()) {
            anonymous.get("status").hasStatus(200);
        }

        changes.join();
    }

    @Test
    void aListenerThatCannotBeOpenedIsRefusedAndNothingChanges() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Answer answer = admin.put(
                    "configs",
                    "{'dashboard': {'max_body_size': '1KB', 'listeners': {'https': {'enable': true, 'bind': '127.0.0.1:%d', 'certfile': '/none', 'keyfile': '/none'}}}}"
                            .formatted(taken.getLocalPort()));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("dashboard.listeners");
            admin.post("login", "{'username': '" + "x".repeat(2000) + "', 'password': 'y'}")
                    .refuses(400, "BAD_REQUEST");
        }
    }

    @Test
    void aTokenExpiryAppliesToTheNextLogIn() {
        admin.put("configs", "{'dashboard': {'login': {'token_expiry': '1s'}}}").hasStatus(200);
        RestClient next = broker.admin();

        Awaitility.await().untilAsserted(() -> next.get("users").refuses(401, "BAD_TOKEN"));
        admin.get("users").hasStatus(200);
    }
}
