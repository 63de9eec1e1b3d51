package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners of all types are made, changed, stopped with and without their clients, and deleted while the broker runs. */
@SuppressWarnings("NullAway.Init")
class ListenersIT {
    @TempDir
    private static Path folder;

    private static RestBroker broker;
    private static RestClient admin;
    private MqttClients mqtt;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        make("server");
        broker = RestBroker.start();
        admin = broker.admin();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    @AfterEach
    void cleanUp() {
        if (mqtt != null) {
            mqtt.close();
        }
    }

    private static void make(String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN="
                                        + name + " -keyout " + name + ".key -out " + name + ".pem")
                                .split(" ")))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    private static String tls(String name) {
        return "'ssl_options': {'certfile': '" + folder.resolve(name + ".pem") + "', 'keyfile': '"
                + folder.resolve(name + ".key") + "'}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ssl", "ws", "wss"})
    void aListenerOfEachTypeIsMadeChangedAndDeleted(String type) {
        String id = type + ":made";
        String options = type.equals("ssl") || type.equals("wss") ? ", " + tls("server") : "";

        Answer made = admin.post("listeners", "{'id': '" + id + "', 'bind': '127.0.0.1:0, [::1]:0'" + options + "}");

        assertThat(made.hasStatus(201).text("running")).isEqualTo("true");
        assertThat(made.json().get("addresses").size()).isEqualTo(2);
        Answer changed =
                admin.put("listeners/" + id, "{'tcp_options': {'high_watermark': '1MB'}, 'max_connections': 3}");
        assertThat(changed.hasStatus(200).text("max_connections")).isEqualTo("3");
        assertThat(changed.text("address")).isEqualTo(made.text("address"));
        admin.post("listeners/" + id + "/restart", "").hasStatus(200);
        admin.delete("listeners/" + id).hasStatus(204);
        admin.get("listeners/" + id).refuses(404, "NOT_FOUND", id);
    }

    @Test
    void certificatesAreReadAgainOnRequestAndWhatCannotBeUsedIsRefused() throws Exception {
        make("renewed");
        admin.post("listeners", "{'id': 'ssl:renewed', 'bind': '127.0.0.1:0', " + tls("renewed") + "}")
                .hasStatus(201);

        admin.post("listeners/ssl:renewed/certificate/reload", "").hasStatus(200);
        Files.writeString(folder.resolve("renewed.pem"), "nothing");

        admin.post("listeners/ssl:renewed/certificate/reload", "").refuses(409, "CONFLICT", "renewed.pem");
        admin.post("listeners/tcp:default/certificate/reload", "").refuses(409, "CONFLICT", "no TLS");
        admin.post("listeners", "{'id': 'ssl:broken', 'bind': '127.0.0.1:0', " + tls("renewed") + "}")
                .refuses(400, "BAD_REQUEST", "listeners.ssl.broken.ssl_options.certfile");
        admin.get("listeners/ssl:broken").refuses(404, "NOT_FOUND", "ssl:broken");
        admin.delete("listeners/ssl:renewed").hasStatus(204);
    }

    @Test
    void aKeyThatATypeDoesNotHaveIsNamed() {
        admin.post("listeners", "{'id': 'tcp:x', 'bind': '127.0.0.1:0', 'websocket': {}}")
                .refuses(400, "BAD_REQUEST", "websocket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "restart"})
    void clientsOfAListenerAreSentAwayIfThatIsAskedFor(String step) {
        Answer made = admin.post("listeners", "{'id': 'tcp:dropped', 'bind': '127.0.0.1:0'}")
                .hasStatus(201);
        mqtt = new MqttClients(admin);
        mqtt.connect("stays");
        AtomicBoolean gone = new AtomicBoolean();
        String address = made.text("address");
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("goes")
                .serverHost("127.0.0.1")
                .serverPort(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)))
                .addDisconnectedListener(_ -> gone.set(true))
                .buildBlocking();
        client.connect();

        admin.post("listeners/tcp:dropped/" + step + "?drop=true", "").hasStatus(200);

        await().untilTrue(gone);
        assertThat(admin.get("clients/stays").json().get("connected").asBoolean())
                .isTrue();
        admin.delete("listeners/tcp:dropped?drop=true").hasStatus(204);
    }
}
