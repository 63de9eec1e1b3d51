package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttClientPersistence;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that others wrote come in by TLS and WebSocket, and openssl looks at what TLS does. */
@ExtendWith(SharedBroker.class)
class EveryDoorIT extends ClientsTest {
    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Authority authority;

    @SuppressWarnings("NullAway.Init")
    private static Broker doors;

    @SuppressWarnings("NullAway.Init")
    private static HttpServer responder;

    @BeforeAll
    static void openDoors() throws Exception {
        authority = new Authority(folder);
        authority.sign("server", "localhost");
        authority.sign("other", "other.example");
        authority.sign("pump7", "pump7");
        Files.writeString(folder.resolve("index"), "");
        Files.writeString(
                folder.resolve("ca.conf"),
                "[ca]\ndefault_ca=own\n[own]\ndatabase=" + folder + "/index\ndefault_md=sha256\n");
        authority.openssl("ca -config ca.conf -valid server.pem -keyfile ca.key -cert ca.pem");
        authority.openssl("ca -config ca.conf -valid other.pem -keyfile ca.key -cert ca.pem");
        responder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        responder.createContext("/", EveryDoorIT::prove);
        responder.start();
        doors = Distribution.built()
                .broker()
                .configuration(configuration())
                .set("node.event_loops", "2")
                .start();
    }

    private static String configuration() {
        String files = """
                { certfile = "FOLDER/server.pem", keyfile = "FOLDER/server.key"
                  sni_certificates = [{ certfile = "FOLDER/other.pem", keyfile = "FOLDER/other.key" }] }""";
        String text = """
                listeners {
                  ssl.default { bind = "127.0.0.1:0", ssl_options = FILES }
                  ssl.mutual {
                    bind = "127.0.0.1:0"
                    ssl_options = FILES { verify = verify_peer, fail_if_no_peer_cert = true, cacertfile = "FOLDER/ca.pem" }
                  }
                  ssl.old { bind = "127.0.0.1:0, [::1]:0", ssl_options = FILES { versions = ["tlsv1.2"] } }
                  ssl.stapled {
                    bind = "127.0.0.1:0"
                    ssl_options = FILES { ocsp {
                      enable_ocsp_stapling = true, responder_url = "http://127.0.0.1:RESPONDER/", issuer_pem = "FOLDER/ca.pem" } }
                  }
                  ws.default { bind = "127.0.0.1:0" }
                  ws.compressed { bind = "127.0.0.1:0", websocket.compress = true }
                  wss.default { bind = "127.0.0.1:0", ssl_options = FILES }
                }
                """;
        return text.replace("FILES", files)
                .replace("FOLDER", folder.toString())
                .replace("RESPONDER", Integer.toString(responder.getAddress().getPort()));
    }

    @AfterAll
    static void closeDoors() throws Exception {
        doors.close();
        responder.stop(0);
    }

    /** The authority's answer whether a certificate is revoked, as openssl gives it. */
    private static void prove(HttpExchange exchange) throws IOException {
        Files.write(folder.resolve("question"), exchange.getRequestBody().readAllBytes());
        authority.openssl(
                "ocsp -index index -CA ca.pem -rsigner ca.pem -rkey ca.key -ndays 1 -reqin question -respout answer");
        byte[] answer = Files.readAllBytes(folder.resolve("answer"));
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static Mqtt5BlockingClient hiveMq(String id, String listener) throws Exception {
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(port(listener));
        if (listener.startsWith("ssl") || listener.startsWith("wss")) {
            builder = builder.sslConfig().trustManagerFactory(authority.trust()).applySslConfig();
        }
        if (listener.startsWith("ws")) {
            builder = builder.webSocketConfig().serverPath("mqtt").applyWebSocketConfig();
        }
        return builder.buildBlocking();
    }

    private static int port(String listener) {
        return doors.address(listener).getPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl:default", "ssl:old", "ws:default", "ws:compressed", "wss:default"})
    void hiveMqsClientComesInAndHearsItself(String listener) throws Exception {
        Mqtt5BlockingClient client = hiveMq(clientId(), listener);
        byte[] payload = new byte[300_000];

        client.connect();
        try (var heard = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith()
                    .topicFilter(topic("hive"))
                    .qos(MqttQos.EXACTLY_ONCE)
                    .send();
            client.publishWith()
                    .topic(topic("hive"))
                    .qos(MqttQos.EXACTLY_ONCE)
                    .payload(payload)
                    .send();

            assertThat(heard.receive(60, TimeUnit.SECONDS).orElseThrow().getPayloadAsBytes())
                    .isEqualTo(payload);
        }
        client.disconnect();
    }

    /** The session stays on its event loop, so that connections of all kinds are moved there. */
    @Test
    void aSessionIsTakenUpByEveryDoor() throws Exception {
        String id = clientId();
        List<String> doorsInTurn = List.of("tcp:default", "ssl:default", "ws:compressed", "wss:default");
        for (int turn = 0; turn < 16; turn++) {
            Mqtt5BlockingClient client = hiveMq(id, doorsInTurn.get(turn % doorsInTurn.size()));
            try (var heard = client.publishes(MqttGlobalPublishFilter.ALL)) {
                client.connectWith()
                        .cleanStart(false)
                        .sessionExpiryInterval(600)
                        .send();
                client.subscribeWith()
                        .topicFilter(topic("all"))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send();
                client.publishWith()
                        .topic(topic("all"))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(new byte[turn])
                        .send();

                assertThat(heard.receive(60, TimeUnit.SECONDS).orElseThrow().getPayloadAsBytes())
                        .hasSize(turn);
            }
            client.disconnect();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl:default", "ws:default", "wss:default"})
    void pahoComesInAndHearsItself(String listener) throws Exception {
        String scheme = listener.substring(0, listener.indexOf(':'));
        String path = scheme.startsWith("ws") ? "/mqtt" : "";
        MqttClientPersistence memory = new MemoryPersistence();
        var client = new org.eclipse.paho.client.mqttv3.MqttClient(
                scheme + "://localhost:" + port(listener) + path, clientId(), memory);
        var options = new MqttConnectOptions();
        if (!scheme.equals("ws")) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, authority.trust().getTrustManagers(), null);
            options.setSocketFactory(context.getSocketFactory());
        }
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        IMqttMessageListener listen =
                (topic, message) -> heard.add(new String(message.getPayload(), StandardCharsets.UTF_8));

        client.connect(options);
        client.subscribe(topic("paho"), 2, listen);
        client.publish(topic("paho"), "hello".getBytes(StandardCharsets.UTF_8), 2, false);

        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("hello");
        client.disconnect();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws:default", "ws:compressed"})
    void mqttJsComesInByWebSocket(String listener) throws Exception {
        MqttJsDriver driver = node.get();
        String name = UUID.randomUUID().toString();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        driver.register(name, event -> heard.add(event.toString()));
        ObjectNode connect = driver.command("connect", name);
        connect.put("url", "ws://127.0.0.1:" + port(listener) + "/mqtt");
        connect.putObject("options").put("protocolVersion", 5).put("clientId", clientId());

        driver.call(connect);
        driver.call(driver.command("subscribe", name).put("filter", topic("js")).put("qos", 1));

        run(
                "mosquitto_pub",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(doors.port()),
                "-q",
                "1",
                "-t",
                topic("js"),
                "-m",
                "fromtcp");
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(heard).anyMatch(event -> event.contains(topic("js"))));
    }

    @Test
    void mosquittosClientsComeInWithTheirCertificates() throws Exception {
        String port = Integer.toString(port("ssl:mutual"));
        List<String> with = List.of("--cafile", "ca.pem", "--cert", "pump7.pem", "--key", "pump7.key");

        run(list(
                "mosquitto_pub",
                with,
                "-h",
                "127.0.0.1",
                "-p",
                port,
                "-q",
                "2",
                "-r",
                "-t",
                topic("m"),
                "-m",
                "sealed"));

        assertThat(run(list("mosquitto_sub", with, "-h", "127.0.0.1", "-p", port, "-t", topic("m"), "-C", "1")))
                .isEqualTo("sealed\n");
        assertThat(Tool.run(
                                folder,
                                "mosquitto_pub",
                                "--cafile",
                                "ca.pem",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                port,
                                "-t",
                                "x",
                                "-m",
                                "y")
                        .exitCode())
                .isNotZero();
    }

    private static String[] list(String program, List<String> options, String... more) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(options);
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    private static String run(String... command) {
        return Tool.run(folder, command).expectSuccess();
    }

    /** What s_client says of one connection, or of several one after the other. */
    private static String look(String listener, String options) {
        return Tool.run(
                        folder,
                        "sh",
                        "-c",
                        "openssl s_client -connect 127.0.0.1:" + port(listener) + " -CAfile ca.pem " + options
                                + " < /dev/null")
                .output();
    }

    @Test
    void versionsAreThoseOfTheSettings() {
        assertThat(look("ssl:default", "-tls1_3")).contains("TLSv1.3", "Verify return code: 0 (ok)");
        assertThat(look("ssl:default", "-tls1_2")).contains("Protocol  : TLSv1.2");
        assertThat(look("ssl:old", "-tls1_2")).contains("Protocol  : TLSv1.2");
        assertThat(look("ssl:old", "-tls1_3")).contains("protocol version");
        assertThat(look("ssl:default", "-tls1_1 -cipher DEFAULT@SECLEVEL=0")).contains("protocol version");
    }

    @Test
    void aClientComesBackByItsTicket() {
        assertThat(look("ssl:default", "-tls1_2 -reconnect")).contains("Reused, TLSv1.2");
    }

    @Test
    void aProofThatTheCertificateIsNotRevokedIsStapled() {
        await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(look("ssl:stapled", "-status"))
                .contains("OCSP Response Status: successful", "Cert Status: good"));
    }

    @Test
    void theHostThatIsWantedDecidesAboutTheCertificate() {
        assertThat(look("ssl:default", "-servername other.example")).contains("subject=CN = other.example");
        assertThat(look("ssl:default", "-servername elsewhere.example")).contains("subject=CN = localhost");
        assertThat(look("ssl:default", "-noservername")).contains("subject=CN = localhost");
    }

    @Test
    void aListenerTakesConnectionsOnAllOfItsAddresses() {
        assertThat(doors.console()).containsPattern("ssl:old 127\\.0\\.0\\.1:\\d+, \\[0:0:0:0:0:0:0:1\\]:\\d+");
    }

    @Test
    void aRenewedCertificateIsTakenUpByItselfAndTheConnectionsStay() throws Exception {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId())
                .serverHost("127.0.0.1")
                .serverPort(port("wss:default"))
                .sslConfig()
                .trustManagerFactory(authority.trust())
                .applySslConfig()
                .webSocketConfig()
                .serverPath("mqtt")
                .applyWebSocketConfig()
                .buildBlocking();
        client.connect();
        String before = look("ssl:default", "-servername other.example");

        authority.sign("other", "other.example");

        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(serial(look("ssl:default", "-servername other.example")))
                        .isNotEqualTo(serial(before)));
        assertThat(client.getState().isConnected()).isTrue();
        client.disconnect();
    }

    /** The certificate that was shown. */
    private static String serial(String output) {
        int begin = output.indexOf("-----BEGIN CERTIFICATE-----");
        return output.substring(begin, output.indexOf("-----END CERTIFICATE-----", begin));
    }
}
