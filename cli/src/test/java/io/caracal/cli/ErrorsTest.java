package io.caracal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong is said in a sentence that tells what to do, with an exit code for scripts. */
class ErrorsTest {
    private StubApi api;
    private Terminal terminal;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        api = new StubApi();
        terminal = new Terminal(folder).variable("CARACAL_URL", api.url());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 65", "401, 77", "403, 77", "404, 66", "409, 4", "412, 4", "413, 65", "429, 75", "500, 70", "503, 75"
    })
    void eachRefusalHasItsExitCodeAndTheBrokersWords(int status, int code) {
        api.answer("GET", status, "{\"code\": \"SOME_CODE\", \"message\": \"the broker said so\"}");

        int answered = terminal.caracal("stats");

        assertThat(answered).isEqualTo(code);
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err()).startsWith("caracal: ").doesNotContain("Exception");
        if (status != 401) {
            assertThat(terminal.err()).contains("the broker said so.");
        }
    }

    @Test
    void aPinnedKeyIsNamedWithFileAndLine() {
        api.answer("PUT", 409, """
                {"code": "PINNED", "message": "mqtt.max_inflight is set in /etc/caracal.conf: 12; change it there"}""");

        int code = terminal.caracal("config", "set", "mqtt.max_inflight=64");

        assertThat(code).isEqualTo(4);
        assertThat(terminal.err()).contains("mqtt.max_inflight", "/etc/caracal.conf: 12");
    }

    @Test
    void withoutCredentialsTheWayToOneIsTold() {
        api.answer("GET", 401, "{\"code\": \"UNAUTHORIZED\", \"message\": \"x\"}");

        terminal.caracal("clients");

        assertThat(terminal.err()).contains("caracal login --url " + api.url(), "--api-key");
    }

    @Test
    void aWrongKeyIsNamedWithoutItsSecret() {
        api.answer("GET", 401, "{\"code\": \"BAD_API_KEY_OR_SECRET\"}");

        terminal.caracal("clients", "--api-key", "mykey:mysecret");

        assertThat(terminal.err()).contains("mykey", "--api-key").doesNotContain("mysecret");
    }

    @Test
    void nobodyThereAsksWhetherTheBrokerRuns() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        int code = terminal.caracal("clients", "--url", "http://127.0.0.1:" + port);

        assertThat(code).isEqualTo(69);
        assertThat(terminal.err()).contains("Is the broker running", "127.0.0.1:" + port);
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void aBrokerThatKeepsSilentIsNotAwaitedForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int code = terminal.caracal("stats", "--timeout", "1", "--url", "127.0.0.1:" + silent.getLocalPort());

            assertThat(code).isEqualTo(69);
            assertThat(terminal.err()).contains("within 1 s", "--timeout");
        }
    }

    @Test
    void anotherServerIsRecognised() {
        api.answer("GET", new StubApi.Response(200, "text/html", "<html>hello</html>", Map.of()));

        assertThat(terminal.caracal("stats")).isEqualTo(69);
        assertThat(terminal.err()).contains("not as Caracal's REST API");
    }

    @Test
    void anotherServersNotFoundIsRecognised() {
        assertThat(terminal.caracal("stats")).isEqualTo(66);
        assertThat(terminal.err()).contains("Is it Caracal");
    }

    @Test
    void aRedirectIsNamedAndNotFollowedWithTheCredential() {
        api.answer("GET", new StubApi.Response(302, "text/html", "", Map.of("Location", "https://elsewhere.example/")));

        assertThat(terminal.caracal("stats", "--api-key", "a:b")).isEqualTo(69);
        assertThat(terminal.err()).contains("https://elsewhere.example/");
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void aListThatBreaksOffIsNoList() {
        api.answer("GET", 200, "{\"data\": [{\"clientid\": \"c1\"}, {\"cli");

        assertThat(terminal.caracal("clients", "-o", "json")).isEqualTo(69);
        assertThat(terminal.out()).doesNotContain("]");
    }

    @ParameterizedTest
    @CsvSource({
        "clint, caracal clients",
        "clients frobnicate, frobnicate",
        "clients list --limit many, --limit",
        "clients --clientid, --clientid",
        "config, --help",
        "config set mqtt, KEY=VALUE",
        "clients kick, --help",
        "stats -o xml, table",
        "stats --url ftp://x, http://127.0.0.1",
        "retained remove, --all",
        "stats --context nowhere, nowhere",
        "completion fish, bash",
        "-o json run, first word"
    })
    void whatCannotBeMeantIsAUsageError(String line, String hint) {
        int code = terminal.caracal(line.split(" "));

        assertThat(code).isEqualTo(64);
        assertThat(terminal.err()).contains(hint).doesNotContain("Exception:");
    }
}
