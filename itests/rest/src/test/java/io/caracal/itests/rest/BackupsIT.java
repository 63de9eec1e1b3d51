package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BackupsIT {
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

    private static String create(String query) {
        return broker.admin().post("backups" + query, "").hasStatus(200).text("filename");
    }

    private static List<String> files(String name) throws IOException {
        try (ZipFile zip = new ZipFile(broker.data("backups/" + name).toFile())) {
            return zip.stream().map(entry -> entry.getName()).toList();
        }
    }

    @Test
    void holdsWhatTheBrokerKeepsAndNothingOfTheProcess() throws IOException {
        broker.admin().put("configs/mqtt", "{'max_inflight': 18}").hasStatus(200);
        broker.admin()
                .post("banned", "{'as': 'clientid', 'who': 'troublemaker'}")
                .hasStatus(200);
        broker.admin()
                .post("authentication", "{'mechanism': 'password_based', 'backend': 'built_in_database'}")
                .hasStatus(201);
        broker.admin()
                .post(
                        "authentication/password_based:built_in_database/users",
                        "{'user_id': 'kay', 'password': 'secret'}")
                .hasStatus(201);

        List<String> files = files(create(""));

        assertThat(files)
                .contains(
                        "MANIFEST",
                        "data/users.db",
                        "data/banned.list",
                        "data/configs/overrides.conf",
                        "data/rest/users.json")
                .anyMatch(name -> name.startsWith("config/"))
                .noneMatch(name -> name.contains("framework")
                        || name.contains("caracal.pid")
                        || name.contains("rest.json")
                        || name.endsWith(".lock")
                        || name.contains("backups/"));
    }

    @Test
    void isForItsOwnerOnlyAndLeavesNothingBeside() throws IOException {
        Path file = broker.data("backups/" + create(""));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.resolveSibling("").toFile().list()).allMatch(name -> name.endsWith(".zip"));
    }

    @Test
    void keepsAsManyAsAreWanted() {
        create("");
        create("");

        Answer third = broker.admin().post("backups?keep=2", "").hasStatus(200);

        assertThat(third.json().get("deleted").size()).isPositive();
        assertThat(broker.admin().get("backups").json().at("/meta/count").asLong())
                .isEqualTo(2);
    }

    @Test
    void isRefusedWithoutRoom() throws IOException, InterruptedException {
        try (RestBroker full = RestBroker.start(
                start -> start.set("store.min_free_space", "1000000GB").set("store.type", "memory"))) {
            full.admin().post("backups", "").refuses(409, "CONFLICT", "store.min_free_space");
            assertThat(full.admin().get("backups").json().at("/meta/count").asLong())
                    .isZero();
        }
    }

    @Test
    void viewersSeeTheListOnly() {
        broker.admin()
                .post("users", "{'username': 'looker', 'password': 'fish and more fish'}")
                .hasStatus(200);
        RestClient viewer = broker.loggedIn("looker", "fish and more fish");
        String name = create("");

        viewer.get("backups").hasStatus(200);
        viewer.post("backups", "").refuses(403, "FORBIDDEN");
        viewer.get("backups/" + name).refuses(403, "FORBIDDEN");
        viewer.delete("backups/" + name).refuses(403, "FORBIDDEN");
        broker.admin().delete("backups/" + name).hasStatus(204);
        broker.admin().get("backups/" + name).refuses(404, "NOT_FOUND", name);
    }

    @Test
    void theStoreTellsItsNumbers() {
        assertThat(broker.admin().get("store").hasStatus(200).text("state")).isEqualTo("open");
        assertThat(broker.admin()
                        .post("store/check", "")
                        .hasStatus(200)
                        .json()
                        .get("problems")
                        .size())
                .isZero();
        assertThat(broker.admin().get("stats?aggregate=true").body()).contains("store.bytes.count");
        assertThat(broker.admin().get("metrics?aggregate=true").body()).contains("store.commits");
    }
}
