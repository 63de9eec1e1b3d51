package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.itests.support.Broker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins that are installed, updated, rolled back and removed over HTTP while clients publish; and what must not get in. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class PluginsIT {
    private static final String PLUGIN = "io.caracal.auth.builtin";
    private static final String REST = "io.caracal.rest";

    @SuppressWarnings("NullAway.Init")
    private static RestBroker broker;

    @BeforeAll
    static void start() {
        broker = RestBroker.start(start -> start.configuration(ConnectedPairs.CONFIGURATION + """
                        plugins.upload { enable = true, allow = ["user:admin"], max_size = 32MB }
                        plugins.max_unpacked_size = 64MB
                        """));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    private static Answer upload(String method, String path, byte[] content) {
        return upload(broker.admin(), method, path, content, UploadedJar.sha256(content));
    }

    private static Answer upload(RestClient client, String method, String path, byte[] content, String sha256) {
        String query = (path.contains("?") ? "&" : "?") + "sha256=" + sha256;
        return client.with("Content-Type", "application/octet-stream")
                .call(method, path + query, BodyPublishers.ofByteArray(content));
    }

    private static Answer plugin(String name) {
        return broker.admin().get("plugins/" + name).hasStatus(200);
    }

    @Test
    void changesUnderTraffic() throws InterruptedException {
        try (ConnectedPairs clients = new ConnectedPairs(broker.broker().address(), 5)) {
            assertThat(clients.letsIn()).isTrue();

            upload("PUT", "plugins/" + PLUGIN + "?take_over=true", UploadedJar.whole(PLUGIN, "1000.0.1"))
                    .hasStatus(200);
            assertThat(clients.letsIn()).isTrue();
            assertThat(plugin(PLUGIN).text("version")).isEqualTo("1000.0.1");

            upload("PUT", "plugins/" + PLUGIN, UploadedJar.whole(PLUGIN, "1000.0.2"))
                    .hasStatus(200);
            assertThat(clients.letsIn()).isTrue();

            broker.admin().post("plugins/" + PLUGIN + "/rollback", "").hasStatus(200);
            assertThat(plugin(PLUGIN).text("version")).isEqualTo("1000.0.1");
            assertThat(plugin(PLUGIN).text("previous")).isEqualTo("1000.0.2");
            assertThat(clients.letsIn()).isTrue();
            assertThat(clients.letsInWrong()).isFalse();

            upload("PUT", "plugins/" + PLUGIN, UploadedJar.unwired(PLUGIN, "1000.0.3"))
                    .refuses(409, "CONFLICT", "1000.0.1 stays as it is");
            assertThat(plugin(PLUGIN).text("version")).isEqualTo("1000.0.1");
            assertThat(clients.letsIn()).isTrue();

            broker.admin().delete("plugins/" + PLUGIN + "?take_over=true").hasStatus(200);
            assertThat(plugin(PLUGIN).text("state")).isEqualTo("held_back");
            assertThat(clients.letsIn()).isFalse();

            broker.admin().post("plugins", "{'source': '" + PLUGIN + "'}").hasStatus(200);
            assertThat(clients.letsIn()).isTrue();
            assertThat(clients.letsInWrong()).isFalse();

            broker.admin().delete("plugins/" + PLUGIN).hasStatus(200);
            assertThat(plugin(PLUGIN).text("owner")).isEqualTo("folder");
            assertThat(clients.letsIn()).isTrue();
            clients.assertUntouched();
        }
    }

    @Test
    void tellsWhatAPluginBringsAndWhoUsesIt() {
        Answer plugin = plugin(PLUGIN);

        assertThat(plugin.text("bundles/0/state")).isEqualTo("ACTIVE");
        assertThat(plugin.text("bundles/0/components/0/state")).isEqualTo("ACTIVE");
        assertThat(plugin.text("bundles/0/types/0/type")).isEqualTo("password_based:built_in_database");
        assertThat(plugin.text("elements/0/path")).isEqualTo("authentication.0");
    }

    @Test
    void dryRunTellsAndDoesNothing() {
        Answer plan = broker.admin().delete("plugins/" + PLUGIN + "?dry_run=true&take_over=true");

        assertThat(plan.hasStatus(200).text("bundles/0/step")).isEqualTo("remove");
        assertThat(plan.text("elements/0")).isEqualTo("authentication.0");
        assertThat(plugin(PLUGIN).text("state")).isEqualTo("running");
    }

    @Test
    void leavesToTheFolderWhatItBrings() {
        RestClient admin = broker.admin();

        admin.delete("plugins/" + PLUGIN).refuses(409, "CONFLICT", "plugins/io.caracal.auth.builtin.json", "take_over");
        admin.put("plugins/" + PLUGIN, "{'source': '" + PLUGIN + "'}").refuses(409, "CONFLICT", "take_over");
    }

    @Test
    void saysWhatIsNotThere() {
        RestClient admin = broker.admin();

        admin.get("plugins/none").refuses(404, "NOT_FOUND", "none");
        admin.delete("plugins/none").refuses(404, "NOT_FOUND", "none");
        admin.post("plugins/none/rollback", "").refuses(404, "NOT_FOUND", "none");
        admin.post("plugins", "{'source': 'com.example:none:1.0'}").refuses(404, "NOT_FOUND", "not in the repository");
        admin.post("plugins", "{'source': '../../etc/passwd'}").refuses(400, "BAD_REQUEST", "names nothing");
        admin.post("plugins", "{'sauce': 'x'}").hasStatus(400);
        admin.post("plugins", "{").hasStatus(400);
    }

    @Test
    void listsWhatCanBeInstalledByName() {
        assertThat(broker.admin().get("features").hasStatus(200).body()).contains(PLUGIN, REST);
    }

    @Test
    void asksForCredentials() {
        byte[] jar = UploadedJar.whole(PLUGIN, "1000.0.1");

        broker.anonymous().get("plugins").hasStatus(401);
        upload(broker.anonymous(), "POST", "plugins", jar, UploadedJar.sha256(jar))
                .hasStatus(401);
    }

    @Test
    void replacesTheInterfaceThatIsAsked() throws IOException, InterruptedException {
        upload("PUT", "plugins/" + REST + "?take_over=true", UploadedJar.whole(REST, "1000.0.1"))
                .hasStatus(200);

        broker.broker().awaitLog("to=1000.0.1", 1);
        await().atMost(Broker.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(plugin(REST).text("version")).isEqualTo("1000.0.1"));
        broker.admin().delete("plugins/" + REST).hasStatus(200);
        broker.broker().awaitLog("Done: remove plugin=" + REST, 1);
        await().atMost(Broker.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(plugin(REST).text("owner")).isEqualTo("folder"));
    }

    private static byte[] zip(String name, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Stream<Arguments> hostile() {
        byte[] jar = UploadedJar.whole("io.caracal.auth.builtin", "1000.0.1");
        return Stream.of(
                named("nothing", new byte[0], 400),
                named("text", "hello".getBytes(StandardCharsets.UTF_8), 400),
                named("half a jar", Arrays.copyOf(jar, jar.length / 2), 400),
                named("a zip bomb", zip("zeroes", new byte[70 << 20]), 400),
                named("a jar that climbs", zip("../../../evil", jar), 400),
                named("a part of the broker", UploadedJar.whole("io.caracal.core", "1000.0.1"), 400),
                named("a contract", UploadedJar.whole("io.caracal.api.auth", "1000.0.1"), 400),
                named("a feature of brackets", "[".repeat(200_000).getBytes(StandardCharsets.UTF_8), 400),
                named("more than is allowed", new byte[33 << 20], 413));
    }

    private static Arguments named(String name, byte[] content, int status) {
        return Arguments.of(Named.of(name, content), status);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesAHostileUploadAndLeavesNothingBehind(byte[] content, int status) throws IOException {
        Answer answer = upload("POST", "plugins", content);

        assertThat(answer.hasStatus(status).text("message")).isNotEmpty();
        Path uploads = broker.data("plugins/uploads");
        if (Files.exists(uploads)) {
            assertThat(uploads).isEmptyDirectory();
        }
        // A connection is closed on who goes on sending after a refusal, and the client may not have noticed yet.
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(plugin(PLUGIN).text("state")).isEqualTo("running"));
    }

    @Test
    void refusesAnUploadThatIsNotWhatWasAnnounced() {
        byte[] jar = UploadedJar.whole(PLUGIN, "1000.0.1");
        RestClient admin = broker.admin();

        upload(admin, "POST", "plugins", jar, "0".repeat(64)).refuses(400, "BAD_REQUEST", "SHA-256");
        upload(admin, "POST", "plugins", jar, "no-digest").hasStatus(400);
        admin.with("Content-Type", "application/octet-stream")
                .call("POST", "plugins", BodyPublishers.ofByteArray(jar))
                .refuses(400, "BAD_REQUEST", "sha256");
        admin.with("Content-Type", "image/png")
                .call("POST", "plugins", BodyPublishers.ofByteArray(jar))
                .hasStatus(415);
    }

    @Test
    void takesNoUploadUnlessItIsSwitchedOn() throws IOException, InterruptedException {
        byte[] jar = UploadedJar.whole(PLUGIN, "1000.0.1");
        try (RestBroker cautious = RestBroker.start()) {
            upload(cautious.admin(), "POST", "plugins", jar, UploadedJar.sha256(jar))
                    .refuses(403, "NOT_ALLOWED", "plugins.upload.enable");
        }
        try (RestBroker selective = RestBroker.start(
                start -> start.configuration("plugins.upload { enable = true, allow = [\"user:kay\"] }"))) {
            upload(selective.admin(), "POST", "plugins", jar, UploadedJar.sha256(jar))
                    .refuses(403, "NOT_ALLOWED", "plugins.upload.allow");
        }
    }
}
