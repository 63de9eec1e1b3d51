package io.caracal.itests.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load against a server that does one thing wrong to one message. */
class TrafficTest {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Map<String, Object> result = new LinkedHashMap<>();

    /** Two pairs; whether the load is content. */
    private boolean content(FaultyServer.Fault fault, int qos) throws IOException {
        try (FaultyServer server = new FaultyServer(fault)) {
            Options options = Options.parse(
                    "qos1", "--warmup", "0.05", "--seconds", "0.1", "--port", Integer.toString(server.port()));
            try (Loop loop = new Loop(options.target())) {
                var shape = new Traffic.Shape(2, 2, false, qos, 40, 20);
                return new Traffic(new Run(7, loop, null, 2), shape, 0, PATIENCE, options).measure(result);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aServerWithoutFaultsPasses(int qos) throws IOException {
        assertThat(content(FaultyServer.Fault.NONE, qos)).isTrue();
        assertThat(result)
                .contains(
                        entry("lost", 0L),
                        entry("duplicates", 0L),
                        entry("reordered", 0L),
                        entry("misrouted", 0L),
                        entry("unacknowledged", 0L),
                        entry("dropped", 0L));
        assertThat((Long) result.get("delivered")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aLostMessageFails(int qos) throws IOException {
        assertThat(content(FaultyServer.Fault.LOSE, qos)).isFalse();
        assertThat(result).contains(entry("lost", 1L));
    }

    @Test
    void aLostMessageOfQos0IsTold() throws IOException {
        assertThat(content(FaultyServer.Fault.LOSE, 0)).isTrue();
        assertThat(result).contains(entry("lost", 1L));
    }

    @Test
    void aDuplicateOfQos2Fails() throws IOException {
        assertThat(content(FaultyServer.Fault.DUPLICATE, 2)).isFalse();
        assertThat(result).contains(entry("duplicates", 1L), entry("lost", 0L));
    }

    @Test
    void aDuplicateOfQos1IsTold() throws IOException {
        assertThat(content(FaultyServer.Fault.DUPLICATE, 1)).isTrue();
        assertThat(result).contains(entry("duplicates", 1L));
    }

    @Test
    void aMessageOutOfOrderIsTold() throws IOException {
        content(FaultyServer.Fault.REORDER, 1);
        assertThat(result).contains(entry("reordered", 1L), entry("lost", 0L), entry("duplicates", 0L));
    }

    @Test
    void aMessageForSomebodyElseFails() throws IOException {
        assertThat(content(FaultyServer.Fault.MISROUTE, 0)).isFalse();
        assertThat(result).contains(entry("misrouted", 1L), entry("lost", 1L));
    }

    @Test
    void aMissingAcknowledgementFails() throws IOException {
        assertThat(content(FaultyServer.Fault.WITHHOLD_ACKNOWLEDGEMENT, 1)).isFalse();
        assertThat(result).contains(entry("unacknowledged", 1L), entry("lost", 0L));
    }

    @Test
    void aDroppedConnectionFails() throws IOException {
        assertThat(content(FaultyServer.Fault.DISCONNECT, 0)).isFalse();
        assertThat(result).contains(entry("dropped", 1L));
    }

    @Test
    void aRefusedConnectionFails() throws IOException {
        assertThat(content(FaultyServer.Fault.REFUSE_CONNECTION, 0)).isFalse();
        assertThat(result).contains(entry("refused", 4L));
    }
}
