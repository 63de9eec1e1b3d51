package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiKeysIT {
    @SuppressWarnings("NullAway.Init")
    private static RestBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static RestClient admin;

    @BeforeAll
    static void start() {
        broker = RestBroker.start();
        admin = broker.admin();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    private static RestClient key(String name, String more) {
        Answer made =
                admin.post("api_key", "{'name': '%s'%s}".formatted(name, more)).hasStatus(200);
        return broker.anonymous().withKey(made.text("api_key"), made.text("api_secret"));
    }

    @Test
    void aKeyOpensWhatItsRoleAllows() {
        RestClient viewer = key("viewer-key", ", 'role': 'viewer'");
        RestClient publisher = key("publisher-key", ", 'role': 'publisher'");

        viewer.get("audit").hasStatus(200);
        publisher.get("audit").refuses(403, "FORBIDDEN", "publisher");
    }

    @Test
    void showsTheSecretOnce() {
        Answer made = admin.post("api_key", "{'name': 'once'}").hasStatus(200);
        String secret = made.text("api_secret");

        assertThat(secret).hasSizeGreaterThan(30);
        assertThat(admin.get("api_key/once").hasStatus(200).body()).doesNotContain(secret, "secret");
        assertThat(broker.dataText("rest/api_keys.json")).doesNotContain(secret);
        assertThat(broker.dataText("audit/audit.log")).doesNotContain(secret);
    }

    @Test
    void noKeyManagesKeysOrUsers() {
        RestClient boss = key("boss", ", 'role': 'administrator'");

        boss.get("api_key").refuses(403, "NOT_ALLOWED", "API key");
        boss.post("api_key", "{'name': 'another'}").refuses(403, "NOT_ALLOWED");
        boss.get("users").refuses(403, "NOT_ALLOWED");
        boss.post("users/admin/change_pwd", "{'new_pwd': 'a quite new one'}").refuses(403, "NOT_ALLOWED");
    }

    @Test
    void aKeyThatIsDisabledOrRemovedOpensNothing() {
        RestClient key = key("switched", "");

        admin.put("api_key/switched", "{'enable': false}").hasStatus(200);
        key.get("audit").refuses(401, "BAD_API_KEY_OR_SECRET");
        admin.put("api_key/switched", "{'enable': true}").hasStatus(200);
        key.get("audit").hasStatus(200);
        admin.delete("api_key/switched").hasStatus(204);
        key.get("audit").refuses(401, "BAD_API_KEY_OR_SECRET");
    }

    @Test
    void aKeyExpires() {
        RestClient key =
                key("fleeting", ", 'expired_at': '%s'".formatted(Instant.now().plus(Duration.ofSeconds(3))));

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> key.get("audit")
                .refuses(401, "BAD_API_KEY_OR_SECRET"));
        assertThat(admin.get("api_key/fleeting").json().get("expired").asBoolean())
                .isTrue();
    }

    @Test
    void refusesAnExpiryThatHasPassed() {
        admin.post("api_key", "{'name': 'late', 'expired_at': '2001-01-01T00:00:00Z'}")
                .refuses(400, "BAD_REQUEST", "expired_at", "yet to come");
    }
}
