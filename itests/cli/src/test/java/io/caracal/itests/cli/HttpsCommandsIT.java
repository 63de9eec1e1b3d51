package io.caracal.itests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.cli.Shell.Said;
import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands over HTTPS, to a broker whose certificate is signed by an authority of its own. */
class HttpsCommandsIT {
    @TempDir
    private static Path home;

    private static Broker broker;
    private static Shell remote;
    private static String url;
    private static String key;

    @BeforeAll
    static void start() {
        Shell shell = new Shell(home, home.resolve("no-data"));
        String subject = "subjectAltName=DNS:localhost,IP:127.0.0.1";
        openssl(shell, "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem");
        openssl(
                shell,
                "req -newkey rsa:2048 -nodes -subj /CN=localhost -addext " + subject
                        + " -keyout server.key -out server.csr");
        openssl(
                shell,
                "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
                        + " -copy_extensions copy -out server.pem");
        openssl(shell, "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=other -keyout other.key -out other.pem");
        broker = Distribution.built()
                .broker()
                .configuration("""
                        dashboard {
                          login.first_password = "a password for tests"
                          listeners.https { enable = true, bind = "127.0.0.1:0", certfile = "%s", keyfile = "%s" }
                        }
                        """.formatted(home.resolve("server.pem"), home.resolve("server.key")))
                .start();
        url = broker.console()
                .lines()
                .filter(line -> line.contains("https:rest "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        Map<String, Object> made = new Shell(home, broker.data())
                .caracal("api-keys", "add", "remote", "--role", "administrator", "-o", "json")
                .succeeded()
                .read();
        key = made.get("api_key") + ":" + made.get("api_secret");
        remote = shell;
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private static void openssl(Shell shell, String arguments) {
        shell.run("", List.of(("openssl " + arguments).split(" "))).succeeded();
    }

    private static String file(String name) {
        return home.resolve(name).toString();
    }

    @Test
    void trustsTheAuthorityThatIsNamed() {
        Said said = remote.caracal("clients", "--url", url, "--cacert", file("ca.pem"), "--api-key", key, "-o", "json");

        assertThat(said.code()).as(said.err()).isZero();
    }

    /** For somebody who has not called this broker before: what a context of its address says would count. */
    @Test
    void trustsNobodyElse(@TempDir Path fresh) {
        Shell remote = new Shell(fresh, fresh.resolve("no-data"));
        Said unnamed = remote.caracal("clients", "--url", url, "--api-key", key);
        Said other = remote.caracal("clients", "--url", url, "--cacert", file("other.pem"), "--api-key", key);

        assertThat(unnamed.code()).isEqualTo(69);
        assertThat(unnamed.err()).contains("--cacert");
        assertThat(other.code()).isEqualTo(69);
    }

    @Test
    void namesAFileOfCertificatesThatCannotBeUsed() throws Exception {
        Path text = Files.writeString(home.resolve("text.pem"), "hello");

        Said said = remote.caracal("clients", "--url", url, "--cacert", text.toString(), "--api-key", key);

        assertThat(said.code()).isNotZero();
        assertThat(said.err()).contains("text.pem");
    }

    @Test
    void aContextRemembersAddressKeyAndCertificates() throws Exception {
        Path secret = Files.writeString(home.resolve("key.txt"), key);
        remote.caracal(
                        "contexts",
                        "add",
                        "plant",
                        "--url",
                        url,
                        "--api-key",
                        "file:" + secret,
                        "--cacert",
                        file("ca.pem"))
                .succeeded();

        Said said = remote.caracal("config", "set", "mqtt.max_inflight=19", "--context", "plant");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(remote.caracal("config", "get", "mqtt.max_inflight", "--context", "plant")
                        .succeeded()
                        .out())
                .contains("19");
    }

    @Test
    void logsInOverHttps() throws Exception {
        Path password = Files.writeString(home.resolve("password.txt"), "a password for tests");

        Said said = remote.caracal(
                "login", "--url", url, "--cacert", file("ca.pem"), "--password-file", password.toString());

        assertThat(said.code()).as(said.err()).isZero();
    }
}
