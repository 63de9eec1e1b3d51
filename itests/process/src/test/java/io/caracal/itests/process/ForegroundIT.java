package io.caracal.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.itests.process.Caracal.Result;
import io.caracal.itests.process.Caracal.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code caracal run}. */
class ForegroundIT {
    private final Distribution distribution = Distribution.built();

    @TempDir
    private Path data;

    @Test
    void saysVersionDataFolderAndProcessWhenItIsReady() throws Exception {
        try (Running broker = run().launch().awaitReady()) {
            assertThat(broker.out())
                    .containsPattern("Caracal \\d+\\.\\d+\\.\\d+\n")
                    .containsPattern("data folder +" + data)
                    .containsPattern("process id +" + broker.pid())
                    .containsPattern("ready in \\d+\\.\\d\\d s");
        }
    }

    @Test
    void terminationIsOrderlyAndNoFailure() throws Exception {
        try (Running broker = run().launch().awaitReady()) {
            Result result = broker.terminate();

            assertThat(result.exitCode()).isZero();
            assertThat(data.resolve("caracal.pid")).doesNotExist();
        }
    }

    @Test
    void interruptIsOrderlyAndNoFailure() throws Exception {
        try (Running broker = run().launch().awaitReady()) {
            new ProcessBuilder("kill", "-INT", String.valueOf(broker.pid()))
                    .start()
                    .waitFor();

            assertThat(broker.awaitEnd().exitCode()).isZero();
        }
    }

    @Test
    void terminationDuringTheStartIsQuiet() throws Exception {
        try (Running broker = run().launch()) {
            await().atMost(Caracal.PATIENCE).until(() -> Files.exists(data.resolve("framework")));
            Result result = broker.terminate();

            assertThat(result.exitCode()).isZero();
            assertThat(result.err()).doesNotContain("caracal:", "Exception");
        }
    }

    @Test
    void aSecondBrokerOnTheFolderIsRefusedAndTheFirstGoesOn() throws Exception {
        try (Running first = run().launch().awaitReady()) {
            Result second = run().run();

            assertThat(second.exitCode()).isEqualTo(75);
            assertThat(second.err()).contains(data.toString(), "process " + first.pid());
            assertThat(first.process().isAlive()).isTrue();
        }
    }

    @Test
    void startsAgainAfterItWasKilled() throws Exception {
        try (Running killed = run().launch().awaitReady()) {
            killed.process().destroyForcibly().waitFor();
        }

        try (Running again = run().launch().awaitReady()) {
            assertThat(again.out()).contains("ready in");
        }
    }

    @Test
    void aDataFolderThatCannotBeIsRefusedWithItsReason() throws Exception {
        Path file = Files.createFile(data.resolve("file"));

        Result result = distribution.caracal("run", "--data", file.toString()).run();

        assertThat(result.exitCode()).isEqualTo(73);
        assertThat(result.err()).contains(file.toString(), "is a file");
    }

    @Test
    void aBundleThatIsMissingIsNamedAndNothingStarts() throws Exception {
        Distribution damaged = distribution.copyTo(data.resolve("copy"));
        Path jar = jarOf(damaged, "repository/io/caracal/io.caracal.core");
        Files.delete(jar);

        Result result = damaged.caracal("run").run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("io.caracal.core", jar.toString());
        assertThat(result.out()).doesNotContain("ready");
    }

    @Test
    void anUnknownOptionIsAUsageError() throws Exception {
        Result result = run().with("--prot", "1883").run();

        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).contains("--prot", "caracal help");
    }

    private Caracal run() {
        return distribution.caracal("run", "--data", data.toString()).with(Ports.FREE);
    }

    private static Path jarOf(Distribution distribution, String artifact) throws IOException {
        try (var walk = Files.walk(distribution.file(artifact))) {
            return walk.filter(path -> path.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
