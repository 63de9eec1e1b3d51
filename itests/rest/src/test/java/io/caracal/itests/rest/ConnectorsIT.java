package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connectors over HTTP, to a server that is killed and started again. */
class ConnectorsIT {
    private static final String PLUGIN = "io.caracal.connector.http";
    private static final String QUICK = "'resource_opts': {'health_check_interval': '300ms', 'start_timeout': '2s'}";

    @SuppressWarnings("NullAway.Init")
    private static RestBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static RestClient admin;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeAll
    static void start() {
        broker = RestBroker.start(start ->
                start.configuration("connectors.http.pinned { url = \"http://127.0.0.1:9\", enable = false }"));
        admin = broker.admin();
        admin.post("plugins", "{'source': '" + PLUGIN + "'}").hasStatus(200);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String body(String name) {
        return "{'type': 'http', 'name': '%s', 'url': '%s', 'headers': {'authorization': 'Bearer hidden'}, %s}"
                .formatted(name, url(server), QUICK);
    }

    private Answer created(String name) {
        return admin.post("connectors", body(name)).hasStatus(201);
    }

    private static Answer connector(String name) {
        return admin.get("connectors/http:" + name).hasStatus(200);
    }

    private static String status(String name) {
        return connector(name).text("status");
    }

    @Test
    void aConnectorIsMadeSeenChangedAndDeleted() {
        Answer made = created("life");
        assertThat(made.text("status")).isEqualTo("connected");
        assertThat(made.text("node_status/0/status")).isEqualTo("connected");
        assertThat(made.body()).doesNotContain("hidden");
        assertThat(admin.get("connectors").hasStatus(200).body()).contains("\"life\"", "\"pinned\"");

        Answer changed = admin.call(
                        "PUT",
                        "connectors/http:life",
                        BodyPublishers.ofString(connector("life")
                                .body()
                                .replace("\"enable\":true", "\"enable\":true,\"description\":\"text\"")))
                .hasStatus(200);
        assertThat(changed.text("description")).isEqualTo("text");
        assertThat(changed.text("headers/authorization")).isEqualTo("******");
        assertThat(broker.dataText("configs/overrides.conf")).contains("Bearer hidden");

        admin.delete("connectors/http:life").hasStatus(204);
        admin.get("connectors/http:life").refuses(404, "NOT_FOUND", "http:life");
    }

    @Test
    void theStatusFollowsAServerThatIsKilledAndStartedAgain() throws IOException {
        created("follows");
        InetSocketAddress address = server.getAddress();

        server.stop(0);
        await().until(() -> status("follows").equals("disconnected"));
        assertThat(connector("follows").text("status_reason")).contains("cannot be reached");

        server = HttpServer.create(address, 0);
        server.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> status("follows").equals("connected"));
        assertThat(admin.get("connectors/http:follows/metrics")
                        .hasStatus(200)
                        .json()
                        .at("/metrics/connects")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aNewConnectorWhoseServerIsDownIsThereAndConnectsByItself() throws IOException {
        InetSocketAddress address = server.getAddress();
        server.stop(0);

        assertThat(created("later").text("status")).isEqualTo("disconnected");
        server = HttpServer.create(address, 0);
        server.start();

        await().atMost(Duration.ofSeconds(10)).until(() -> status("later").equals("connected"));
    }

    @Test
    void aChangeThatCannotConnectIsRefusedAndTheOldConnectionStays() {
        created("stays");

        admin.put("connectors/http:stays", "{'url': 'http://127.0.0.1:9', " + QUICK + "}")
                .refuses(400, "BAD_REQUEST", "connectors.http.stays", "cannot connect");

        assertThat(connector("stays").text("url")).isEqualTo(url(server));
        assertThat(status("stays")).isEqualTo("connected");
    }

    @Test
    void settingsAreTriedWithoutBeingKept() {
        admin.post("connectors_probe", body("tried")).hasStatus(204);
        admin.post("connectors_probe", "{'type': 'http', 'url': 'http://127.0.0.1:9'}")
                .refuses(400, "TEST_FAILED", "127.0.0.1:9");
        admin.post("connectors_probe", "{'type': 'http', 'url': 'ftp://x'}").refuses(400, "BAD_REQUEST", "url");
        admin.post("connectors_probe", "{'type': 'nothing', 'url': 'x'}")
                .refuses(400, "BAD_REQUEST", "nothing", "http");

        admin.get("connectors/http:tried").hasStatus(404);
    }

    @Test
    void itIsStoppedStartedRestartedDisabledAndEnabled() {
        created("switched");

        admin.post("connectors/http:switched/stop", "").hasStatus(204);
        assertThat(connector("switched").text("status_reason")).isEqualTo("stopped");
        admin.post("connectors/http:switched/start", "").hasStatus(204);
        admin.post("connectors/http:switched/restart", "").hasStatus(204);
        assertThat(status("switched")).isEqualTo("connected");
        admin.put("connectors/http:switched/enable/false", "").hasStatus(204);
        assertThat(connector("switched").text("status_reason")).isEqualTo("disabled");
        admin.post("connectors/http:switched/start", "").refuses(409, "CONFLICT", "disabled");
        admin.put("connectors/http:switched/enable/true", "").hasStatus(204);
        assertThat(status("switched")).isEqualTo("connected");
    }

    @Test
    void whatCannotBeIsRefusedWithItsReason() {
        created("there");

        admin.post("connectors", body("there")).refuses(409, "ALREADY_EXISTS", "http:there");
        admin.post("connectors", body("no.dots")).refuses(400, "BAD_REQUEST", "name");
        admin.post("connectors", "{'type': 'http', 'name': 'x', 'urll': 'http://127.0.0.1:1'}")
                .refuses(400, "BAD_REQUEST", "connectors.http.x.url");
        admin.post("connectors", "{'type': 'nothing', 'name': 'x'}")
                .refuses(400, "BAD_REQUEST", "nothing", "Install it");
        admin.put("connectors/http:there", "{'type': 'mysql', 'url': 'http://127.0.0.1:1'}")
                .refuses(400, "BAD_REQUEST", "type");
        admin.put("connectors/http:nobody", "{'url': 'http://127.0.0.1:1'}").refuses(404, "NOT_FOUND", "http:nobody");
    }

    @Test
    void whatTheFilePinsCannotBeDeleted() {
        admin.delete("connectors/http:pinned").refuses(409, "CONFLICT", "connectors.http.pinned", "caracal.conf");
    }

    @Test
    void itWaitsForItsTypeWhenThePluginGoesAndComesBackWithIt() {
        created("waits");
        assertThat(admin.get("connector_types").hasStatus(200).body()).contains("\"http\"");

        admin.delete("plugins/" + PLUGIN).hasStatus(200);
        assertThat(connector("waits").text("status_reason")).isEqualTo("type not installed");
        assertThat(connector("waits").body()).doesNotContain("hidden");
        assertThat(admin.get("connector_types").hasStatus(200).body()).isEqualTo("[]");

        admin.post("plugins", "{'source': '" + PLUGIN + "'}").hasStatus(200);
        await().until(() -> status("waits").equals("connected"));
    }

    @Test
    void aServerIsTrustedByItsCertificateAndItsNameOnly(@TempDir Path folder) throws Exception {
        try (TlsServer secure = TlsServer.start(folder)) {
            String probe = "{'type': 'http', 'url': '%s', 'ssl': {%s}}";
            String known = "'cacertfile': '" + secure.certificate() + "'";

            admin.post("connectors_probe", probe.formatted(secure.url("127.0.0.1"), known))
                    .hasStatus(204);
            admin.post("connectors_probe", probe.formatted(secure.url("127.0.0.1"), ""))
                    .refuses(400, "TEST_FAILED", "cannot be reached");
            admin.post("connectors_probe", probe.formatted(secure.url("localhost"), known))
                    .refuses(400, "TEST_FAILED", "not for localhost");
            admin.post("connectors_probe", probe.formatted(secure.url("127.0.0.1"), "'cacertfile': 'no-such.pem'"))
                    .refuses(400, "BAD_REQUEST", "there is no file", "no-such.pem");
        }
    }

    @Test
    void theSchemaDescribesTheTypesThatAreInstalled() {
        Answer schema = admin.get("schemas/connectors").hasStatus(200);

        assertThat(schema.json()
                        .at("/properties/http/additionalProperties/anyOf/0/properties")
                        .propertyNames())
                .contains("enable", "resource_opts", "url", "pool_size", "ssl");
    }

    @Test
    void aConnectorComesAndGoesInOneChangeWithItsUserAndIsNotDeletedBefore() {
        String user = "io.caracal.auth.http";
        admin.post("plugins", "{'source': '" + user + "'}").hasStatus(200);

        admin.put("configs", """
                        {'connectors': {'http': {'used': {'url': '%s', %s}}},
                         'authentication': [{'mechanism': 'password_based', 'backend': 'http', 'connector': 'http:used',
                                             'path': '/auth', 'body': {'username': '${username}'}}]}
                        """.formatted(url(server), QUICK)).hasStatus(200);
        assertThat(connector("used").text("users/0")).isEqualTo("authentication password_based:http");
        admin.delete("connectors/http:used").refuses(409, "CONFLICT", "in use by authentication password_based:http");
        assertThat(status("used")).isEqualTo("connected");

        admin.put("configs", "{'connectors': {'http': {'used': null}}, 'authentication': []}")
                .hasStatus(200);
        admin.get("connectors/http:used").hasStatus(404);
        admin.delete("plugins/" + user).hasStatus(200);
    }
}
