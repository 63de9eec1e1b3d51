package io.caracal.itests.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users who come and go, against a server that lets all of them in, one of them, or nobody. */
class AuthenticationTest {
    private final Map<String, Object> result = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    private Path users;

    @BeforeEach
    void write() throws IOException {
        users = Files.writeString(folder.resolve("users"), "ann\tsecret\nbob\tsecret\n");
    }

    private boolean content(Scenario scenario, FaultyServer.Fault fault) throws IOException {
        try (FaultyServer server = new FaultyServer(fault)) {
            Options options = Options.parse(
                    scenario.toString(),
                    "--port",
                    Integer.toString(server.port()),
                    "--warmup",
                    "0.1",
                    "--seconds",
                    "0.4",
                    "--users",
                    users.toString(),
                    "--places",
                    "4",
                    "--rate",
                    "500",
                    "--pause",
                    "0.01");
            try (Loop loop = new Loop(options.target())) {
                return scenario.measure(7, loop, options, result);
            }
        }
    }

    @Test
    void usersWhoAreLetInAreCountedAndLeave() throws IOException {
        assertThat(content(Scenario.AUTHENTICATE, FaultyServer.Fault.NONE))
                .as("%s", result)
                .isTrue();
        assertThat((Long) result.get("accepted")).isGreaterThan(4);
        assertThat(result).containsEntry("visitors_failed", 0L).containsKeys("connack_p50_us", "connack_p99_us");
    }

    @Test
    void usersWhoAreRefusedAreErrorsAndNotRated() throws IOException {
        assertThat(content(Scenario.AUTHENTICATE, FaultyServer.Fault.REFUSE_CONNECTION))
                .isFalse();
        assertThat(result).containsEntry("accepted", 0L);
        assertThat((Long) result.get("visitors_refused")).isPositive();
        assertThat((String) result.get("first")).contains("CONNACK with 0x05");
    }

    @Test
    void aWrongPasswordIsAnError() throws IOException {
        Files.writeString(users, "ann\tsecret\nbob\tsecret-wrong\n");
        assertThat(content(Scenario.AUTHENTICATE, FaultyServer.Fault.NONE)).isFalse();
        assertThat((Long) result.get("accepted")).isPositive();
        assertThat((Long) result.get("visitors_refused")).isPositive();
    }

    @Test
    void aPairIsTimedWhileUsersComeAndGo() throws IOException {
        assertThat(content(Scenario.BESIDE, FaultyServer.Fault.NONE))
                .as("%s", result)
                .isTrue();
        assertThat((Long) result.get("accepted")).isPositive();
        assertThat((Long) result.get("delivered")).isGreaterThan(100);
        assertThat(result).containsEntry("lost", 0L).containsKeys("p50_us", "p99_us", "max_us");
    }

    @Test
    void aPairThatLosesAMessageFails() throws IOException {
        assertThat(content(Scenario.BESIDE, FaultyServer.Fault.LOSE)).isFalse();
        assertThat(result).containsEntry("lost", 1L);
    }

    @Test
    void aFileThatIsNoListOfUsersIsNamed() throws IOException {
        Files.writeString(users, "ann secret\n");
        assertThatThrownBy(() -> Options.parse("authenticate", "--users", users.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ann secret");
    }
}
