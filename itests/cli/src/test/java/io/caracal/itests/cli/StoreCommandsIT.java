package io.caracal.itests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.cli.Shell.Said;
import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store of a broker that runs, and its files when none does. */
class StoreCommandsIT {
    private static final int MESSAGES = 20;

    @TempDir
    private Path home;

    private Path data() throws IOException {
        return Files.createDirectories(home.resolve("broker")).resolve("data");
    }

    private static Broker started(Path data) {
        return Distribution.built().broker().on(data).start();
    }

    /** With so many retained messages; the broker has stopped then. */
    private Shell filled() throws Exception {
        Shell shell = new Shell(home, data());
        Broker broker = started(data());
        for (int i = 0; i < MESSAGES; i++) {
            shell.caracal("publish", "kept/" + i, "text " + i, "--retain", "--qos", "1")
                    .succeeded();
        }
        assertThat(broker.stop()).isZero();
        return shell;
    }

    private static void flip(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            Path segment = files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(segment);
            String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            bytes[text.indexOf("text 7")] ^= 0x55;
            Files.write(segment, bytes);
        }
    }

    @Test
    void aRunningBrokerIsAskedAndItsFilesAreLeftAlone() throws Exception {
        try (Broker broker = started(data())) {
            Shell shell = new Shell(home, broker.data());

            assertThat(shell.caracal("store", "stats", "-o", "json").succeeded().<Map<String, Object>>read())
                    .containsEntry("type", "log")
                    .containsEntry("state", "open")
                    .containsEntry("durability", "fsync");
            assertThat(shell.caracal("store", "check").succeeded().out()).contains("all is well");
            for (List<String> refused : List.of(List.of("store", "check", "--offline"), List.of("store", "repair"))) {
                Said said = shell.caracal(refused.toArray(String[]::new));
                assertThat(said.code()).isEqualTo(75);
                assertThat(said.err()).contains("process " + broker.pid(), "caracal stop");
            }
        }
    }

    @Test
    void theFilesOfABrokerThatStoppedAreRead() throws Exception {
        Shell shell = filled();

        assertThat(shell.caracal("store", "stats", "-o", "json").succeeded().<Map<String, Object>>read())
                .containsEntry("retained", MESSAGES);
        assertThat(shell.caracal("store", "check").succeeded().out()).contains("all is well");
        assertThat(shell.caracal("store", "repair").succeeded().out()).contains("nothing to repair");
    }

    @Test
    void damageIsToldAndRepairedAndCostsWhatIsInIt() throws Exception {
        Shell shell = filled();
        flip(data().resolve("store"));

        Said check = shell.caracal("store", "check");
        Said repair = shell.caracal("store", "repair").succeeded();

        assertThat(check.code()).isEqualTo(5);
        assertThat(check.out()).contains("1 problems", ".log");
        assertThat(repair.out()).contains("Repaired", "1 records");
        assertThat(shell.caracal("store", "check").succeeded().out()).contains("all is well");
        try (Broker broker = started(data())) {
            Shell running = new Shell(home, broker.data());
            assertThat(running.caracal("retained", "-o", "json").succeeded().<List<Object>>read())
                    .hasSize(MESSAGES - 1);
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Said said = new Shell(home, home.resolve("nowhere")).caracal("store", "check");

        assertThat(said.code()).isEqualTo(66);
        assertThat(said.err()).contains(home.resolve("nowhere").toString());
    }
}
