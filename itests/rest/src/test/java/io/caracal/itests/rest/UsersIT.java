package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UsersIT {
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

    private static Answer create(String name) {
        return admin.post(
                "users",
                "{'username': '%s', 'password': 'fish and more fish', 'description': 'an otter'}".formatted(name));
    }

    @Test
    void makesShowsChangesAndRemovesAUser() {
        create("otter").hasStatus(200);

        assertThat(admin.get("users/otter").hasStatus(200).text("role")).isEqualTo("viewer");
        admin.put("users/otter", "{'role': 'administrator'}").hasStatus(200);
        assertThat(admin.get("users/otter").text("role")).isEqualTo("administrator");
        assertThat(admin.get("users/otter").text("description")).isEqualTo("an otter");
        admin.delete("users/otter").hasStatus(204);
        admin.get("users/otter").refuses(404, "NOT_FOUND", "otter");
    }

    @Test
    void neverShowsPasswords() {
        create("quiet").hasStatus(200);

        assertThat(admin.get("users").body()).contains("quiet").doesNotContain("pbkdf2", "password");
    }

    @Test
    void refusesANameThatIsTaken() {
        create("twice").hasStatus(200);

        create("twice").refuses(409, "ALREADY_EXISTS", "twice");
    }

    @Test
    void refusesAPasswordThatIsTooShort() {
        admin.post("users", "{'username': 'short', 'password': 'fish'}")
                .refuses(400, "BAD_REQUEST", "4 characters", "8 to 256");
        admin.get("users/short").refuses(404, "NOT_FOUND");
    }

    @Test
    void keepsAnAdministrator() {
        admin.delete("users/admin").refuses(403, "NOT_ALLOWED", "last administrator");
        admin.put("users/admin", "{'role': 'viewer'}").refuses(403, "NOT_ALLOWED");
    }

    @Test
    void aUserWhoIsRemovedIsOutAtOnce() {
        create("leaving").hasStatus(200);
        RestClient leaving = broker.loggedIn("leaving", "fish and more fish");

        admin.delete("users/leaving").hasStatus(204);

        leaving.get("audit").refuses(401, "BAD_TOKEN");
    }
}
