package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS, with a certificate that openssl has made, called by curl. */
class HttpsIT {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                folder.resolve("key.pem").toString(),
                "-out",
                folder.resolve("cert.pem").toString());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static RestBroker broker() {
        return RestBroker.start(start -> start.set("dashboard.listeners.https.enable", "true")
                .set("dashboard.listeners.https.bind", "127.0.0.1:0")
                .set(
                        "dashboard.listeners.https.certfile",
                        folder.resolve("cert.pem").toString())
                .set(
                        "dashboard.listeners.https.keyfile",
                        folder.resolve("key.pem").toString()));
    }

    private static String httpsUrl(RestBroker broker) {
        return broker.broker()
                .console()
                .lines()
                .filter(line -> line.contains("https:rest "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void curlLogsInAndCallsOverTls() throws IOException, InterruptedException {
        try (RestBroker broker = broker()) {
            String url = httpsUrl(broker);
            String cacert = folder.resolve("cert.pem").toString();
            String login = run(
                    "curl",
                    "-sS",
                    "--max-time",
                    "60",
                    "--cacert",
                    cacert,
                    "--retry",
                    "5",
                    "--retry-connrefused",
                    "-H",
                    "Content-Type: application/json",
                    "-d",
                    "{\"username\": \"admin\", \"password\": \"" + RestBroker.PASSWORD + "\"}",
                    url + "/api/v5/login");
            String token = login.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");

            String users = run(
                    "curl",
                    "-sS",
                    "--max-time",
                    "60",
                    "--cacert",
                    cacert,
                    "-i",
                    "-H",
                    "Authorization: Bearer " + token,
                    url + "/api/v5/users");

            assertThat(users).startsWith("HTTP/1.1 200").contains("\"username\":\"admin\"");
        }
    }

    @Test
    void curlCallsWithAnApiKey() throws IOException, InterruptedException {
        try (RestBroker broker = broker()) {
            Answer key = broker.admin()
                    .post("api_key", "{'name': 'curl', 'role': 'viewer'}")
                    .hasStatus(200);

            String audit = run(
                    "curl",
                    "-sS",
                    "--max-time",
                    "60",
                    "-u",
                    key.text("api_key") + ":" + key.text("api_secret"),
                    broker.url() + "/api/v5/audit?limit=1");

            assertThat(audit).contains("\"data\":[");
        }
    }
}
