package io.caracal.itests.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.itests.cli.Shell.Going;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** {@code caracal bench} as a process, against a broker that it finds by itself. */
class BenchCommandsIT {
    @TempDir
    private static Path home;

    private static Broker broker;
    private static Shell shell;

    @BeforeAll
    static void start() {
        broker = Distribution.built().broker().start();
        shell = new Shell(home, broker.data());
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private static Map<String, Object> report(String... arguments) {
        return shell.caracal(arguments).succeeded().read();
    }

    @Test
    void clientsConnectAndStay() {
        Map<String, Object> report = report("bench", "conn", "-c", "500", "--for", "0.2", "-o", "json");

        assertThat(report)
                .containsEntry("clients", 500)
                .containsEntry("refused", 0)
                .containsEntry("dropped", 0)
                .containsKey("connect_ms")
                .containsEntry("ok", true);
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 3", "1, 5", "2, 4", "2, 5"})
    void everythingThatIsPublishedComesOnce(String qos, String version) {
        Map<String, Object> report = report(
                "bench",
                "pubsub",
                "-q",
                qos,
                "-V",
                version,
                "--publishers",
                "5",
                "--subscribers",
                "5",
                "-n",
                "5000",
                "--for",
                "60",
                "-o",
                "json");

        assertThat(report)
                .containsEntry("sent", 5000)
                .containsEntry("received", 5000)
                .containsEntry("lost", 0)
                .containsEntry("duplicates", 0)
                .containsKey("delivery_ms");
    }

    @Test
    void aFanOutAtARateIsExpectedByEverySubscriber() {
        Map<String, Object> report = report(
                "bench",
                "pubsub",
                "--publishers",
                "2",
                "--subscribers",
                "10",
                "--filter",
                "bench/#",
                "-n",
                "300",
                "-r",
                "1000",
                "--ramp",
                "0.1",
                "--for",
                "60",
                "-o",
                "json");

        assertThat(report)
                .containsEntry("sent", 300)
                .containsEntry("expected", 3000)
                .containsEntry("received", 3000)
                .containsKey("late_ms");
    }

    @Test
    void subscribersOfAnotherProcessTellLatencyAndLosses() throws Exception {
        try (Going sub = shell.caracalGoingOn(
                "bench", "sub", "-c", "3", "-t", "two/+", "-q", "1", "-n", "3000", "-o", "json", "--progress", "1")) {
            await().atMost(Broker.PATIENCE)
                    .until(() -> Files.readString(sub.err()).contains("connected 3"));

            Map<String, Object> sent = report(
                    "bench", "pub", "-c", "4", "-t", "two/%i", "-q", "1", "-n", "1000", "--for", "60", "-o", "json");

            assertThat(sent).containsEntry("acknowledged", 1000).containsKey("acknowledgement_ms");
            assertThat(sub.process().waitFor()).isZero();
            assertThat(new Yaml().<Map<String, Object>>load(sub.said()))
                    .containsEntry("received", 3000)
                    .containsEntry("lost", 0)
                    .containsEntry("without_stamp", 0)
                    .containsKey("delivery_ms");
        }
    }

    @Test
    void anInterruptEndsTheRunAndNotTheReport() throws Exception {
        try (Going pubsub = shell.caracalGoingOn("bench", "pubsub", "--for", "600", "-r", "100", "-o", "json")) {
            await().atMost(Broker.PATIENCE)
                    .until(() -> Files.readString(pubsub.err()).contains("delivery"));

            shell.run(
                    "",
                    List.of("kill", "-s", "INT", String.valueOf(pubsub.process().pid())));

            assertThat(pubsub.process().waitFor()).isZero();
            assertThat(new Yaml().<Map<String, Object>>load(pubsub.said())).containsEntry("ok", true);
        }
    }

    @Test
    void aBrokerThatDiesIsALoss() throws Exception {
        Broker dying = Distribution.built().broker().start();
        try (Going pubsub = new Shell(home, dying.data())
                .caracalGoingOn("bench", "pubsub", "-q", "1", "--for", "600", "-r", "100", "-o", "json")) {
            await().atMost(Broker.PATIENCE)
                    .until(() -> Files.readString(pubsub.err()).contains("delivery"));

            dying.kill();

            assertThat(pubsub.process().waitFor()).isEqualTo(6);
            assertThat(new Yaml().<Map<String, Object>>load(pubsub.said()))
                    .containsEntry("dropped", 100)
                    .containsEntry("ok", false);
        } finally {
            dying.destroy();
        }
    }
}
