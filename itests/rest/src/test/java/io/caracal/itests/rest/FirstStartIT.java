package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the first administrator comes about. */
class FirstStartIT {
    @TempDir
    private Path folder;

    @Test
    void generatesAPasswordAndShowsItOnce() throws IOException, InterruptedException {
        try (Broker broker = Distribution.built().broker().start();
                HttpClient http = HttpClient.newHttpClient()) {
            Path file = broker.data().resolve("initial-admin-password");
            Awaitility.await().until(() -> broker.console().contains("(shown once; also in"));
            String password = Files.readString(file).strip();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(password).hasSize(20);
            assertThat(broker.console()).containsOnlyOnce(password);
            assertThat(Files.readString(broker.data().resolve("logs/caracal.log")))
                    .doesNotContain(password);
            new RestClient(http, broker.restUrl(), Map.of())
                    .post("login", "{'username': 'admin', 'password': '%s'}".formatted(password))
                    .hasStatus(200);
        }
    }

    @Test
    void takesUsersAndKeysFromFiles() throws IOException, InterruptedException {
        Path users = Files.writeString(folder.resolve("users"), "# people\nwatcher:fish and more fish:viewer\n");
        Path keys =
                Files.writeString(folder.resolve("keys"), "job:a secret of a job:viewer\nboss:secret of the boss\n");
        try (RestBroker broker =
                RestBroker.start(start -> start.set("dashboard.login.bootstrap_users_file", users.toString())
                        .set("dashboard.login.bootstrap_keys_file", keys.toString()))) {
            broker.loggedIn("watcher", "fish and more fish").get("audit").hasStatus(200);
            RestClient job = broker.anonymous().withKey("job", "a secret of a job");
            RestClient wrong = broker.anonymous().withKey("job", "a secret of a boss");

            job.get("audit").hasStatus(200);
            wrong.get("audit").refuses(401, "BAD_API_KEY_OR_SECRET");
        }
    }
}
