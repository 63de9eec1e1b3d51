package io.caracal.itests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.cli.Shell.Said;
import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code caracal bench} over TLS and WebSocket, to a broker whose certificate is signed by an authority of its own. */
class BenchEveryDoorIT {
    @TempDir
    private static Path home;

    private static Broker broker;
    private static Shell shell;

    @BeforeAll
    static void start() {
        Shell maker = new Shell(home, home.resolve("no-data"));
        openssl(maker, "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem");
        certificate(maker, "server");
        certificate(maker, "client");
        String tls = "certfile = \"%s\", keyfile = \"%s\", cacertfile = \"%s\""
                .formatted(file("server.pem"), file("server.key"), file("ca.pem"));
        broker = Distribution.built().broker().configuration("""
                        listeners {
                          ssl.one { bind = "127.0.0.1:0", ssl_options { %1$s } }
                          ws.one { bind = "127.0.0.1:0" }
                          wss.one { bind = "127.0.0.1:0", ssl_options { %1$s, verify = verify_peer, fail_if_no_peer_cert = true } }
                        }
                        """.formatted(tls)).start();
        shell = new Shell(home, broker.data());
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private static void certificate(Shell maker, String name) {
        openssl(
                maker,
                "req -newkey rsa:2048 -nodes -subj /CN=" + name
                        + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " + name + ".key -out " + name
                        + ".csr");
        openssl(
                maker,
                "x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
                        + " -copy_extensions copy -out " + name + ".pem");
    }

    private static void openssl(Shell maker, String arguments) {
        maker.run("", List.of(("openssl " + arguments).split(" "))).succeeded();
    }

    private static String file(String name) {
        return home.resolve(name).toString();
    }

    /** Where a listener listens, as the broker has said at its start. */
    private static String url(String scheme, String listener) {
        String address = broker.console()
                .lines()
                .filter(line -> line.contains(" " + listener + " "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(listener + " is not open:\n" + broker.console()));
        return scheme + "://" + address;
    }

    @ParameterizedTest
    @CsvSource({"mqtt, tcp:default", "mqtts, ssl:one", "ws, ws:one", "wss, wss:one"})
    void everythingComesThroughEveryDoor(String scheme, String listener) {
        Map<String, Object> report = shell.caracal(
                        "bench",
                        "pubsub",
                        "--mqtt-url",
                        url(scheme, listener),
                        "--cacert",
                        file("ca.pem"),
                        "--cert",
                        file("client.pem"),
                        "--key",
                        file("client.key"),
                        "-q",
                        "1",
                        "-s",
                        "5000",
                        "-n",
                        "2000",
                        "--publishers",
                        "5",
                        "--subscribers",
                        "5",
                        "--for",
                        "60",
                        "-o",
                        "json")
                .succeeded()
                .read();

        assertThat(report)
                .containsEntry("sent", 2000)
                .containsEntry("received", 2000)
                .containsEntry("lost", 0);
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        Said said = shell.caracal("bench", "conn", "-c", "2", "--mqtt-url", url("mqtts", "ssl:one"));

        assertThat(said.code()).isEqualTo(69);
        assertThat(said.err()).contains("No client gets into mqtts://", "TLS: ");
    }

    @Test
    void whoHasNoCertificateOfTheirOwnDoesNotGetIn() {
        Said said = shell.caracal(
                "bench", "conn", "-c", "2", "--mqtt-url", url("wss", "wss:one"), "--cacert", file("ca.pem"));

        assertThat(said.code()).isEqualTo(69);
    }
}
