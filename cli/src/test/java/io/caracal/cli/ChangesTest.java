package io.caracal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent for a change. */
class ChangesTest {
    @TempDir
    private Path folder;

    private StubApi api;
    private Terminal terminal;

    @BeforeEach
    void start() throws IOException {
        api = new StubApi();
        api.answer("", 200, "{}");
        terminal = new Terminal(folder).variable("CARACAL_URL", api.url());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void configSetSendsHocon() {
        terminal.caracal("config", "set", "mqtt.max_inflight=64", "a.b=pass#word", "c=[1, 2]", "d=null", "e=2MB");

        assertThat(api.last().target()).startsWith("PUT /api/v5/configs?mode=merge");
        assertThat(api.last().headers().get("content-type")).startsWith("text/plain");
        assertThat(api.last().body()).isEqualTo("""
                mqtt.max_inflight = 64
                a.b = "pass#word"
                c = [1, 2]
                d = null
                e = "2MB"
                """);
    }

    @Test
    void configLoadSendsTheFileAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("x.conf"), "mqtt { # ü\n}\n");

        terminal.caracal("config", "load", file.toString(), "--mode", "replace", "--dry-run", "--if-revision", "\"7\"");

        assertThat(api.last().target()).isEqualTo("PUT /api/v5/configs?mode=replace&dry_run=true");
        assertThat(api.last().body()).isEqualTo("mqtt { # ü\n}\n");
        assertThat(api.last().headers()).containsEntry("if-match", "\"7\"");
    }

    @Test
    void configGetIsHoconUnlessAskedOtherwise() {
        api.answer("GET", new StubApi.Response(200, "text/plain", "mqtt.max_inflight = 32\n", Map.of()));

        terminal.caracal("config", "get", "mqtt.max_inflight");

        assertThat(api.last().headers()).containsEntry("accept", "text/plain");
        assertThat(terminal.out()).isEqualTo("mqtt.max_inflight = 32\n");
    }

    @Test
    void theRevisionIsThatOfTheHeader() {
        api.answer("GET", new StubApi.Response(200, "application/json", "{}", Map.of("ETag", "\"abc\"")));

        terminal.caracal("config", "get", "--revision");

        assertThat(terminal.out()).isEqualTo("\"abc\"\n");
    }

    @Test
    void publishSendsBytesAndProperties() throws IOException {
        terminal.caracal("publish", "a/b", "21.5", "-q", "1", "-r", "--expiry", "60", "--property", "k=v");

        assertThat(Json.read(api.last().body())).isEqualTo(Json.read("""
                        {"topic": "a/b", "qos": 1, "retain": true, "payload": "MjEuNQ==", "payload_encoding": "base64",
                         "properties": {"message_expiry_interval": 60, "user_properties": {"k": "v"}}}"""));
    }

    @Test
    void publishTakesItsInput() throws IOException {
        terminal.input("from a pipe").caracal("publish", "a", "--file", "-");

        assertThat(api.last().body()).contains("\"payload\":\"ZnJvbSBhIHBpcGU=\"");
    }

    @Test
    void nobodySubscribedIsSaid() {
        api.answer("POST", 202, "{\"reason_code\": 16, \"message\": \"no_matching_subscribers\"}");

        assertThat(terminal.caracal("publish", "a", "b")).isZero();
        assertThat(terminal.out()).contains("nobody");
    }

    @Test
    void aListenerIsMadeOfItsSettings() throws IOException {
        terminal.caracal("listeners", "add", "tcp:second", "bind=127.0.0.1:1884", "max_connections=10", "x.y=true");

        assertThat(Json.read(api.last().body())).isEqualTo(Json.read("""
                        {"bind": "127.0.0.1:1884", "max_connections": 10, "x": {"y": true}, "id": "tcp:second"}"""));
    }

    @Test
    void severalClientsAreKickedTogether() {
        terminal.caracal("clients", "kick", "a", "b");

        assertThat(api.last().target()).isEqualTo("POST /api/v5/clients/kickout/bulk");
        assertThat(api.last().body()).isEqualTo("[\"a\",\"b\"]");
    }

    @Test
    void aNewKeyIsShownSoThatItCanBeUsed() {
        api.answer("POST", 200, "{\"name\": \"ci\", \"api_key\": \"k\", \"api_secret\": \"s\"}");

        terminal.caracal("api-keys", "add", "ci", "--role", "publisher");

        assertThat(terminal.out()).isEqualTo("k:s\n");
    }

    @Test
    void passwordsComeFromFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("pw"), "s3cret word\nsecond line\n");

        terminal.caracal("users", "add", "kay", "--role", "administrator", "--password-file", file.toString());

        assertThat(api.last().body()).contains("\"password\":\"s3cret word\"", "\"role\":\"administrator\"");
    }

    @Test
    void withoutTerminalAPasswordIsNotAskedFor() {
        assertThat(terminal.caracal("users", "add", "kay")).isEqualTo(64);
        assertThat(terminal.err()).contains("--password-file");
        assertThat(api.requests()).isEmpty();
    }
}
