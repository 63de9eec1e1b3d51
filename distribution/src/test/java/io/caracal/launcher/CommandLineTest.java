package io.caracal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.launcher.Command.LaunchOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final Path HOME = Path.of("/opt/caracal");

    @Test
    void runTakesItsDefaultsFromTheDistribution() throws LaunchException {
        assertThat(parse("run"))
                .isEqualTo(new Command.Run(
                        new LaunchOptions(HOME, HOME.resolve("config/caracal.conf"), HOME.resolve("data"), List.of())));
    }

    @Test
    void runTakesFileFolderAndSettingsInTheirOrder() throws LaunchException {
        assertThat(parse("run", "--set", "a.b=1", "--config=/etc/c.conf", "--data", "/var/lib/x y", "--set", "a.b=c=d"))
                .isEqualTo(new Command.Run(new LaunchOptions(
                        HOME, Path.of("/etc/c.conf"), Path.of("/var/lib/x y"), List.of("a.b=1", "a.b=c=d"))));
    }

    @Test
    void theLastDataFolderWins() throws LaunchException {
        assertThat(parse("status", "--data", "/a", "--data", "/b")).isEqualTo(new Command.Status(Path.of("/b")));
    }

    @Test
    void relativePathsAreMeantFromTheWorkingDirectory() throws LaunchException {
        assertThat(parse("status", "--data", "x/../y"))
                .isEqualTo(new Command.Status(Path.of("y").toAbsolutePath()));
    }

    @Test
    void stopTakesATimeOut() throws LaunchException {
        assertThat(parse("stop", "--timeout", "5"))
                .isEqualTo(new Command.Stop(HOME.resolve("data"), Duration.ofSeconds(5)));
    }

    @Test
    void configCheckIsOneCommandOfTwoWords() throws LaunchException {
        assertThat(parse("config", "check", "--set", "x=1")).isInstanceOf(Command.CheckConfiguration.class);
    }

    @Test
    void nothingAsksForHelp() throws LaunchException {
        assertThat(parse()).isEqualTo(new Command.Help());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "config",
                "config chekc",
                "run --data",
                "run --data --set x=1",
                "run --data=",
                "run --set x",
                "run --set =1",
                "run --timeout 3",
                "run here",
                "status --config x",
                "stop --timeout soon",
                "version --data x"
            })
    void whatCannotBeMeantIsAUsageError(String line) {
        assertThatThrownBy(() -> parse(line.split(" ")))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE.number()))
                .hasMessageContaining("caracal help");
    }

    private static Command parse(String... arguments) throws LaunchException {
        return CommandLine.parse(HOME, List.of(arguments));
    }
}
