package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caracal.itests.servers.Certificates;
import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import io.caracal.itests.support.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two brokers behind HAProxy, as docs/examples/haproxy has them. */
class HaproxyIT {
    private static final Path EXAMPLE =
            Path.of("..", "..", "docs", "examples", "haproxy").toAbsolutePath().normalize();
    private static final String PASSWORD = "a password for the tests";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static final List<Broker> BROKERS = new ArrayList<>();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static List<Integer> proxied = List.of();
    private static Certificates certificates = new Certificates(Path.of(""));
    private static Haproxy haproxy;

    @BeforeAll
    static void start() throws Exception {
        for (String program : List.of("haproxy", "mosquitto_sub", "openssl")) {
            Assumptions.assumeTrue(
                    Tool.exists(program) || Files.isExecutable(Path.of("/usr/sbin", program)),
                    program + " was not found (Debian packages haproxy, mosquitto-clients, openssl)");
        }
        certificates = Certificates.in(Files.createDirectory(folder.resolve("tls")));
        proxied = FreePorts.take(2);
        for (int port : proxied) {
            BROKERS.add(Distribution.built()
                    .broker()
                    .configuration(Files.readString(EXAMPLE.resolve("caracal.conf"))
                            + "\ndashboard.login.first_password = \"" + PASSWORD + "\"\n")
                    .set("listeners.tcp.proxied.bind", "127.0.0.1:" + port)
                    .launch());
        }
        OPEN.addAll(BROKERS);
        BROKERS.forEach(Broker::awaitReady);
        haproxy = Haproxy.start(EXAMPLE, Files.createDirectory(folder.resolve("haproxy")), certificates, proxied);
        OPEN.addFirst(haproxy);
        haproxy.awaitHealthy(2);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : OPEN) {
            each.close();
        }
    }

    /** Leaves a session with a subscription, from an address of its own. */
    private static void subscribe(String clientId, String address, int port, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "mosquitto_sub",
                "-h",
                "localhost",
                "-A",
                address,
                "-p",
                String.valueOf(port),
                "-V",
                "mqttv5",
                "-x",
                "600",
                "-c",
                "-i",
                clientId,
                "-q",
                "1",
                "-t",
                "t/" + clientId,
                "-E"));
        command.addAll(List.of(more));
        Tool.run(folder, command.toArray(String[]::new)).expectSuccess();
    }

    private static String token(Broker broker) throws IOException, InterruptedException {
        HttpRequest login = HttpRequest.newBuilder(URI.create(broker.restUrl() + "/api/v5/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\": \"admin\", \"password\": \"" + PASSWORD + "\"}"))
                .build();
        return JSON.readTree(HTTP.send(login, BodyHandlers.ofString()).body())
                .path("token")
                .asText();
    }

    /** The clients of a broker by their client identifiers. */
    private static Map<String, JsonNode> clients(Broker broker) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create(broker.restUrl() + "/api/v5/clients?limit=1000"))
                .header("Authorization", "Bearer " + token(broker))
                .build();
        Map<String, JsonNode> clients = new HashMap<>();
        JSON.readTree(HTTP.send(list, BodyHandlers.ofString()).body())
                .path("data")
                .forEach(each -> clients.put(each.path("clientid").asText(), each));
        return clients;
    }

    /** A client of whichever broker. */
    private static JsonNode client(String clientId) throws IOException, InterruptedException {
        Map<String, JsonNode> all = clients(BROKERS.getFirst());
        all.putAll(clients(BROKERS.getLast()));
        return Objects.requireNonNull(all.get(clientId), () -> clientId + " is none of " + all.keySet());
    }

    @Test
    void aClientThatComesBackMeetsTheBrokerThatHasItsSession() throws Exception {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 8; i++) {
                subscribe("sticky-" + i, "127.0.0." + (10 + i), haproxy.mqtt());
            }
        }

        Map<String, JsonNode> first = clients(BROKERS.getFirst());
        Map<String, JsonNode> second = clients(BROKERS.getLast());
        first.keySet().removeIf(id -> !id.startsWith("sticky-"));
        second.keySet().removeIf(id -> !id.startsWith("sticky-"));
        assertThat(first).isNotEmpty();
        assertThat(second).isNotEmpty().doesNotContainKeys(first.keySet().toArray(String[]::new));
        assertThat(first.size() + second.size()).isEqualTo(8);
    }

    @Test
    void aClientWhoseBrokerIsAwayIsServedByTheOtherAndStaysThere() throws Exception {
        subscribe("moving", "127.0.0.80", haproxy.mqtt());
        int home = clients(BROKERS.getFirst()).containsKey("moving") ? 1 : 2;
        Broker other = BROKERS.get(2 - home);

        haproxy.disable(home);
        subscribe("moving", "127.0.0.80", haproxy.mqtt());
        haproxy.enable(home);
        haproxy.awaitHealthy(2);
        subscribe("moving", "127.0.0.80", haproxy.mqtt(), "-t", "another");

        assertThat(clients(other)).hasEntrySatisfying("moving", client -> assertThat(
                        client.path("subscriptions_cnt").asInt())
                .isEqualTo(2));
    }

    @Test
    void theAddressesThatAreSeenAreTheClients() throws Exception {
        subscribe("far", "127.0.0.77", haproxy.mqtt());

        assertThat(client("far").path("ip_address").asText()).isEqualTo("127.0.0.77");
    }

    @Test
    void aCertificateThatTheProxyHasVerifiedNamesTheClient() throws Exception {
        subscribe(
                "certified",
                "127.0.0.78",
                haproxy.mqtts(),
                "--cafile",
                certificates.authorityCertificate().toString(),
                "--cert",
                certificates.clientCertificate().toString(),
                "--key",
                certificates.clientKey().toString());

        JsonNode certified = client("certified");
        assertThat(certified.path("username").asText()).isEqualTo("caracal");
        assertThat(certified.path("ip_address").asText()).isEqualTo("127.0.0.78");
    }

    @Test
    void aClientWithoutACertificateIsWhoItSays() throws Exception {
        subscribe(
                "uncertified",
                "127.0.0.79",
                haproxy.mqtts(),
                "-u",
                "ann",
                "--cafile",
                certificates.authorityCertificate().toString());

        assertThat(client("uncertified").path("username").asText()).isEqualTo("ann");
    }

    @Test
    void healthChecksLeaveNoLine() {
        // Both were found in health, by LOCAL headers.
        assertThat(BROKERS).allSatisfy(broker -> assertThat(broker.console().lines())
                .noneMatch(line -> line.contains("listener=tcp:proxied") && line.contains("peer=/127.0.0.1")));
    }

    @Test
    void whoComesPastTheProxyIsNotLetIn() throws Exception {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), proxied.getFirst(), InetAddress.ofLiteral("127.0.0.99"), 0)) {
            socket.getOutputStream().write(new byte[] {0x10, 0x0c});

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        await().atMost(Broker.PATIENCE)
                .until(() -> BROKERS.getFirst().console().contains("expected a header of the PROXY protocol"));
    }
}
