package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens, and everything that is none. */
class LoginIT {
    @SuppressWarnings("NullAway.Init")
    private static RestBroker broker;

    @BeforeAll
    static void start() {
        broker = RestBroker.start();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    private static void createUser(String name, String role) {
        broker.admin()
                .post(
                        "users",
                        "{'username': '%s', 'password': 'fish and more fish', 'role': '%s'}".formatted(name, role))
                .hasStatus(200);
    }

    @Test
    void givesATokenForNameAndPassword() {
        Answer answer = broker.anonymous()
                .post("login", "{'username': 'admin', 'password': '%s'}".formatted(RestBroker.PASSWORD));

        assertThat(answer.hasStatus(200).text("role")).isEqualTo("administrator");
        broker.anonymous().withToken(answer.text("token")).get("users").hasStatus(200);
    }

    @Test
    void saysTheSameOfAWrongPasswordAndOfAnUnknownUser() {
        Answer wrong = broker.anonymous().post("login", "{'username': 'admin', 'password': 'wrong'}");
        Answer unknown = broker.anonymous().post("login", "{'username': 'nobody', 'password': 'wrong'}");

        wrong.refuses(401, "BAD_USERNAME_OR_PWD");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        broker.admin();
    }

    @Test
    void refusesCallsWithoutCredentials() {
        broker.anonymous().get("users").refuses(401, "UNAUTHORIZED", "Bearer");
    }

    @Test
    void refusesCredentialsThatAreNone() {
        RestClient client = broker.anonymous();

        client.withToken("nonsense").get("users").refuses(401, "BAD_TOKEN");
        client.with("Authorization", "Digest x").get("users").refuses(401, "UNAUTHORIZED", "unknown kind");
        client.with("Authorization", "Basic !!!").get("audit").refuses(401, "BAD_API_KEY_OR_SECRET");
        client.withKey("key", "secret").get("audit").refuses(401, "BAD_API_KEY_OR_SECRET");
    }

    @Test
    void aTokenThatIsGivenBackIsWorthless() {
        RestClient client = broker.admin();

        client.post("logout", "").hasStatus(204);

        client.get("users").refuses(401, "BAD_TOKEN");
    }

    @Test
    void aChangeOfThePasswordMakesAllTokensOfTheUserWorthless() {
        createUser("changing", "viewer");
        RestClient one = broker.loggedIn("changing", "fish and more fish");
        RestClient other = broker.loggedIn("changing", "fish and more fish");

        one.post("users/changing/change_pwd", "{'old_pwd': 'fish and more fish', 'new_pwd': 'a quite new one'}")
                .hasStatus(204);

        one.get("audit").refuses(401, "BAD_TOKEN");
        other.get("audit").refuses(401, "BAD_TOKEN");
        broker.loggedIn("changing", "a quite new one").get("audit").hasStatus(200);
    }

    @Test
    void askesForThePasswordWhenOneChangesOnesOwn() {
        createUser("forgetful", "viewer");
        RestClient client = broker.loggedIn("forgetful", "fish and more fish");

        client.post("users/forgetful/change_pwd", "{'new_pwd': 'a quite new one'}")
                .refuses(400, "BAD_REQUEST", "old_pwd");
        client.post("users/forgetful/change_pwd", "{'old_pwd': 'not it', 'new_pwd': 'a quite new one'}")
                .refuses(401, "BAD_USERNAME_OR_PWD");
        client.post("users/admin/change_pwd", "{'new_pwd': 'a quite new one'}").refuses(403, "FORBIDDEN");
    }

    @Test
    void locksANameOutAfterFiveFailures() {
        createUser("guessed", "viewer");
        for (int i = 0; i < 5; i++) {
            broker.anonymous()
                    .post("login", "{'username': 'guessed', 'password': 'guess'}")
                    .refuses(401, "BAD_USERNAME_OR_PWD");
        }

        Answer right = broker.anonymous().post("login", "{'username': 'guessed', 'password': 'fish and more fish'}");

        right.refuses(403, "LOGIN_LOCKED", "5 failures");
    }

    @Test
    void aTokenExpires() throws IOException, InterruptedException {
        try (RestBroker hasty = RestBroker.start(start -> start.set("dashboard.login.token_expiry", "2s"))) {
            RestClient client = hasty.admin();

            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> client.get("users")
                    .refuses(401, "BAD_TOKEN"));
        }
    }

    @Test
    void aViewerReadsAndChangesNothing() {
        createUser("looker", "viewer");
        RestClient viewer = broker.loggedIn("looker", "fish and more fish");

        viewer.get("audit").hasStatus(200);
        viewer.get("users").refuses(403, "FORBIDDEN");
        viewer.delete("users/admin").refuses(403, "FORBIDDEN", "viewer");
    }

    @Test
    void theCommandLineOnThisMachineFindsACredentialOfItsOwn() throws IOException {
        Path file = broker.data("run/rest.json");
        JsonNode access = new JsonMapper().readTree(broker.dataText("run/rest.json"));

        assertThat(access.get("url").asString()).isEqualTo(broker.url());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        broker.anonymous()
                .withToken(access.get("token").asString())
                .get("users")
                .hasStatus(200);
    }

    @Test
    void keepsPasswordsAndTokensOutOfItsFiles() throws IOException {
        RestClient client = broker.admin();
        client.get("users").hasStatus(200);

        for (String name : new String[] {"users.json", "tokens.json"}) {
            Path file = broker.data("rest/" + name);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(file)).doesNotContain(RestBroker.PASSWORD);
        }
        assertThat(broker.dataText("rest/users.json")).contains("$pbkdf2-sha512$i=210000$");
    }
}
