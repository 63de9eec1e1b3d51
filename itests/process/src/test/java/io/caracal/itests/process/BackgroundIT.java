package io.caracal.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.process.Caracal.Result;
import io.caracal.itests.process.Caracal.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code caracal start}, {@code status} and {@code stop}. */
class BackgroundIT {
    private final Distribution distribution = Distribution.built();

    @TempDir
    private Path data;

    @AfterEach
    void stopWhatRuns() throws Exception {
        on("stop").run();
    }

    @Test
    void startReturnsWhenTheBrokerIsReadyAndSaysSo() throws Exception {
        Result start = start().run();

        assertThat(start.exitCode()).isZero();
        assertThat(start.out()).contains("ready in", data.toString());
    }

    @Test
    void statusNamesTheProcessThatStartLeft() throws Exception {
        start().run();

        Result status = on("status").run();

        assertThat(status.exitCode()).isZero();
        assertThat(status.out())
                .contains("process "
                        + Files.readString(data.resolve("caracal.pid")).strip());
    }

    @Test
    void stopReturnsWhenTheProcessHasEnded() throws Exception {
        start().run();
        long pid = Long.parseLong(Files.readString(data.resolve("caracal.pid")).strip());

        Result stop = on("stop").run();

        assertThat(stop.exitCode()).isZero();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void statusOfNothingIsThree() throws Exception {
        assertThat(on("status").run().exitCode()).isEqualTo(3);
    }

    @Test
    void stopOfNothingIsDone() throws Exception {
        assertThat(on("stop").run().exitCode()).isZero();
    }

    @Test
    void statusAfterAKillIsThree() throws Exception {
        try (Running killed = distribution
                .caracal("run", "--data", data.toString())
                .with(Ports.FREE)
                .launch()
                .awaitReady()) {
            killed.process().destroyForcibly().waitFor();
        }

        assertThat(on("status").run().exitCode()).isEqualTo(3);
    }

    @Test
    void aStartThatFailsAnswersWithTheBrokersExitCodeAndReason() throws Exception {
        Result start = start().with("--set", "no.such.key=1").run();

        assertThat(start.exitCode()).isEqualTo(78);
        assertThat(start.err()).contains("configuration is not valid", "did not start");
    }

    @Test
    void aSecondStartIsRefusedAndTheFirstBrokerGoesOn() throws Exception {
        start().run();

        Result second = start().run();

        assertThat(second.exitCode()).isEqualTo(75);
        assertThat(on("status").run().exitCode()).isZero();
    }

    @Test
    void aDataFolderThatCannotBeIsRefused() throws Exception {
        Path file = Files.createFile(data.resolve("file"));

        Result start = distribution.caracal("start", "--data", file.toString()).run();

        assertThat(start.exitCode()).isEqualTo(73);
        assertThat(start.err()).contains(file.toString());
    }

    private Caracal start() {
        return on("start").with(Ports.FREE);
    }

    private Caracal on(String command) {
        return distribution.caracal(command, "--data", data.toString());
    }
}
