package io.caracal.itests.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.itests.cli.Shell.Going;
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

/** The commands against a broker on the same machine, which they find by themselves. */
class CommandsIT {
    private static final String PASSWORD = "a password for tests";

    @TempDir
    private static Path home;

    private static Broker broker;
    private static Shell shell;

    @BeforeAll
    static void start() {
        broker = Distribution.built()
                .broker()
                .set("dashboard.login.first_password", PASSWORD)
                .set("mqtt.max_qos_allowed", "2")
                .start();
        shell = new Shell(home, broker.data());
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @Test
    void statusJustWorks() {
        Said status = shell.caracal("status").succeeded();

        assertThat(status.out()).contains("running on " + broker.data(), "process ");
    }

    @Test
    void statusWaitsForABrokerThatIsReadyAlready() {
        assertThat(shell.caracal("status", "--wait", "60", "-o", "json")
                        .succeeded()
                        .<Map<String, Object>>read())
                .containsEntry("running", true)
                .containsEntry("ready", true);
    }

    @Test
    void everyGroupAnswers() {
        for (String command : List.of(
                "nodes",
                "stats",
                "metrics",
                "clients",
                "subscriptions",
                "topics",
                "retained",
                "listeners",
                "banned",
                "alarms",
                "plugins",
                "features",
                "users",
                "api-keys",
                "audit",
                "config history",
                "config get")) {
            Said said = shell.caracal((command + " -o json").split(" "));

            assertThat(said.code()).as("%s: %s", command, said.err()).isZero();
            assertThat(said.<Object>read()).as(command).isNotNull();
        }
    }

    @Test
    void aClientIsListedShownAndKicked() throws Exception {
        try (Going client = subscriber("kicked", "x/#")) {
            assertThat(shell.caracal("clients", "--like-clientid", "kick")
                            .succeeded()
                            .out())
                    .contains("kicked");
            assertThat(shell.caracal("clients", "show", "kicked").succeeded().out())
                    .contains("127.0.0.1");
            assertThat(shell.caracal("clients", "subscriptions", "kicked")
                            .succeeded()
                            .out())
                    .contains("x/#");

            shell.caracal("clients", "kick", "kicked").succeeded();

            assertThat(client.process().waitFor()).isEqualTo(69);
        }
        assertThat(shell.caracal("clients", "show", "kicked").code()).isEqualTo(66);
    }

    @Test
    void whatIsPublishedIsPrintedByWhoSubscribes() throws Exception {
        try (Going client = subscriber("reader", "greenhouse/#", "--count", "2")) {
            shell.caracal("publish", "greenhouse/temperature", "21.5", "-q", "1")
                    .succeeded();
            shell.caracalReading("from a pipe", "publish", "greenhouse/note", "--file", "-")
                    .succeeded();

            assertThat(client.process().waitFor()).isZero();
            assertThat(client.said()).isEqualTo("greenhouse/temperature 21.5\ngreenhouse/note from a pipe\n");
        }
    }

    @Test
    void aRetainedMessageIsListedShownAndRemoved() {
        shell.caracal("publish", "kept/by the/broker", "v", "--retain").succeeded();

        assertThat(shell.caracal("retained", "--topic", "kept/#").succeeded().out())
                .contains("kept/by the/broker");
        assertThat(shell.caracal("retained", "show", "kept/by the/broker", "-o", "json")
                        .succeeded()
                        .<Map<String, Object>>read())
                .containsEntry("payload", "dg==");
        shell.caracal("retained", "remove", "kept/by the/broker").succeeded();
        assertThat(shell.caracal("retained", "show", "kept/by the/broker").code())
                .isEqualTo(66);
    }

    @Test
    void aListenerIsAddedStoppedStartedAndRemoved() {
        shell.caracal("listeners", "add", "tcp:second", "bind=127.0.0.1:0").succeeded();
        shell.caracal("listeners", "stop", "tcp:second").succeeded();
        assertThat(shell.caracal("listeners", "show", "tcp:second", "-o", "json")
                        .succeeded()
                        .<Map<String, Object>>read())
                .containsEntry("running", false);
        shell.caracal("listeners", "start", "tcp:second").succeeded();
        shell.caracal("listeners", "remove", "tcp:second").succeeded();
        assertThat(shell.caracal("listeners").succeeded().out())
                .contains("tcp:default")
                .doesNotContain("tcp:second");
    }

    @Test
    void whoIsBannedIsListedUntilTheBanIsLifted() {
        shell.caracal("banned", "add", "clientid", "intruder", "--reason", "a test")
                .succeeded();
        assertThat(shell.caracal("banned").succeeded().out()).contains("intruder", "a test");
        shell.caracal("banned", "remove", "clientid", "intruder").succeeded();
        assertThat(shell.caracal("banned").succeeded().out()).doesNotContain("intruder");
    }

    @Test
    void aSettingIsChangedShownAndTakenBack() {
        Said set = shell.caracal("config", "set", "mqtt.max_inflight=17").succeeded();
        assertThat(set.out()).contains("mqtt.max_inflight", "17");
        assertThat(shell.caracal("config", "get", "mqtt.max_inflight")
                        .succeeded()
                        .out())
                .contains("17");
        assertThat(shell.caracal("config", "history").succeeded().out()).contains("local");

        shell.caracal("config", "undo").succeeded();

        assertThat(shell.caracal("config", "get", "mqtt.max_inflight")
                        .succeeded()
                        .out())
                .contains("256");
    }

    @Test
    void aPinnedSettingIsRefusedNamingWhatPinsIt() {
        Said said = shell.caracal("config", "set", "mqtt.max_qos_allowed=1");

        assertThat(said.code()).isEqualTo(4);
        assertThat(said.err()).contains("mqtt.max_qos_allowed", "--set");
    }

    @Test
    void aValueThatCannotBeIsRefused() {
        Said said = shell.caracal("config", "set", "mqtt.max_inflight=many");

        assertThat(said.code()).isEqualTo(65);
        assertThat(said.err()).contains("mqtt.max_inflight", "many");
    }

    @Test
    void aChangeOnAnOldRevisionIsRefused() {
        String revision =
                shell.caracal("config", "get", "--revision").succeeded().out().strip();
        shell.caracal("config", "set", "retainer.max_payload_size=2MB", "--if-revision", revision)
                .succeeded();

        Said second = shell.caracal("config", "set", "retainer.max_payload_size=3MB", "--if-revision", revision);

        assertThat(second.code()).isEqualTo(4);
        shell.caracal("config", "reset", "retainer").succeeded();
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        Path file = Files.writeString(home.resolve("change.conf"), "mqtt { max_awaiting_rel = 7 }\n");

        assertThat(shell.caracal("config", "load", file.toString(), "--dry-run")
                        .succeeded()
                        .out())
                .contains("max_awaiting_rel");
        assertThat(shell.caracal("config", "get", "mqtt.max_awaiting_rel")
                        .succeeded()
                        .out())
                .contains("100");
    }

    @Test
    void theSchemaOfASectionIsJson() {
        assertThat(shell.caracal("config", "schema", "mqtt").succeeded().<Map<String, Object>>read())
                .containsKey("properties");
    }

    @Test
    void aUserLogsInAndMayWhatItsRoleAllows() throws Exception {
        Path password = Files.writeString(home.resolve("password"), "another password\n");
        shell.caracal("users", "add", "vera", "--role", "viewer", "--password-file", password.toString())
                .succeeded();
        Path veras = Files.createDirectory(home.resolve("vera"));
        Shell other = new Shell(veras, veras.resolve("no-data"));

        Said login = other.caracal(
                "login", "--url", broker.restUrl(), "--user", "vera", "--password-file", password.toString());

        assertThat(login.code()).as(login.err()).isZero();
        assertThat(other.caracal("clients").code()).isZero();
        Said refused = other.caracal("config", "set", "mqtt.max_inflight=1");
        assertThat(refused.code()).isEqualTo(77);
        other.caracal("logout").succeeded();
        assertThat(other.caracal("clients").code()).isEqualTo(77);
        shell.caracal("users", "remove", "vera").succeeded();
    }

    @Test
    void anApiKeyIsMadeUsedAndDeleted() throws Exception {
        String key = shell.caracal("api-keys", "add", "ci", "--role", "publisher")
                .succeeded()
                .out()
                .strip();
        Path keys = Files.createDirectory(home.resolve("keys"));
        Shell other = new Shell(keys, keys.resolve("no-data")).with("CARACAL_URL", broker.restUrl());

        assertThat(other.caracal("publish", "a", "b", "--api-key", key).code()).isZero();
        assertThat(other.caracal("clients", "--api-key", key).code()).isEqualTo(77);
        shell.caracal("api-keys", "remove", "ci").succeeded();
        assertThat(other.caracal("publish", "a", "b", "--api-key", key).code()).isEqualTo(77);
    }

    @Test
    void changesAreInTheAuditLog() {
        shell.caracal("banned", "add", "username", "audited").succeeded();

        assertThat(shell.caracal("audit", "-o", "json").succeeded().out()).contains("audited", "local");
    }

    @Test
    void pluginsAreListedWithTheirVersions() {
        assertThat(shell.caracal("plugins").succeeded().out()).contains("io.caracal.auth.builtin", "0.1.0");
        assertThat(shell.caracal("plugins", "info", "io.caracal.auth.builtin")
                        .succeeded()
                        .out())
                .contains("built_in_database");
    }

    @Test
    void aPluginOfTheFolderIsNotRemovedByAccident() {
        Said said = shell.caracal("plugins", "remove", "io.caracal.auth.builtin");

        assertThat(said.code()).isEqualTo(4);
        assertThat(shell.caracal("plugins").succeeded().out()).contains("io.caracal.auth.builtin");
    }

    @Test
    void aPluginIsTakenOutAndPutBackIn() {
        String plugin = "io.caracal.auth.builtin";

        assertThat(shell.caracal("plugins", "remove", plugin, "--take-over", "--dry-run")
                        .succeeded()
                        .out())
                .contains("Nothing was changed", plugin);
        shell.caracal("plugins", "remove", plugin, "--take-over").succeeded();
        assertThat(shell.caracal("plugins", "info", plugin, "-o", "json")
                        .succeeded()
                        .<Map<String, Object>>read())
                .containsEntry("state", "held_back");

        shell.caracal("plugins", "install", plugin, "--take-over").succeeded();

        assertThat(shell.caracal("plugins", "info", plugin, "-o", "json")
                        .succeeded()
                        .<Map<String, Object>>read())
                .containsEntry("state", "running");
    }

    @Test
    void aReaderThatGoesEarlyIsNoFailure() {
        String caracal = Distribution.built().home().resolve("bin/caracal").toString();

        Said said = shell.run("", List.of("bash", "-c", "set -o pipefail; '" + caracal + "' metrics | head -n 1"));

        assertThat(said.err()).doesNotContain("Exception");
        assertThat(said.out().lines()).hasSize(1);
    }

    @Test
    void theShellCompletesCommands() throws Exception {
        Path script = Files.writeString(
                home.resolve("completion.bash"),
                shell.caracal("completion", "bash").succeeded().out());
        String ask = "source '" + script
                + "'; COMP_WORDS=(caracal clients ki); COMP_CWORD=2; _complete_caracal; echo \"${COMPREPLY[@]}\"";

        assertThat(shell.run("", List.of("bash", "-c", ask)).out().strip()).isEqualTo("kick");
    }

    @Test
    void theConfigurationFileIsStillCheckedOffline() throws Exception {
        Path file = Files.writeString(home.resolve("wrong.conf"), "mqtt.max_inflght = 1\n");

        Said said = shell.caracal("config", "check", "--config", file.toString());

        assertThat(said.code()).isEqualTo(78);
        assertThat(said.out() + said.err()).contains("did you mean mqtt.max_inflight");
    }

    private static Going subscriber(String id, String filter, String... more) {
        String[] arguments = new String[more.length + 4];
        System.arraycopy(new String[] {"subscribe", filter, "--id", id}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        Going going = shell.caracalGoingOn(arguments);
        await().atMost(Broker.PATIENCE)
                .until(() -> !going.process().isAlive()
                        || shell.caracal("clients", "subscriptions", id).out().contains(filter));
        return going;
    }
}
