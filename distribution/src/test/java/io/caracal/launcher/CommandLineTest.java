package io.caracal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.launcher.Command.LaunchOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        assertThat(parse("stop", "--data", "/a", "--data", "/b")).isEqualTo(stopOf(Path.of("/b")));
    }

    @Test
    void relativePathsAreMeantFromTheWorkingDirectory() throws LaunchException {
        assertThat(parse("stop", "--data", "x/../y"))
                .isEqualTo(stopOf(Path.of("y").toAbsolutePath()));
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
    void theEnvironmentNamesFileAndFolderWhereOptionsDoNot() throws LaunchException {
        Map<String, String> environment = Map.of("CARACAL_DATA", "/var/lib/c", "CARACAL_CONFIG", "/etc/c.conf");

        Command command = CommandLine.parse(HOME, environment, List.of("run", "--data", "/mine"));

        assertThat(command)
                .isEqualTo(
                        new Command.Run(new LaunchOptions(HOME, Path.of("/etc/c.conf"), Path.of("/mine"), List.of())));
    }

    @Test
    void anEmptyVariableIsNone() throws LaunchException {
        assertThat(CommandLine.parse(HOME, Map.of("CARACAL_DATA", ""), List.of("stop")))
                .isEqualTo(stopOf(HOME.resolve("data")));
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
                "status",
                "stop --config x",
                "stop --timeout soon",
                "version --data x"
            })
    void whatCannotBeMeantIsAUsageError(String line) {
        assertThatThrownBy(() -> parse(line.split(" ")))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE.number()))
                .hasMessageContaining("caracal help");
    }

    private static Command stopOf(Path data) {
        return new Command.Stop(data, Duration.ofSeconds(60));
    }

    private static Command parse(String... arguments) throws LaunchException {
        return CommandLine.parse(HOME, Map.of(), List.of(arguments));
    }
}
