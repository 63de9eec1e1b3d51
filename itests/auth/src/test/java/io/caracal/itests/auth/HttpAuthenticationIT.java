package io.caracal.itests.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.caracal.itests.servers.HttpBehaviour;
import io.caracal.itests.servers.HttpRequest;
import io.caracal.itests.servers.UnrulyHttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients whose right to connect an HTTP server knows: one that answers, one that misbehaves, one that dies and comes back. */
@Timeout(120)
class HttpAuthenticationIT {
    private static final String PASSWORD = "wonder\"land";

    private static UnrulyHttpServer server;
    private static UnrulyHttpServer elsewhere;
    private static AuthBroker broker;

    @BeforeAll
    static void start(@TempDir Path work) {
        elsewhere = UnrulyHttpServer.start(HttpBehaviour.json("{\"result\":\"allow\"}"));
        server = UnrulyHttpServer.start(HttpAuthenticationIT::checkPassword);
        broker = AuthBroker.start(work, List.of("io.caracal.auth.http"), """
                connectors.http.auth {
                  url = "%s/v1"
                  request_timeout = 1s
                  connect_timeout = 1s
                  resource_opts.health_check_interval = 1s
                }
                authentication = [{
                  mechanism = password_based
                  backend = http
                  connector = "http:auth"
                  path = "/clients/${username}?id=${clientid}"
                  headers { X-User = "user ${username}", Authorization = "Bearer a-secret" }
                  body { username = "${username}", password = "${password}", from = "${peerhost}" }
                }]
                """.formatted(server.url()));
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
        server.close();
        elsewhere.close();
    }

    @BeforeEach
    void behave() {
        server.restart();
        server.behave(HttpAuthenticationIT::checkPassword);
    }

    @AfterEach
    void nothingWentElsewhere() {
        assertThat(elsewhere.requests()).isEmpty();
    }

    private static void checkPassword(HttpRequest request, OutputStream out) throws IOException, InterruptedException {
        String body = request.body();
        String result = body.contains("\"username\":\"\"")
                ? "ignore"
                : body.contains("\"password\":\"wonder\\\"land\"") ? "allow" : "deny";
        HttpBehaviour.json("{\"result\":\"" + result + "\"}").answer(request, out);
    }

    private static Mqtt5ConnAckReasonCode asks(String username, String password) {
        return Device.of(broker.port(), username, password).asks();
    }

    @Test
    void serverSaysWhoGetsIn() {
        assertThat(asks("alice", PASSWORD)).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
        assertThat(asks("alice", "looking-glass")).isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED);
        assertThat(asks("", "")).as("without a name").isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED);

        server.behave(HttpBehaviour.status(204));
        assertThat(asks("alice", "whatever")).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
    }

    @Test
    void olderClientsAreToldInTheirOwnWay() throws Exception {
        assertThat(returnCode(PASSWORD)).isZero();
        assertThat(returnCode("looking-glass")).isEqualTo(5);

        server.behave(HttpBehaviour.status(500));
        assertThat(returnCode(PASSWORD)).isEqualTo(3);
    }

    private static int returnCode(String password) throws MqttException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName("alice");
        options.setPassword(password.toCharArray());
        try (MqttClient client =
                new MqttClient("tcp://127.0.0.1:" + broker.port(), "older-client", new MemoryPersistence())) {
            client.connect(options);
            client.disconnect();
            return 0;
        } catch (MqttException e) {
            return e.getReasonCode();
        }
    }

    @Test
    void serverIsToldWhatWasSaid() {
        new Device(broker.port(), "pump 7", "alice", PASSWORD).asks();

        HttpRequest request = server.lastRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/v1/clients/alice?id=pump%207");
        assertThat(request.header("x-user")).isEqualTo("user alice");
        assertThat(request.header("authorization")).isEqualTo("Bearer a-secret");
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.body())
                .isEqualTo("{\"from\":\"127.0.0.1\",\"password\":\"wonder\\\"land\",\"username\":\"alice\"}");
    }

    @Test
    void nameOfAUserStaysAName() {
        String evil = "../admin?x=1&id=other#%0d%0a X-User: admin\",\"password\":\"wonder\\\"land";

        assertThat(asks(evil, "wrong")).isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED);

        HttpRequest request = server.lastRequest();
        assertThat(request.target())
                .startsWith("/v1/clients/..%2Fadmin%3Fx%3D1%26id%3Dother%23%250d%250a%20X-User%3A%20admin%22%2C")
                .containsOnlyOnce("?");
        assertThat(request.header("x-user")).startsWith("user ../admin%3Fx=1&id=other#%250d%250a%20X-User:%20admin");
        assertThat(request.body()).contains("\"username\":\"../admin?x=1").contains("\"password\":\"wrong\"");
    }

    @Test
    void nameThatClimbsIsNotAskedAbout() {
        int before = server.requests().size();

        assertThat(asks("..", PASSWORD)).isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);

        assertThat(server.requests()).hasSize(before);
    }

    static Stream<Named<HttpBehaviour>> misbehaviours() {
        String allow = "{\"result\":\"allow\"}";
        return Stream.of(
                Named.of("silent", HttpBehaviour.silent()),
                Named.of("slow", HttpBehaviour.slow(Duration.ofSeconds(3), HttpBehaviour.json(allow))),
                Named.of("drip", HttpBehaviour.drip(allow, Duration.ofMillis(200))),
                Named.of("status 500", HttpBehaviour.respond(500, "application/json", allow)),
                Named.of("status 403", HttpBehaviour.respond(403, "application/json", allow)),
                Named.of("status 201", HttpBehaviour.respond(201, "application/json", allow)),
                Named.of("HTML", HttpBehaviour.respond(200, "text/html", allow)),
                Named.of("no JSON", HttpBehaviour.json("allow")),
                Named.of("half JSON", HttpBehaviour.json("{\"result\":\"allow\"")),
                Named.of("no result", HttpBehaviour.json("{\"is_superuser\":true}")),
                Named.of(
                        "rules that are none",
                        HttpBehaviour.json("{\"result\":\"allow\",\"acl\":[{\"topic\":\"a\"}]}")),
                Named.of("hangs up", HttpBehaviour.hangUp()),
                Named.of("breaks off", HttpBehaviour.breakOff(allow)),
                Named.of("huge", HttpBehaviour.huge(200_000_000)),
                Named.of("endless headers", HttpBehaviour.endlessHeaders()),
                Named.of("babble", HttpBehaviour.babble()),
                Named.of("elsewhere", HttpBehaviour.redirect(302, elsewhere.url() + "/yes")),
                Named.of("elsewhere with the body", HttpBehaviour.redirect(307, elsewhere.url() + "/yes")));
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void serverThatMisbehavesLetsNobodyIn(HttpBehaviour misbehaviour) {
        server.behave(misbehaviour);

        assertThat(asks("alice", PASSWORD)).isEqualTo(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);

        server.behave(HttpAuthenticationIT::checkPassword);
        await("gets in again").until(() -> asks("alice", PASSWORD) == Mqtt5ConnAckReasonCode.SUCCESS);
    }

    @Test
    void slowServerStallsNobodyElse() {
        Mqtt5BlockingClient connected =
                Device.of(broker.port(), "alice", PASSWORD).connected();
        server.behave(HttpBehaviour.silent());
        List<CompletableFuture<Mqtt5ConnAck>> waiting = Stream.generate(
                        () -> Device.of(broker.port(), "alice", PASSWORD).client())
                .limit(20)
                .map(client -> client.toAsync().connect())
                .toList();

        connected.publishWith().topic("a").qos(MqttQos.AT_LEAST_ONCE).send();

        assertThat(waiting).as("others still wait for the server").anyMatch(each -> !each.isDone());
        await("all are refused").atMost(Duration.ofSeconds(30)).until(() -> waiting.stream()
                .allMatch(CompletableFuture::isCompletedExceptionally));
        connected.disconnect();
    }

    @Test
    void serverThatDiesAndComesBackIsNoticed() throws Exception {
        try (Pair pair = Pair.connected(
                Device.of(broker.port(), "alice", PASSWORD), Device.of(broker.port(), "alice", PASSWORD))) {
            server.kill();

            await("status").until(() -> status().equals("disconnected"));
            assertThat(asks("alice", PASSWORD)).isEqualTo(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);
            pair.assertWorks();

            server.restart();

            await("status").until(() -> status().equals("connected"));
            assertThat(asks("alice", PASSWORD)).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
            pair.assertNothingLost();
        }
    }

    private static String status() {
        return broker.admin().get("connectors/http:auth").is(200).at("status").asString();
    }
}
