package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The resource of the vendor's project of docs/vendor-guide.md: what it signs gets in by the authenticator of the same bundle. */
class VendorResourceIT extends ClientsTest {
    private static final String KEY = "a key that is long enough";
    private static final String PASSWORD = "a password for tests";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void resourceIsThereWithItsBundleAndGoesWithIt() throws Exception {
        Distribution distribution = Distribution.built().copyTo(folder.resolve("caracal"));
        Path installed = distribution.plugins().resolve("signedid.jar");
        Broker broker = closing(distribution
                .broker()
                .configuration("""
                        authentication = [ { mechanism = signed_id, key = "%s" } ]
                        dashboard.login.first_password = "%s"
                        """.formatted(KEY, PASSWORD))
                .start());
        String token = post(broker, "login", "", "{\"username\": \"admin\", \"password\": \"" + PASSWORD + "\"}")
                .body()
                .replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
        String wanted = "{\"name\": \"pump7\", \"key\": \"" + KEY + "\"}";
        assertThat(post(broker, "signed_ids", token, wanted).statusCode()).isEqualTo(404);

        Path part = Files.copy(built(Distribution.built()), installed.resolveSibling("signedid.part"));
        Files.move(part, installed, StandardCopyOption.ATOMIC_MOVE);
        Awaitility.await().atMost(Broker.PATIENCE).until(() -> described(broker));
        HttpResponse<String> signed = post(broker, "signed_ids", token, wanted);

        assertThat(signed.statusCode()).as(signed.body()).isEqualTo(200);
        String clientId = signed.body().replaceAll("(?s).*\"client_id\":\"([^\"]+)\".*", "$1");
        client(Library.HIVEMQ_5, broker.address()).connect(Session.clean(clientId));
        assertThat(post(broker, "signed_ids", "", wanted).statusCode()).isEqualTo(401);
        assertThat(post(broker, "signed_ids", token, "{\"name\": \"pump7\"}").statusCode())
                .isEqualTo(400);

        Files.delete(installed);

        Awaitility.await()
                .atMost(Broker.PATIENCE)
                .until(() -> post(broker, "signed_ids", token, wanted).statusCode() == 404);
        assertThat(described(broker)).isFalse();
    }

    private boolean described(Broker broker) throws IOException, InterruptedException {
        URI document = URI.create(broker.restUrl() + "/api-docs/openapi.json");
        return http.send(HttpRequest.newBuilder(document).build(), BodyHandlers.ofString())
                .body()
                .contains("signDeviceName");
    }

    private HttpResponse<String> post(Broker broker, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(broker.restUrl() + "/api/v5/" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Without a network, and with nothing left behind in the user's own local repository. */
    private static Path built(Distribution distribution) throws IOException {
        Assumptions.assumeTrue(Tool.exists("mvn"), "mvn is not on the PATH (Debian package maven)");
        Path project = property("caracal.vendor");
        Tool.run(
                        project,
                        "mvn",
                        "-o",
                        "-q",
                        "-B",
                        "-s",
                        "offline-settings.xml",
                        "-Doffline.repository=" + property("caracal.maven.repository"),
                        "-Dmaven.repo.local=" + property("caracal.work").resolve("vendor/repository"),
                        "-Dcaracal.repository=" + distribution.repository(),
                        "package")
                .expectSuccess();
        try (Stream<Path> files = Files.list(project.resolve("target"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path property(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty(name), "system property " + name + " is not set"))
                .toAbsolutePath()
                .normalize();
    }
}
