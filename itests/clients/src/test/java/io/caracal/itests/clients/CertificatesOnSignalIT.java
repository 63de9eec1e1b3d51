package io.caracal.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator replaces certificate and key of a listener and sends SIGHUP, while a client is connected by TLS. */
class CertificatesOnSignalIT {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Authority authority;

    @SuppressWarnings("NullAway.Init")
    private Broker broker;

    @SuppressWarnings("NullAway.Init")
    private Mqtt5BlockingClient client;

    @SuppressWarnings("NullAway.Init")
    private Mqtt5Publishes heard;

    @BeforeEach
    void connectOneByTls() throws Exception {
        authority = new Authority(folder);
        authority.sign("server", "localhost");
        broker = Distribution.built()
                .broker()
                .set("listeners.ssl.default.bind", "127.0.0.1:0")
                .set("listeners.ssl.default.ssl_options.certfile", file("server.pem"))
                .set("listeners.ssl.default.ssl_options.keyfile", file("server.key"))
                .start();
        client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("before")
                .serverHost("127.0.0.1")
                .serverPort(broker.address("ssl:default").getPort())
                .sslConfig()
                .trustManagerFactory(authority.trust())
                .applySslConfig()
                .buildBlocking();
        client.connect();
        heard = client.publishes(MqttGlobalPublishFilter.ALL);
        client.subscribeWith()
                .topicFilter("own")
                .qos(MqttQos.AT_LEAST_ONCE)
                .noLocal(false)
                .send();
    }

    @AfterEach
    void stop() throws Exception {
        heard.close();
        client.disconnect();
        broker.close();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /** As tools that renew certificates do it: another file takes the place of the one before. */
    private void replace(String name, String by) throws Exception {
        Files.move(
                folder.resolve(by),
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a new handshake is shown. */
    private Certificate shown() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, authority.trust().getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket("127.0.0.1", broker.address("ssl:default").getPort())) {
            socket.setSoTimeout(60_000);
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    /** It would not connect again by itself. */
    private void assertThatTheOldClientPublishesAndReceives(String text) throws Exception {
        client.publishWith()
                .topic("own")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send();
        assertThat(heard.receive(60, TimeUnit.SECONDS).orElseThrow().getPayloadAsBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text);
    }

    @Test
    void newHandshakesSeeTheNewCertificateAndTheOldClientStays() throws Exception {
        Certificate first = authority.certificate("server");
        assertThat(shown()).isEqualTo(first);
        authority.sign("renewed", "localhost");
        Certificate second = authority.certificate("renewed");
        replace("server.pem", "renewed.pem");
        replace("server.key", "renewed.key");

        broker.hangUp();

        broker.awaitLog("configuration file read again source=\"signal SIGHUP\"", 1);
        broker.awaitLog("listener=ssl:default certificates read again source=\"signal SIGHUP\"", 1);
        assertThat(shown()).isEqualTo(second).isNotEqualTo(first);
        assertThatTheOldClientPublishesAndReceives("still here");
    }

    @Test
    void aBrokenCertificateLeavesTheOldOneAndTheLogSaysSo() throws Exception {
        Certificate first = authority.certificate("server");
        Files.writeString(folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nhalf of it");
        replace("server.pem", "broken.pem");
        // The watch tells it as well, by itself; whoever sends the signal is answered nevertheless.
        broker.awaitLog("listener=ssl:default goes on with the certificates it has source=\"watched files\"", 1);

        broker.hangUp();

        broker.awaitLog("configuration file read again source=\"signal SIGHUP\"", 1);
        broker.awaitLog("listener=ssl:default goes on with the certificates it has source=\"signal SIGHUP\"", 1);
        assertThat(broker.console()).contains(file("server.pem")).doesNotContain("certificates read again");
        assertThat(shown()).isEqualTo(first);
        assertThatTheOldClientPublishesAndReceives("nobody dropped");
    }
}
