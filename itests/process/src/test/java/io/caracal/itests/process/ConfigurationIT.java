package io.caracal.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.process.Caracal.Result;
import io.caracal.itests.process.Caracal.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator is told about a configuration that cannot be used. */
class ConfigurationIT {
    private final Distribution distribution = Distribution.built();

    @TempDir
    private Path folder;

    @Test
    void theConfigurationThatIsShippedIsValid() throws Exception {
        Result check = distribution.caracal("config", "check").run();

        assertThat(check.exitCode()).isZero();
        assertThat(check.out())
                .contains("valid", distribution.file("config/caracal.conf").toString());
    }

    @Test
    void aKeyThatDoesNotExistIsNamedWithFileAndLine() throws Exception {
        Path file = file("""
                # a comment
                no_such_section {
                  a = 1
                }
                """);

        Result run = run(file).run();

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.err()).contains(file + ": 2", "no_such_section");
        assertThat(run.out()).doesNotContain("ready");
    }

    @Test
    void aFileThatIsNoHoconIsNamedWithItsLine() throws Exception {
        Path file = file("a = 1\nb = [1, 2\nc }\n");

        Result check = distribution
                .caracal("config", "check", "--config", file.toString())
                .run();

        assertThat(check.exitCode()).isEqualTo(78);
        assertThat(check.out() + check.err()).contains(file.toString());
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws Exception {
        Path missing = folder.resolve("missing.conf");

        Result run = run(missing).run();

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.err()).contains(missing.toString());
    }

    @Test
    void aSettingOnTheCommandLineIsCheckedLikeTheFile() throws Exception {
        Result check = distribution
                .caracal("config", "check", "--set", "no_such_section.a=1")
                .run();

        assertThat(check.exitCode()).isEqualTo(78);
        assertThat(check.out() + check.err()).contains("no_such_section");
    }

    @Test
    void checkingLeavesTheDataFolderAlone() throws Exception {
        Path data = folder.resolve("data");

        distribution.caracal("config", "check", "--data", data.toString()).run();

        assertThat(data).doesNotExist();
    }

    @Test
    void theConfigurationCanBeCheckedWhileTheBrokerRuns() throws Exception {
        String data = folder.resolve("data").toString();
        try (Running _ = distribution
                .caracal("run", "--data", data)
                .with(Ports.FREE)
                .launch()
                .awaitReady()) {
            assertThat(distribution
                            .caracal("config", "check", "--data", data)
                            .run()
                            .exitCode())
                    .isZero();
        }
    }

    private Caracal run(Path config) {
        return distribution.caracal("run", "--data", folder.resolve("data").toString(), "--config", config.toString());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("caracal.conf"), text);
    }
}
