package io.caracal.itests.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.caracal.itests.servers.Certificates;
import io.caracal.itests.servers.EncryptedHttpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An HTTP server that is reached over TLS only, by who has a certificate. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedHttpIT {
    private Certificates certificates;
    private EncryptedHttpServer server;
    private AuthBroker broker;

    @BeforeAll
    void start(@TempDir Path work) throws Exception {
        certificates = Certificates.in(Files.createDirectory(work.resolve("certificates")));
        server = EncryptedHttpServer.start(certificates, "{\"result\":\"allow\"}");
        broker = AuthBroker.start(work, List.of("io.caracal.auth.http"), start -> start);
    }

    @AfterAll
    void stop() throws Exception {
        broker.close();
        server.close();
    }

    @AfterEach
    void forget() {
        broker.admin().configure("authentication = []").is(200);
    }

    private void ask(String version, String certificate) {
        server.versions().clear();
        broker.admin()
                .configure("""
                        authentication = [{
                          mechanism = password_based, backend = http, url = "%s/auth", http_version = %s
                          body { username = "${username}" }
                          ssl { enable = true, cacertfile = "%s" %s }
                        }]
                        """.formatted(server.url(), version, certificates.authorityCertificate(), certificate))
                .is(200);
    }

    private String certificate() {
        return ", certfile = \"%s\", keyfile = \"%s\""
                .formatted(certificates.clientCertificate(), certificates.clientKey());
    }

    private Mqtt5ConnAckReasonCode answer() {
        return Device.of(broker.port(), "kay", "any").asks();
    }

    @Test
    void isAskedOverHttp2() {
        ask("http2", certificate());

        assertThat(answer()).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
        assertThat(server.versions()).containsExactly("HTTP/2.0");
    }

    @Test
    void isAskedOverHttp1() {
        ask("http1", certificate());

        assertThat(answer()).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
        assertThat(server.versions()).containsExactly("HTTP/1.1");
    }

    @Test
    void answersNobodyWithoutACertificate() {
        ask("http2", "");

        assertThat(answer()).isEqualTo(Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE);
        assertThat(server.versions()).isEmpty();
    }
}
