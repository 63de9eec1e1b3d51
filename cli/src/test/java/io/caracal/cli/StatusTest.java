package io.caracal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.cli.json.Json;
import io.caracal.cli.json.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code caracal status}. */
class StatusTest {
    @TempDir
    private Path folder;

    private Terminal terminal;

    @BeforeEach
    void prepare() throws IOException {
        terminal = new Terminal(folder);
        Files.createDirectories(terminal.data().resolve("run"));
        Files.writeString(terminal.data().resolve("caracal.pid"), "4711\n");
    }

    @Test
    void nothingRunsIsThree() {
        assertThat(terminal.caracal("status")).isEqualTo(3);
        assertThat(terminal.out()).isEqualTo("not running on " + terminal.data() + "\n");
    }

    @Test
    void aPidFileAloneIsNoBroker() {
        assertThat(terminal.caracal("status", "-o", "json")).isEqualTo(3);
        assertThat(terminal.out()).contains("\"running\" : false");
    }

    @Test
    void withoutRestItIsStillAnswered() throws IOException {
        try (FileChannel channel = TargetsTest.lock(terminal.data());
                FileLock _ = channel.lock()) {
            assertThat(terminal.caracal("status")).isZero();
        }
        assertThat(terminal.out())
                .startsWith("running on " + terminal.data() + ", process 4711\n")
                .contains("not there");
    }

    @Test
    void waitingEndsWhenTheBrokerIsReady() throws IOException {
        Files.writeString(terminal.data().resolve("run/ready"), "4711\n");
        try (FileChannel channel = TargetsTest.lock(terminal.data());
                FileLock _ = channel.lock()) {
            assertThat(terminal.caracal("status", "--wait", "60")).isZero();
        }
    }

    @Test
    void waitingInVainIsSaid() throws IOException {
        Files.writeString(terminal.data().resolve("run/ready"), "17\n");
        try (FileChannel channel = TargetsTest.lock(terminal.data());
                FileLock _ = channel.lock()) {
            assertThat(terminal.caracal("status", "--wait", "1")).isEqualTo(75);
        }
        assertThat(terminal.err()).contains("not ready after 1 s");
    }

    @Test
    void whatRestTellsComesOnTop() throws IOException {
        try (StubApi api = new StubApi();
                FileChannel channel = TargetsTest.lock(terminal.data());
                FileLock _ = channel.lock()) {
            api.answer("GET /api/v5/nodes", 200, "[{\"node\": \"n1\", \"version\": \"0.1.0\", \"connections\": 7}]");
            Files.writeString(
                    terminal.data().resolve("run/rest.json"),
                    "{\"url\": \"%s\", \"token\": \"t\"}".formatted(api.url()));

            assertThat(terminal.caracal("status", "-o", "json")).isZero();
        }
        Node status = new Node(Json.read(terminal.out()));
        assertThat(status.number("connections", 0)).isEqualTo(7);
        assertThat(status.number("process", 0)).isEqualTo(4711);
    }

    @Test
    void aRestThatDoesNotAnswerChangesNothing() throws IOException {
        Files.writeString(
                terminal.data().resolve("run/rest.json"), "{\"url\": \"http://127.0.0.1:1\", \"token\": \"t\"}");
        try (FileChannel channel = TargetsTest.lock(terminal.data());
                FileLock _ = channel.lock()) {
            assertThat(terminal.caracal("status")).isZero();
        }
        assertThat(terminal.out()).contains("process 4711", "Nothing answers");
    }
}
