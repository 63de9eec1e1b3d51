package io.caracal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes no sense is refused before anything is connected. */
class BenchArgumentsTest {
    @TempDir
    private Path folder;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = new Terminal(folder);
    }

    private void assertRefused(String said, String... arguments) {
        assertThat(terminal.caracal(arguments)).isEqualTo(ExitCode.USAGE.number());
        assertThat(terminal.err()).contains(said);
    }

    @Test
    void aTopicHasNoWildcards() {
        assertRefused("--topic: given is 'a/+'", "bench", "pub", "--mqtt-url", "127.0.0.1:1", "-t", "a/+");
    }

    @Test
    void aFilterIsATopicFilter() {
        assertRefused("'a/#/b'", "bench", "sub", "--mqtt-url", "127.0.0.1:1", "-t", "a/#/b");
    }

    @Test
    void whatIsMeasuredThroughABrokerHasRoomForItsStamp() {
        assertRefused("expected a number from 16", "bench", "pubsub", "--mqtt-url", "127.0.0.1:1", "-s", "15");
    }

    @Test
    void aVersionOfMqttIsOneOfThree() {
        assertRefused("expected 3 (3.1), 4 (3.1.1) or 5", "bench", "conn", "--mqtt-url", "127.0.0.1:1", "--mqtt", "6");
    }

    @Test
    void quicIsNotSpoken() {
        assertRefused("wss://HOST:PORT", "bench", "conn", "--mqtt-url", "quic://127.0.0.1:1");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
            int code = terminal.caracal(
                    "bench", "conn", "-c", "250", "--timeout", "1", "--mqtt-url", "127.0.0.1:" + silent.getLocalPort());

            assertThat(code).isEqualTo(ExitCode.UNREACHABLE.number());
            assertThat(terminal.err()).contains("not ready within 1 s");
        }
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() {
        int code = terminal.caracal("bench", "conn", "-c", "3", "--progress", "0", "--mqtt-url", "mqtt://127.0.0.1:1");

        assertThat(code).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(terminal.err()).contains("No client gets into mqtt://127.0.0.1:1", "refused");
    }
}
