package io.caracal.itests.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes under load, against a server that does one thing wrong. */
class ChangeTest {
    private final Map<String, Object> result = new LinkedHashMap<>();

    /** Four clients and 100 newcomers a second; whether the load is content. */
    private boolean content(FaultyServer.Fault fault, String... changes) throws IOException {
        try (FaultyServer server = new FaultyServer(fault)) {
            List<String> arguments = new ArrayList<>(List.of(
                    "change", "--port", Integer.toString(server.port()), "--warmup", "0.1", "--seconds", "0.5"));
            arguments.addAll(List.of("--clients", "4", "--rate", "500", "--connects", "100"));
            arguments.addAll(List.of("--user", "device", "--password", "secret"));
            arguments.addAll(List.of(changes));
            Options options = Options.parse(arguments.toArray(String[]::new));
            try (Loop loop = new Loop(options.target())) {
                return Scenario.CHANGE.measure(7, loop, options, result);
            }
        }
    }

    @Test
    void aChangeThatHarmsNobodyPasses() throws IOException {
        assertThat(content(FaultyServer.Fault.NONE, "--change", "true", "--change", "true"))
                .as("%s", result)
                .isTrue();
        assertThat(result)
                .contains(
                        entry("lost", 0L),
                        entry("dropped", 0L),
                        entry("wrongly_accepted", 0L),
                        entry("wrongly_refused", 0L),
                        entry("2.command", "true"))
                .containsKeys("before.p99_us", "1.p99_us", "2.p99_us", "after.p99_us");
        assertThat((Long) result.get("newcomers_accepted")).isGreaterThan(50);
        assertThat((Long) result.get("newcomers_refused")).isPositive();
    }

    @Test
    void aCommandThatFailsFails() throws IOException {
        assertThat(content(FaultyServer.Fault.NONE, "--change", "exit 3")).isFalse();
        assertThat(result).containsEntry("first", "exit 3 ended with 3");
    }

    @Test
    void aServerThatLetsAWrongPasswordInFails() throws IOException {
        assertThat(content(FaultyServer.Fault.ACCEPT_WRONG_PASSWORDS, "--change", "true"))
                .isFalse();
        assertThat((Long) result.get("wrongly_accepted")).isPositive();
    }

    @Test
    void aServerThatStaysOpenWhenItShouldBeClosedFails() throws IOException {
        assertThat(content(FaultyServer.Fault.NONE, "--closing", "true")).isFalse();
        assertThat((Long) result.get("wrongly_accepted")).isPositive();
    }

    @Test
    void aDroppedClientFails() throws IOException {
        assertThat(content(FaultyServer.Fault.DISCONNECT, "--change", "true")).isFalse();
        assertThat(result).containsEntry("dropped", 1L);
    }

    @Test
    void itNeedsCredentials() {
        Options options = Options.parse("change", "--change", "true");
        assertThatThrownBy(() -> {
                    try (Loop loop = new Loop(options.target())) {
                        Scenario.CHANGE.measure(7, loop, options, result);
                    }
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--user and --password");
    }
}
