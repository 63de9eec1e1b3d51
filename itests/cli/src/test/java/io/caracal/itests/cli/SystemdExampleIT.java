package io.caracal.itests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.cli.Shell.Said;
import io.caracal.itests.support.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/examples/systemd: what systemd would do with the unit, done here. */
class SystemdExampleIT {
    @TempDir
    private Path root;

    private Example example;
    private Unit unit;
    private Path configuration;

    @BeforeEach
    void install() throws Exception {
        example = new Example(root, Distribution.built().home());
        unit = Unit.parse(example.text("systemd/caracal.service"));
        configuration = example.path("etc/caracal/caracal.conf");
        Files.createDirectories(configuration.resolveSibling(""));
        configure("mqtt.max_inflight = 21");
    }

    @Test
    void startsIsSeenReadyReloadsAndEndsInOrder() throws Exception {
        try (Started broker = start()) {
            Shell shell = new Shell(root, example.path("var/lib/caracal"));
            unit.environment().forEach(shell::with);
            Said post = shell.run("", unit.command("ExecStartPost"));
            assertThat(post.code()).as(post.err()).isZero();
            assertThat(shell.caracal("config", "get", "mqtt.max_inflight")
                            .succeeded()
                            .out())
                    .contains("21");

            configure("mqtt.max_inflight = 22");
            assertThat(shell.run("", reload(broker)).code()).isZero();
            broker.awaitSaid("mqtt.max_inflight");
            assertThat(shell.caracal("config", "get", "mqtt.max_inflight")
                            .succeeded()
                            .out())
                    .contains("22");

            broker.signal(unit.one("KillSignal").replace("SIG", ""));
            assertThat(broker.awaitEnd(Integer.parseInt(unit.one("TimeoutStopSec"))))
                    .isZero();
        }
    }

    @Test
    void aReloadOfAnUnusableFileChangesNothingAndSaysWhy() throws Exception {
        try (Started broker = start()) {
            broker.awaitSaid("ready in ");
            Shell shell = new Shell(root, example.path("var/lib/caracal"));

            configure("mqtt.max_inflight = many");
            shell.run("", reload(broker));

            broker.awaitSaid("mqtt.max_inflight: given \"many\"");
            assertThat(shell.caracal("config", "get", "mqtt.max_inflight")
                            .succeeded()
                            .out())
                    .contains("21");
        }
    }

    @Test
    void whatARestartDoesNotMendIsNotRestarted() throws Exception {
        configure("mqtt.max_inflght = 21");
        try (Started broker = start()) {
            int code = broker.awaitEnd(60);

            assertThat(unit.one("RestartPreventExitStatus").split(" ")).contains(String.valueOf(code));
        }
    }

    @Test
    void theUnitDoesNotClaimANotificationThatTheBrokerDoesNotGive() {
        assertThat(unit.one("Type")).isEqualTo("exec");
    }

    private Started start() throws Exception {
        return Started.by(unit.command("ExecStart"), unit.environment(), root);
    }

    private List<String> reload(Started broker) {
        List<String> command = new ArrayList<>(unit.command("ExecReload"));
        command.replaceAll(
                word -> word.replace("$MAINPID", String.valueOf(broker.process().pid())));
        return command;
    }

    private void configure(String line) throws Exception {
        Files.writeString(configuration, example.moved("""
                listeners.tcp.default.bind = "127.0.0.1:1883"
                dashboard.listeners.http.bind = "127.0.0.1:18083"
                """) + line + "\n");
    }
}
