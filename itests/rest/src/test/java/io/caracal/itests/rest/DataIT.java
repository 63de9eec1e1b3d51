package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one broker exports another imports. */
class DataIT {
    private static final String CHAIN =
            "{'mechanism': 'password_based', 'backend': 'built_in_database', 'password_hash_algorithm': {'name': 'sha256', 'salt_position': 'suffix'}}";

    @SuppressWarnings("NullAway.Init")
    private static RestBroker from;

    @SuppressWarnings("NullAway.Init")
    private static RestBroker to;

    @BeforeAll
    static void start() {
        from = RestBroker.start();
        to = RestBroker.start();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        from.close();
        to.close();
    }

    private static byte[] fetched(RestBroker broker, String name) throws IOException, InterruptedException {
        String token = broker.anonymous()
                .post("login", "{'username': 'admin', 'password': '" + RestBroker.PASSWORD + "'}")
                .text("token");
        HttpRequest request = HttpRequest.newBuilder(URI.create(broker.url() + "/api/v5/data/files/" + name))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private static Answer upload(RestBroker broker, String name, byte[] content) {
        return broker.admin()
                .with("Content-Type", "application/octet-stream")
                .call("POST", "data/files?filename=" + name, BodyPublishers.ofByteArray(content));
    }

    private static String export(RestBroker broker, String wish) {
        return broker.admin().post("data/export", wish).hasStatus(200).text("filename");
    }

    private static void carry(String name) throws IOException, InterruptedException {
        upload(to, name, fetched(from, name)).hasStatus(200);
    }

    private static String text(byte[] archive, String file) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(file)) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("there is no " + file);
    }

    /** An archive as somebody might make it by hand. */
    private static byte[] archive(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
            zip.putNextEntry(new ZipEntry("MANIFEST"));
            zip.write(("caracal-export 1\ncaracal: 0.1.0\nnode: here\ncreated: 2026-11-23T08:00:00Z\nfile: "
                            + UploadedJar.sha256(bytes) + " " + bytes.length + " " + name + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void everythingArrives() throws IOException, InterruptedException {
        RestClient admin = from.admin();
        admin.put("configs/mqtt", "{'max_inflight': 17}").hasStatus(200);
        admin.post("authentication", CHAIN).hasStatus(201);
        admin.post(
                        "authentication/password_based:built_in_database/users",
                        "{'user_id': 'kay', 'password': 'secret', 'is_superuser': true}")
                .hasStatus(201);
        admin.post(
                        "authorization/sources/built_in_database/rules/clients",
                        "[{'clientid': 'sensor', 'rules': [{'permission': 'allow', 'action': 'publish', 'topic': 'a/#'}]}]")
                .hasStatus(204);
        admin.post("banned", "{'as': 'clientid', 'who': 'troublemaker', 'reason': 'trouble'}")
                .hasStatus(200);
        admin.post("users", "{'username': 'otter', 'password': 'fish and more fish'}")
                .hasStatus(200);
        String key = admin.post("api_key", "{'name': 'script', 'role': 'viewer'}")
                .hasStatus(200)
                .body();
        admin.post(
                        "publish",
                        "{'topic': 'greenhouse/temperature', 'payload': '21.5', 'retain': true, 'qos': 1, 'properties': {'content_type': 'text/plain', 'user_properties': {'unit': 'C'}}}")
                .hasStatus(202);
        String name = export(from, "{'secrets': true}");

        carry(name);
        Answer report =
                to.admin().post("data/import", "{'filename': '" + name + "'}").hasStatus(200);

        assertThat(report.json().get("applied").asBoolean()).isTrue();
        RestClient other = to.admin();
        assertThat(other.get("configs?key=mqtt.max_inflight").body()).isEqualTo("17");
        assertThat(other.get("authorization/sources/built_in_database/rules/clients/sensor")
                        .hasStatus(200)
                        .body())
                .contains("a/#");
        assertThat(other.get("authentication/password_based:built_in_database/users/kay")
                        .hasStatus(200)
                        .text("is_superuser"))
                .isEqualTo("true");
        assertThat(other.get("banned").body()).contains("troublemaker");
        assertThat(to.loggedIn("otter", "fish and more fish").get("stats").status())
                .isEqualTo(200);
        assertThat(other.get("mqtt/retainer/message/greenhouse%2Ftemperature").text("payload"))
                .isEqualTo("MjEuNQ==");
        assertThat(key).contains("api_secret");
        assertThat(other.get("api_key/script").hasStatus(200).text("role")).isEqualTo("viewer");
        assertThat(to.admin()
                        .post("data/import", "{'filename': '" + name + "'}")
                        .hasStatus(200)
                        .json()
                        .at("/sections/0/unchanged")
                        .asLong())
                .isPositive();
    }

    @Test
    void aDryRunTellsAndChangesNothing() throws IOException {
        upload(
                        to,
                        "dry.zip",
                        archive(
                                "banned.jsonl",
                                "{\"as\":\"clientid\",\"who\":\"dry\",\"by\":\"me\",\"reason\":\"\",\"at\":\"2026-11-23T08:00:00Z\"}\n"))
                .hasStatus(200);

        Answer report = to.admin()
                .post("data/import?dry_run=true", "{'filename': 'dry.zip'}")
                .hasStatus(200);

        assertThat(report.json().get("applied").asBoolean()).isFalse();
        assertThat(report.text("sections/0/section")).isEqualTo("banned");
        assertThat(report.text("sections/0/state")).isEqualTo("fit");
        assertThat(report.json().at("/sections/0/added").asLong()).isEqualTo(1);
        assertThat(to.admin().get("banned").body()).doesNotContain("\"dry\"");
    }

    @Test
    void oneBadLineKeepsEverythingBack() throws IOException {
        upload(
                        to,
                        "bad.zip",
                        archive(
                                "banned.jsonl",
                                "{\"as\":\"clientid\",\"who\":\"good\",\"by\":\"me\",\"reason\":\"\",\"at\":\"2026-11-23T08:00:00Z\"}\n"
                                        + "{\"as\":\"peerhost\",\"who\":\"no address\",\"by\":\"me\",\"reason\":\"\",\"at\":\"2026-11-23T08:00:00Z\"}\n"))
                .hasStatus(200);
        upload(to, "broken.zip", archive("retained.jsonl", "{\"topic\":\"a/#\",\"qos\":0}\n"))
                .hasStatus(200);
        upload(to, "syntax.zip", archive("authentication_users.jsonl", "{\n")).hasStatus(200);
        upload(to, "config.zip", archive("configuration.conf", "mqtt.max_inflihgt = 3\n"))
                .hasStatus(200);

        to.admin()
                .post("data/import", "{'filename': 'bad.zip'}")
                .refuses(400, "BAD_REQUEST", "nothing was imported", "banned", "no address");
        to.admin()
                .post("data/import", "{'filename': 'broken.zip'}")
                .refuses(400, "BAD_REQUEST", "retained.jsonl line 1");
        to.admin()
                .post("data/import", "{'filename': 'syntax.zip'}")
                .refuses(400, "BAD_REQUEST", "authentication_users.jsonl line 1");
        to.admin().post("data/import", "{'filename': 'config.zip'}").refuses(400, "BAD_REQUEST", "max_inflight");
        assertThat(to.admin().get("banned").body()).doesNotContain("good");
    }

    @Test
    void secretsAreMaskedUnlessAskedFor() throws IOException, InterruptedException {
        from.admin().post("plugins", "{'source': 'io.caracal.auth.jwt'}").hasStatus(200);
        from.admin()
                .post(
                        "authentication",
                        "{'mechanism': 'jwt', 'use_jwks': false, 'algorithm': 'hmac-based', 'secret': 'opensesameopensesameopensesameopensesame'}")
                .hasStatus(201);

        String file = export(from, "{'sections': ['configuration']}");
        String masked = text(fetched(from, file), "configuration.conf");
        String open = text(
                fetched(from, export(from, "{'sections': ['configuration'], 'secrets': true}")), "configuration.conf");

        assertThat(masked).contains("hmac-based", "******").doesNotContain("opensesame");
        assertThat(open).contains("hmac-based", "opensesame");
        assertThat(from.admin()
                        .post("data/import", "{'filename': '" + file + "'}")
                        .hasStatus(200)
                        .json()
                        .at("/sections/0/replaced")
                        .asLong())
                .isZero();
        from.admin().delete("authentication/jwt").hasStatus(204);
    }

    @Test
    void takesNoFileThatIsDamagedOrSomethingElse() throws IOException, InterruptedException {
        byte[] good = fetched(from, export(from, "{'sections': ['banned', 'configuration']}"));
        byte[] cut = java.util.Arrays.copyOf(good, good.length / 2);

        upload(to, "cut.zip", cut).refuses(400, "BAD_REQUEST", "the file cannot be used");
        upload(to, "text.zip", "no archive".getBytes(StandardCharsets.UTF_8)).refuses(400, "BAD_REQUEST");
        upload(to, "empty.zip", new byte[0]).refuses(400, "BAD_REQUEST");
        upload(to, "..%2Fup.zip", good).refuses(400, "BAD_REQUEST", "filename");
        upload(to, "good.tar", good).refuses(400, "BAD_REQUEST", ".zip");
        upload(to, "twice.zip", good).hasStatus(200);
        upload(to, "twice.zip", good).refuses(409, "ALREADY_EXISTS", "twice.zip");
        assertThat(to.admin().get("data/files").body()).doesNotContain("cut.zip", "text.zip", "empty.zip");
        to.admin().post("data/import", "{'filename': 'none.zip'}").refuses(404, "NOT_FOUND", "none.zip");
        to.admin().post("data/import", "{'filename': '../users.db'}").refuses(404, "NOT_FOUND");
        to.admin().get("data/files/..%2F..%2Fcaracal.pid").hasStatus(404);
    }

    @Test
    void refusesMoreThanItsLimit() throws IOException, InterruptedException {
        try (RestBroker small = RestBroker.start(start -> start.set("dashboard.max_import_size", "2KB"))) {
            upload(small, "large.zip", new byte[5000]).refuses(413, "CONTENT_TOO_LARGE", "dashboard.max_import_size");
            assertThat(small.data("exports").toFile().list()).isNullOrEmpty();
        }
    }

    @Test
    void whoMayDoWhat() {
        from.admin()
                .post("users", "{'username': 'looker', 'password': 'fish and more fish'}")
                .hasStatus(200);
        String name = export(from, "{'sections': ['banned', 'rest_users']}");
        RestClient viewer = from.loggedIn("looker", "fish and more fish");
        Answer key = from.admin()
                .post("api_key", "{'name': 'mover', 'role': 'administrator'}")
                .hasStatus(200);
        RestClient program = from.anonymous().withKey(key.text("api_key"), key.text("api_secret"));

        viewer.get("data/files").hasStatus(200);
        viewer.get("data/files/" + name).refuses(403, "FORBIDDEN");
        viewer.post("data/export", "{}").refuses(403, "FORBIDDEN");
        viewer.post("data/import", "{'filename': '" + name + "'}").refuses(403, "FORBIDDEN");
        program.post("data/import", "{'filename': '" + name + "'}").refuses(403, "NOT_ALLOWED", "rest_users");
        program.post("data/import", "{'filename': '" + name + "', 'sections': ['banned']}")
                .hasStatus(200);
        program.post("data/import", "{'filename': '" + name + "', 'sections': ['retained']}")
                .refuses(400, "BAD_REQUEST", "no section retained");
    }

    @Test
    void filesAreListedAndDeletedAndNobodysElse() throws IOException {
        String name = export(from, "{}");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(from.data("exports/" + name))))
                .isEqualTo("rw-------");
        assertThat(from.admin().get("data/files").body()).contains(name);
        from.admin().delete("data/files/" + name).hasStatus(204);
        from.admin().get("data/files/" + name).refuses(404, "NOT_FOUND", name);
        from.admin().delete("data/files/" + name).refuses(404, "NOT_FOUND", name);
    }

    @Test
    void anExportTakesNoBody() {
        from.admin().call("POST", "data/export", BodyPublishers.noBody()).hasStatus(200);
    }

    @Test
    void curlUploadsAForm() {
        byte[] content = new byte[] {1, 2, 3};
        String form = "--cut\r\nContent-Disposition: form-data; name=\"filename\"; filename=\"x.zip\"\r\n\r\n"
                + new String(content, StandardCharsets.ISO_8859_1) + "\r\n--cut--\r\n";

        from.admin()
                .with("Content-Type", "multipart/form-data; boundary=cut")
                .call("POST", "data/files", BodyPublishers.ofString(form))
                .refuses(400, "BAD_REQUEST", "the file cannot be used");
    }
}
