package io.caracal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which broker is asked, and as whom. */
class TargetsTest {
    @TempDir
    private Path folder;

    private StubApi api;
    private Terminal terminal;

    @BeforeEach
    void start() throws IOException {
        api = new StubApi().answer("GET /api/v5/stats", 200, "{}");
        api.answer("POST /api/v5/login", 200, "{\"token\": \"t0k\", \"role\": \"administrator\"}");
        api.answer("POST /api/v5/logout", 204, "");
        terminal = new Terminal(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theBrokerOfThisMachineIsFoundByItself() throws IOException {
        runsOn(terminal.data());

        assertThat(terminal.caracal("stats")).isZero();
        assertThat(api.last().headers()).containsEntry("authorization", "Bearer local");
    }

    @Test
    void anotherDataFolderIsNamedByOptionOrVariable() throws IOException {
        runsOn(folder.resolve("one"));

        assertThat(terminal.caracal("stats", "--data", folder.resolve("one").toString()))
                .isZero();
        assertThat(terminal.variable("CARACAL_DATA", folder.resolve("one").toString())
                        .caracal("stats"))
                .isZero();
    }

    @Test
    void withoutABrokerTheWayToOneIsTold() {
        assertThat(terminal.caracal("stats")).isEqualTo(69);
        assertThat(terminal.err()).contains(terminal.data().toString(), "caracal start", "--url");
    }

    @Test
    void aBrokerWithoutRestIsTold() throws IOException {
        Files.createDirectories(terminal.data());
        try (FileChannel lock = lock(terminal.data())) {
            assertThat(lock.lock().isValid()).isTrue();
            assertThat(terminal.caracal("stats")).isEqualTo(69);
        }
        assertThat(terminal.err()).contains("io.caracal.rest");
    }

    @Test
    void anApiKeyIsTakenFromOptionFileOrVariable() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "name:s:ecret\n");

        terminal.caracal("stats", "--url", api.url(), "--api-key", "name:s:ecret");
        terminal.caracal("stats", "--url", api.url(), "--api-key", "file:" + file);
        terminal.variable("CARACAL_API_KEY", "name:s:ecret").caracal("stats", "--url", api.url());

        assertThat(api.requests()).hasSize(3).allSatisfy(request -> assertThat(request.headers())
                .containsEntry("authorization", "Basic bmFtZTpzOmVjcmV0"));
    }

    @Test
    void aLoginIsKeptAndInUseFromThenOn() throws IOException {
        int code = terminal.input("secret\n")
                .caracal("login", "--url", api.url(), "--password-file", "-", "--context", "prod");
        terminal.caracal("stats");

        assertThat(code).isZero();
        assertThat(api.requests().getFirst().body()).contains("\"username\":\"admin\"", "\"password\":\"secret\"");
        assertThat(api.last().headers()).containsEntry("authorization", "Bearer t0k");
        assertThat(Files.readString(terminal.contexts())).contains("t0k").doesNotContain("secret");
    }

    @Test
    void theFileOfContextsIsItsOwnersAlone() throws IOException {
        terminal.caracal("contexts", "add", "a", "--url", api.url(), "--api-key", "k:s");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(terminal.contexts())))
                .isEqualTo("rw-------");
        assertThat(terminal.contexts().resolveSibling(".").toFile().list()).containsExactly("contexts.json");
    }

    @Test
    void aFileOfContextsThatOthersCanReadIsRefused() throws IOException {
        terminal.caracal("contexts", "add", "a", "--url", api.url());
        Files.setPosixFilePermissions(terminal.contexts(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(terminal.caracal("stats", "--context", "a")).isEqualTo(78);
        assertThat(terminal.err()).contains("chmod 600");
    }

    @Test
    void aBrokenFileOfContextsIsNamed() throws IOException {
        terminal.caracal("contexts", "add", "a", "--url", api.url());
        Files.writeString(terminal.contexts(), "{");

        assertThat(terminal.caracal("stats", "--context", "a")).isEqualTo(78);
        assertThat(terminal.err()).contains(terminal.contexts().toString());
    }

    @Test
    void aContextIsUsedUntilTheMachinesOwnBrokerIsAgain() throws IOException {
        runsOn(terminal.data());
        terminal.caracal("contexts", "add", "a", "--url", api.url(), "--api-key", "k:s");
        terminal.caracal("contexts", "use", "a");
        terminal.caracal("stats");
        terminal.caracal("contexts", "use");
        terminal.caracal("stats");

        assertThat(api.requests().stream().map(request -> request.headers().get("authorization")))
                .containsExactly("Basic azpz", "Bearer local");
    }

    @Test
    void logoutTellsTheBrokerAndForgets() throws IOException {
        terminal.input("secret\n").caracal("login", "--url", api.url(), "--password-file", "-", "--context", "prod");

        assertThat(terminal.caracal("logout")).isZero();
        assertThat(api.last().target()).isEqualTo("POST /api/v5/logout");
        assertThat(api.last().headers()).containsEntry("authorization", "Bearer t0k");
        assertThat(Files.readString(terminal.contexts())).doesNotContain("t0k");
    }

    @Test
    void aRefusedLoginChangesNothing() {
        api.answer("POST /api/v5/login", 401, "{\"code\": \"BAD_USERNAME_OR_PWD\", \"message\": \"wrong password\"}");

        int code = terminal.input("wrong\n").caracal("login", "--url", api.url(), "--password-file", "-");

        assertThat(code).isEqualTo(77);
        assertThat(terminal.err()).contains("does not let you in: wrong password.");
        assertThat(terminal.contexts()).doesNotExist();
    }

    @Test
    void anExpiredLoginTellsHowToRenewIt() {
        terminal.input("secret\n").caracal("login", "--url", api.url(), "--password-file", "-", "--context", "prod");
        api.answer("GET /api/v5/stats", 401, "{\"code\": \"UNAUTHORIZED\"}");

        assertThat(terminal.caracal("stats")).isEqualTo(77);
        assertThat(terminal.err()).contains("caracal login --context prod");
    }

    private void runsOn(Path data) throws IOException {
        Files.createDirectories(data.resolve("run"));
        Files.writeString(
                data.resolve("run/rest.json"), "{\"url\": \"%s\", \"token\": \"local\"}".formatted(api.url()));
    }

    static FileChannel lock(Path data) throws IOException {
        return FileChannel.open(data.resolve("caracal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
