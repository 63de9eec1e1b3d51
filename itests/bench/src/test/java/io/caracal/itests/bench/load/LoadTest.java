package io.caracal.itests.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int load(String... arguments) throws IOException {
        return Load.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1", "0.0.0.0", "2001:db8::1"})
    void targetsOutsideLoopbackAreRefused(String host) throws IOException {
        assertThat(load("qos0", "--host", host)).isEqualTo(64);
        assertThat(err.toString(UTF_8)).contains("only loopback");
    }

    @ParameterizedTest
    @CsvSource({
        "qos3,unknown scenario qos3",
        "--port,--port needs a value",
        "--clients=many,unknown option --clients=many"
    })
    void argumentsThatMakeNoSenseAreNamed(String argument, String message) throws IOException {
        assertThat(load(argument, "x")).isEqualTo(64);
        assertThat(err.toString(UTF_8)).contains(argument.equals("--port") ? "expected a number" : message);
    }

    @Test
    void aBrokerThatRefusesEverythingMakesTheExitCodeOne() throws IOException {
        try (FaultyServer server = new FaultyServer(FaultyServer.Fault.REFUSE_CONNECTION)) {
            int code = load("latency", "--port", Integer.toString(server.port()));
            assertThat(code).isEqualTo(1);
        }
        assertThat(out.toString(UTF_8))
                .startsWith("{\"scenario\": \"latency\", \"mqtt\": \"4\"")
                .contains("\"refused\": 100")
                .endsWith("\"ok\": false}\n");
    }
}
