package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditIT {
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

    private static void create(String name) {
        admin.post("users", "{'username': '%s', 'password': 'fish and more fish'}".formatted(name))
                .hasStatus(200);
    }

    private static JsonNode newest(String query) {
        return admin.get("audit?limit=1&" + query).hasStatus(200).json().at("/data/0");
    }

    @Test
    void notesWhoChangedWhatFromWhere() {
        create("noted");
        admin.put("users/noted", "{'description': 'known'}").hasStatus(200);

        JsonNode line = newest("operation=updateUser");

        assertThat(line.get("actor").asString()).isEqualTo("user:admin");
        assertThat(line.get("ip").asString()).isEqualTo("127.0.0.1");
        assertThat(line.get("target").asString()).isEqualTo("PUT /api/v5/users/noted");
        assertThat(line.get("before").asString()).contains("\"description\":\"\"");
        assertThat(line.get("after").asString()).contains("\"description\":\"known\"");
        assertThat(line.get("success").asBoolean()).isTrue();
        assertThat(line.get("result").asString()).isEqualTo("200");
    }

    @Test
    void notesAttemptsThatFail() {
        broker.anonymous().post("users", "{'username': 'x', 'password': 'y'}");

        JsonNode line = newest("success=false&operation=createUser");

        assertThat(line.get("actor").asString()).isEqualTo("anonymous");
        assertThat(line.get("result").asString()).isEqualTo("401 UNAUTHORIZED");
    }

    @Test
    void notesWhoTriedToLogIn() {
        broker.anonymous().post("login", "{'username': 'somebody', 'password': 'secret guess'}");

        JsonNode line = newest("operation=login&success=false");

        assertThat(line.get("after").asString()).contains("somebody");
        assertThat(broker.dataText("audit/audit.log")).doesNotContain("secret guess");
    }

    @Test
    void readingIsNotNoted() {
        admin.get("users").hasStatus(200);

        assertThat(admin.get("audit?operation=listUsers").json().at("/data").size())
                .isZero();
    }

    @Test
    void pagesThroughTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            create("paged" + i);
        }

        Answer first = admin.get("audit?operation=createUser&success=true&limit=2");
        Answer second = admin.get("audit?operation=createUser&success=true&limit=2&page=2");

        assertThat(first.text("data/0/target")).isNotEmpty();
        assertThat(first.json().at("/data").size()).isEqualTo(2);
        assertThat(first.json().at("/meta/hasnext").asBoolean()).isTrue();
        assertThat(second.text("data/0/created_at")).isLessThanOrEqualTo(first.text("data/1/created_at"));
    }

    @Test
    void isOnDisk() {
        create("lasting");

        assertThat(broker.dataText("audit/audit.log")).contains("lasting").doesNotContain("fish and more fish");
    }
}
