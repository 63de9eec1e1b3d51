package io.caracal.itests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.cli.Shell.Said;
import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is made of a broker that runs, and becomes the data folder of another. */
class BackupCommandsIT {
    private static final String PASSWORD = "a password for tests";

    @TempDir
    private static Path home;

    private static Broker broker;
    private static Shell shell;
    private static Path backup;

    @BeforeAll
    static void start() {
        broker = Distribution.built()
                .broker()
                .set("dashboard.login.first_password", PASSWORD)
                .start();
        shell = new Shell(home, broker.data());
        shell.caracal("banned", "add", "clientid", "troublemaker").succeeded();
        shell.caracal("config", "set", "mqtt.max_inflight=19").succeeded();
        mosquitto("mosquitto_sub", broker, "-c", "-x", "3600", "-i", "sleeper", "-q", "1", "-t", "q/#", "-E");
        mosquitto("mosquitto_pub", broker, "-q", "1", "-t", "q/waits", "-m", "for the sleeper");
        mosquitto("mosquitto_pub", broker, "-q", "1", "-t", "kept", "-m", "retained", "-r");
        backup = home.resolve("backup.zip");
        shell.caracal("backup", "create", "--to", backup.toString()).succeeded();
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private static Said mosquitto(String command, Broker at, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "-V", "5", "-p", Integer.toString(at.port())));
        all.addAll(List.of(arguments));
        return shell.run("", all).succeeded();
    }

    private static Path fresh(String name) throws IOException {
        return Files.createDirectories(home.resolve(name)).resolve("data");
    }

    private static List<String> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static Shell of(Path data) {
        return new Shell(home, data);
    }

    @Test
    void theBackupIsListedAndFetched() throws IOException {
        List<Map<String, Object>> list =
                shell.caracal("backup", "list", "-o", "json").succeeded().read();
        String name = String.valueOf(list.getFirst().get("filename"));
        Path copy = home.resolve("fetched.zip");

        shell.caracal("backup", "fetch", name, copy.toString()).succeeded();

        assertThat(copy).hasSameBinaryContentAs(broker.data().resolve("backups").resolve(name));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(shell.caracal("backup", "fetch", name, copy.toString()).code())
                .isEqualTo(4);
        assertThat(shell.caracal(
                                "backup", "fetch", "none.zip", home.resolve("x").toString())
                        .code())
                .isEqualTo(66);
    }

    @Test
    void aRestoredBrokerIsTheOneThatWasSaved() throws Exception {
        Path data = fresh("restored");

        Said said = of(data).caracal("restore", backup.toString()).succeeded();

        assertThat(said.out()).contains("Restored " + data);
        try (Broker other = Distribution.built().broker().on(data).start()) {
            Shell there = new Shell(home, other.data());
            assertThat(there.caracal("banned").succeeded().out()).contains("troublemaker");
            assertThat(there.caracal("config", "get", "mqtt.max_inflight")
                            .succeeded()
                            .out()
                            .strip())
                    .isEqualTo("19");
            assertThat(there.caracal("users").succeeded().out()).contains("admin");
            assertThat(mosquitto(
                                    "mosquitto_sub",
                                    other,
                                    "-c",
                                    "-x",
                                    "3600",
                                    "-i",
                                    "sleeper",
                                    "-q",
                                    "1",
                                    "-t",
                                    "q/#",
                                    "-C",
                                    "1",
                                    "-W",
                                    "60")
                            .out())
                    .contains("for the sleeper");
            assertThat(mosquitto("mosquitto_sub", other, "-t", "kept", "-C", "1", "-W", "60")
                            .out())
                    .contains("retained");
        }
    }

    @Test
    void refusesWhileABrokerRunsAndNamesIt() {
        Said said = shell.caracal("restore", backup.toString());

        assertThat(said.code()).isEqualTo(75);
        assertThat(said.err()).contains(broker.data().toString(), "process " + broker.pid());
    }

    @Test
    void refusesToOverwriteUnlessTold() throws IOException {
        Path data = fresh("kept");
        Files.createDirectories(data);
        Files.writeString(data.resolve("users.db"), "precious");

        Said refused = of(data).caracal("restore", backup.toString());
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("not empty", "users.db", "--overwrite");
        assertThat(data.resolve("users.db")).hasContent("precious");

        of(data).caracal("restore", backup.toString(), "--overwrite").succeeded();
        String replaced = children(data).stream()
                .filter(name -> name.startsWith("replaced-"))
                .findFirst()
                .orElseThrow();
        assertThat(data.resolve(replaced).resolve("users.db")).hasContent("precious");
        assertThat(data.resolve("users.db")).doesNotExist();
        assertThat(data.resolve("banned.list")).exists();
    }

    @Test
    void changesNothingIfTheFileIsDamaged() throws IOException {
        Path data = fresh("untouched");
        byte[] bytes = Files.readAllBytes(backup);
        bytes[bytes.length / 2] ^= 1;
        Path flipped = Files.write(home.resolve("flipped.zip"), bytes);
        Path cut = Files.write(home.resolve("cut.zip"), java.util.Arrays.copyOf(bytes, bytes.length / 3));

        for (Path bad : List.of(flipped, cut)) {
            Said said = of(data).caracal("restore", bad.toString());

            assertThat(said.code()).as(said.err()).isEqualTo(65);
            assertThat(said.err()).contains("Nothing was changed", bad.toString());
        }
        assertThat(children(data)).containsExactly("caracal.lock");
        assertThat(of(data).caracal("restore", home.resolve("none.zip").toString())
                        .code())
                .isEqualTo(66);
        assertThat(of(data).caracal("restore").code()).isEqualTo(64);
    }

    @Test
    void unpacksTheConfigurationOfThatTimeOnRequest() throws IOException {
        Path data = fresh("with-config");
        Path config = home.resolve("with-config/config");

        of(data).caracal("restore", backup.toString(), "--config-to", config.toString())
                .succeeded();

        assertThat(children(config)).contains("caracal.conf");
    }

    @Test
    void anInterruptedRestoreIsFinishedAndNothingStartsBefore() throws Exception {
        Path data = fresh("interrupted");
        of(data).caracal("restore", backup.toString()).succeeded();
        // as if the power had failed when everything was unpacked and nothing in its place
        Path next = Files.createDirectories(data.resolve(".restore/new"));
        for (String name : List.of("banned.list", "rest", "configs")) {
            Files.move(data.resolve(name), next.resolve(name));
        }
        Files.writeString(data.resolve("banned.list"), "old");
        Files.writeString(data.resolve(".restore/ready"), "replaced-then\nbanned.list\n");

        Said started = of(data).caracal("start");
        assertThat(started.code()).isEqualTo(73);
        assertThat(started.err()).contains("restore --resume");
        assertThat(of(data).caracal("restore", backup.toString(), "--overwrite").code())
                .isEqualTo(4);

        of(data).caracal("restore", "--resume").succeeded();

        assertThat(data.resolve(".restore")).doesNotExist();
        assertThat(data.resolve("replaced-then/banned.list")).hasContent("old");
        assertThat(Files.readString(data.resolve("banned.list"))).contains("troublemaker");
        assertThat(data.resolve("rest/users.json")).exists();
    }

    @Test
    void whatOneBrokerExportsAnotherImports() throws Exception {
        Path file = home.resolve("export.zip");
        shell.caracal("data", "export", file.toString(), "--section", "banned").succeeded();

        try (Broker other = Distribution.built().broker().start()) {
            Shell there = new Shell(home, other.data());
            Said dry = there.caracal("data", "import", file.toString(), "--dry-run")
                    .succeeded();
            assertThat(dry.out()).contains("Nothing was changed", "banned: 1 new");
            assertThat(there.caracal("banned").succeeded().out()).doesNotContain("troublemaker");

            assertThat(there.caracal("data", "import", file.toString())
                            .succeeded()
                            .out())
                    .contains("Imported", "banned: 1 new");
            assertThat(there.caracal("banned").succeeded().out()).contains("troublemaker");
            assertThat(there.caracal("data", "files", "-o", "json").succeeded().<List<Object>>read())
                    .isEmpty();
            assertThat(there.caracal("data", "import", backup.toString()).code())
                    .isEqualTo(65);
        }
        assertThat(of(fresh("no-backup")).caracal("restore", file.toString()).err())
                .contains("is an export");
    }
}
