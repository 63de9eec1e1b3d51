package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.support.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration over HTTP: read, changed, refused, taken back. */
class ConfigsIT {
    @SuppressWarnings("NullAway.Init")
    private static RestBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static RestClient admin;

    private static Path file() {
        return broker.data("..").normalize().resolve("caracal.conf");
    }

    @BeforeAll
    static void start() {
        broker = RestBroker.start(start -> start.configuration("# the limits\nmqtt {\n  max_inflight = 16\n}\n"));
        admin = broker.admin();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    @AfterEach
    void takeChangesBack() {
        for (String section : new String[] {"listeners", "mqtt", "retainer", "authentication"}) {
            admin.post("configs_reset/" + section, "").hasStatus(200);
        }
    }

    private static Answer putText(String path, String hocon) {
        return admin.with("Content-Type", "text/plain").call("PUT", path, BodyPublishers.ofString(hocon));
    }

    @Test
    void theTreeIsReadAsJson() {
        Answer answer = admin.get("configs").hasStatus(200);

        assertThat(answer.json().at("/mqtt/max_inflight").asInt()).isEqualTo(16);
        assertThat(answer.json().at("/mqtt/idle_timeout").asString()).isEqualTo("15s");
        assertThat(answer.headers().firstValue("etag")).isPresent();
    }

    @Test
    void theTreeIsReadAsHocon() {
        Answer answer =
                admin.with("Accept", "text/plain").get("configs?key=mqtt").hasStatus(200);

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
        assertThat(answer.body()).contains("max_inflight = 16\n");
    }

    @Test
    void aSingleValueIsReadInItsType() {
        assertThat(admin.get("configs?key=mqtt.max_inflight").body()).isEqualTo("16");
        assertThat(admin.get("configs?key=mqtt.idle_timeout").body()).isEqualTo("\"15s\"");
    }

    @Test
    void originsNameLayerFileAndLine() {
        Answer answer = admin.get("configs?key=mqtt.max_inflight&origin=true").hasStatus(200);

        assertThat(answer.json().at("/value").asInt()).isEqualTo(16);
        assertThat(answer.text("origins/0/layer")).isEqualTo("file");
        assertThat(answer.text("origins/0/place")).isEqualTo(file() + ": 3");
        assertThat(answer.json().at("/origins/0/pinned").asBoolean()).isTrue();
    }

    @Test
    void anUnknownKeyIsNotFound() {
        admin.get("configs?key=mqtt.nothing").refuses(404, "NOT_FOUND", "mqtt.nothing");
    }

    @Test
    void aChangeAsJsonAppliesAndTellsTheDifferences() {
        Answer answer =
                admin.put("configs", "{'mqtt': {'max_awaiting_rel': 7}}").hasStatus(200);

        assertThat(answer.text("differences/0/path")).isEqualTo("mqtt.max_awaiting_rel");
        assertThat(answer.json().at("/differences/0/before").asInt()).isEqualTo(100);
        assertThat(admin.get("configs?key=mqtt.max_awaiting_rel").body()).isEqualTo("7");
        assertThat(broker.dataText("configs/overrides.conf")).contains("max_awaiting_rel = 7");
    }

    @Test
    void aChangeAsHoconOfSeveralSectionsApplies() {
        putText("configs", "mqtt.max_awaiting_rel = 8, retainer { max_payload_size = 2KB }")
                .hasStatus(200);

        assertThat(admin.get("configs?key=retainer.max_payload_size").body()).isEqualTo("\"2KB\"");
    }

    @Test
    void aSectionIsReplaced() {
        putText("configs/mqtt", "max_awaiting_rel = 8, idle_timeout = 20s").hasStatus(200);

        putText("configs/mqtt?mode=replace", "idle_timeout = 21s").hasStatus(200);

        assertThat(admin.get("configs?key=mqtt.max_awaiting_rel").body()).isEqualTo("100");
        assertThat(admin.get("configs?key=mqtt.idle_timeout").body()).isEqualTo("\"21s\"");
    }

    @Test
    void aDryRunChangesNothing() {
        Answer answer =
                putText("configs?dry_run=true", "mqtt.max_awaiting_rel = 8").hasStatus(200);

        assertThat(answer.json().at("/applied").asBoolean()).isFalse();
        assertThat(admin.get("configs?key=mqtt.max_awaiting_rel").body()).isEqualTo("100");
    }

    @Test
    void aPinnedKeyIsAConflictThatNamesFileAndLine() {
        Answer answer = putText("configs", "mqtt { max_inflight = 17, max_awaiting_rel = 8 }")
                .refuses(409, "CONFLICT", "mqtt.max_inflight", file() + ": 3");

        assertThat(answer.text("details/pins/0/path")).isEqualTo("mqtt.max_inflight");
        assertThat(admin.get("configs?key=mqtt.max_awaiting_rel").body()).isEqualTo("100");
    }

    @Test
    void aKeyOfTheCommandLineIsAConflictThatNamesTheOption() {
        putText("configs", "listeners.tcp.default.bind = \"127.0.0.1:1\"")
                .refuses(409, "CONFLICT", "--set listeners.tcp.default.bind");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"mqtt\": ",
                "[1, 2]",
                "7",
                "\"text\"",
                "include \"/etc/passwd\"",
                "mqtt = ${HOME}",
                "mqtt.max_awaiting_rel = x",
                "mqtt.max_awaiting_rel = 0",
                "mqtt.max_awaiting_re = 5",
                "mqt { }",
                "mqtt = []",
                "listeners.tcp.x.bind = \"nowhere.invalid:1\"",
                "authentication = [{ }]",
                "authentication = [{mechanism = unheard_of}]",
                "\u0000",
            })
    void whatIsNotRightIsABadRequestAndChangesNothing(String body) {
        String etag = admin.get("configs").headers().firstValue("etag").orElseThrow();

        putText("configs", body).refuses(400, "BAD_REQUEST", " ");

        assertThat(admin.get("configs").headers().firstValue("etag")).hasValue(etag);
    }

    @Test
    void bracketsWithoutEndAreABadRequest() {
        putText("configs", "mqtt = " + "[".repeat(200_000)).refuses(400, "BAD_REQUEST", "request");
        putText("configs", "{\"mqtt\":".repeat(20_000) + "1" + "}".repeat(20_000))
                .refuses(400, "BAD_REQUEST", "request");
    }

    @Test
    void problemsCarryPathGivenExpectedAndSuggestion() {
        Answer answer = putText("configs", "\nmqtt.max_awaitng_rel = 5").hasStatus(400);

        assertThat(answer.text("details/problems/0/path")).isEqualTo("mqtt.max_awaitng_rel");
        assertThat(answer.text("details/problems/0/origin")).isEqualTo("request: 2");
        assertThat(answer.text("details/problems/0/given")).isEqualTo("an unknown key");
        assertThat(answer.text("details/problems/0/suggestion")).isEqualTo("did you mean mqtt.max_awaiting_rel?");
    }

    @Test
    void aChangeForAnotherRevisionFailsItsPrecondition() {
        String etag = admin.get("configs").headers().firstValue("etag").orElseThrow();
        putText("configs", "mqtt.max_awaiting_rel = 8").hasStatus(200);

        admin.with("If-Match", etag)
                .put("configs", "{'mqtt': {'max_awaiting_rel': 9}}")
                .refuses(412, "PRECONDITION_FAILED", "changed meanwhile");

        String current = admin.get("configs").headers().firstValue("etag").orElseThrow();
        admin.with("If-Match", current)
                .put("configs", "{'mqtt': {'max_awaiting_rel': 9}}")
                .hasStatus(200);
    }

    @Test
    void secretsAreMaskedAndKeepTheirValueWhenSentBack() {
        String chain =
                "[{mechanism = password_based, backend = built_in_database, users = [{user_id = u, password = s3cret}]}]";
        putText("configs/authentication", chain).hasStatus(200);
        String shown = admin.get("configs?key=authentication").body();

        admin.call("PUT", "configs/authentication", BodyPublishers.ofString(shown.replace("\"u\"", "\"u\"")))
                .hasStatus(200);

        assertThat(shown).contains("******").doesNotContain("s3cret");
        assertThat(admin.get("configs/history").body()).doesNotContain("s3cret");
        assertThat(broker.dataText("configs/overrides.conf")).contains("s3cret");
    }

    @Test
    void aListenerIsOpenedAndClosedWhileOthersStay() throws Exception {
        int port = FreePorts.one();

        putText("configs/listeners.tcp.extra", "bind = \"127.0.0.1:" + port + "\"")
                .hasStatus(200);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(socket.isConnected()).isTrue();
        }

        putText("configs", "listeners.tcp.extra = null").hasStatus(200);
        assertThat(admin.get("configs?key=listeners.tcp").body()).doesNotContain("extra");
    }

    @Test
    void theStorePromisesWhatItIsToldWhileItIsOpen() {
        assertThat(admin.get("store").text("durability")).isEqualTo("fsync");

        putText("configs/store", "durability = os").hasStatus(200);
        assertThat(admin.get("store").text("durability")).isEqualTo("os");

        putText("configs/store", "durability = fsync").hasStatus(200);
        assertThat(admin.get("store").text("durability")).isEqualTo("fsync");
    }

    @Test
    void aStoreTooSmallForItsFilesIsRefused() {
        Answer refusal = putText("configs/store", "max_size = 100MB")
                .refuses(400, "BAD_REQUEST", "a smaller limit is possible after a start with it");

        assertThat(refusal.text("details/problems/0/path")).isEqualTo("store.max_size");
    }

    @Test
    void aListenerForTheWorldNeedsAuthenticationAndKeepsIt() throws Exception {
        int port = FreePorts.one();
        String listener = "listeners.tcp.world.bind = \"0.0.0.0:" + port + "\"";
        String chain =
                "authentication = [{mechanism = password_based, backend = built_in_database, users = [{user_id = u, password = p}]}]";

        Answer refusal = putText("configs", listener).refuses(400, "BAD_REQUEST", "no authentication is configured");
        assertThat(refusal.text("details/problems/0/path")).isEqualTo("listeners.tcp.world.bind");
        assertThat(refusal.text("details/problems/0/given")).isEqualTo("0.0.0.0:" + port);
        putText("configs", chain + "\n" + listener).hasStatus(200);
        putText("configs", "authentication = []").refuses(400, "BAD_REQUEST", "no authentication is configured");
    }

    @Test
    void undoAndHistoryGoTogether() {
        putText("configs", "mqtt.max_awaiting_rel = 8").hasStatus(200);

        admin.post("configs/undo", "").hasStatus(200);

        Answer history = admin.get("configs/history").hasStatus(200);
        assertThat(history.text("data/0/operation")).isEqualTo("undo");
        assertThat(history.text("data/1/operation")).isEqualTo("change");
        assertThat(history.text("data/1/actor")).isEqualTo("user:admin");
        assertThat(history.text("data/1/source")).isEqualTo("127.0.0.1");
        assertThat(admin.get("configs?key=mqtt.max_awaiting_rel").body()).isEqualTo("100");
    }

    @Test
    void aResetOfAnUnknownSectionIsNotFound() {
        admin.post("configs_reset/nothing", "").refuses(404, "NOT_FOUND", "mqtt");
    }

    @Test
    void theFileIsReadAgainOnRequest() throws IOException {
        String before = Files.readString(file());
        Files.writeString(file(), before + "retainer.max_retained_messages = 5\n");
        try {
            Answer shown = admin.post("configs/reload?dry_run=true", "").hasStatus(200);
            assertThat(shown.text("differences/0/path")).isEqualTo("retainer.max_retained_messages");
            assertThat(admin.get("configs?key=retainer.max_retained_messages").body())
                    .isEqualTo("0");

            admin.post("configs/reload", "").hasStatus(200);

            assertThat(admin.get("configs?key=retainer.max_retained_messages").body())
                    .isEqualTo("5");
            putText("configs", "retainer.max_retained_messages = 6").refuses(409, "CONFLICT", file() + ": 5");
        } finally {
            Files.writeString(file(), before);
            admin.post("configs/reload", "").hasStatus(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"mqtt", "listeners", "authentication", "dashboard", "configuration", "plugin_sections"})
    void everySectionHasASchema(String section) {
        Answer answer = admin.get("schemas/" + section).hasStatus(200);

        assertThat(answer.text("$schema")).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(answer.text("title")).isEqualTo(section);
    }

    @Test
    void aSchemaTellsDescriptionDefaultUnitAndWhenItApplies() {
        Answer answer = admin.get("schemas/mqtt").hasStatus(200);

        assertThat(answer.text("properties/idle_timeout/x-unit")).isEqualTo("duration");
        assertThat(answer.text("properties/idle_timeout/default")).isEqualTo("15s");
        assertThat(answer.text("properties/idle_timeout/x-applies")).isEqualTo("for new connections");
        assertThat(answer.text("properties/idle_timeout/description")).contains("CONNECT");
        admin.get("schemas/nothing").refuses(404, "NOT_FOUND", "mqtt");
    }

    @Test
    void everySettingOfTheBrokerAppliesWithoutARestartOrSaysThatItNeedsOne() {
        for (String section : new String[] {"mqtt", "retainer", "listeners", "authentication_settings"}) {
            assertThat(admin.get("schemas/" + section).body())
                    .as(section)
                    .containsAnyOf("\"at once\"", "\"for new connections\"");
        }
        assertThat(admin.get("schemas/node").body()).contains("after a restart").doesNotContain("at once");
    }

    @Test
    void withoutCredentialsNothingIsReadOrChanged() {
        broker.anonymous().get("configs").hasStatus(401);
        broker.anonymous().put("configs", "{}").hasStatus(401);
    }
}
