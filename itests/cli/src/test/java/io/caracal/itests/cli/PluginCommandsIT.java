package io.caracal.itests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.cli.Shell.Said;
import io.caracal.itests.support.Broker;
import io.caracal.itests.support.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins by the command line: uploaded, updated, rolled back and removed, on the broker's machine and from elsewhere. */
class PluginCommandsIT {
    private static final String PLUGIN = "io.caracal.auth.builtin";

    @TempDir
    private static Path home;

    private static Broker broker;
    private static Shell local;

    @BeforeAll
    static void start() {
        broker = Distribution.built().broker().configuration("""
                        dashboard.login.first_password = "a password for tests"
                        plugins.upload { enable = true, allow = [local, "api_key:deployment"] }
                        """).start();
        local = new Shell(home, broker.data());
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    /** The plugin of the distribution under another version. */
    private static String version(String version) throws IOException {
        Path original;
        try (Stream<Path> files = Files.walk(Distribution.built().repository())) {
            original = files.filter(
                            file -> file.getFileName().toString().matches(PLUGIN.replace(".", "\\.") + "-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
        Path jar = home.resolve("auth-" + version + ".jar");
        try (JarFile in = new JarFile(original.toFile())) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (JarEntry entry : Collections.list(in.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream content = in.getInputStream(entry)) {
                            content.transferTo(out);
                        }
                    }
                }
            }
        }
        return jar.toString();
    }

    private static Map<String, Object> info(Shell shell) {
        return shell.caracal("plugins", "info", PLUGIN, "-o", "json")
                .succeeded()
                .read();
    }

    private static void liveThroughIt(Shell shell, String first, String second) throws IOException {
        assertThat(shell.caracal("plugins", "update", PLUGIN, version(first), "--take-over", "--dry-run")
                        .succeeded()
                        .out())
                .contains(first);
        assertThat(info(shell)).containsEntry("owner", "folder");

        shell.caracal("plugins", "update", PLUGIN, version(first), "--take-over")
                .succeeded();
        assertThat(info(shell)).containsEntry("version", first).containsEntry("owner", "service");
        shell.caracal("plugins", "update", PLUGIN, version(second)).succeeded();
        assertThat(info(shell)).containsEntry("version", second).containsEntry("previous", first);

        shell.caracal("plugins", "rollback", PLUGIN).succeeded();
        assertThat(info(shell)).containsEntry("version", first);

        shell.caracal("plugins", "remove", PLUGIN).succeeded();
        assertThat(info(shell)).containsEntry("owner", "folder").containsEntry("state", "running");
    }

    @Test
    void onTheBrokersMachine() throws IOException {
        liveThroughIt(local, "1000.0.1", "1000.0.2");
    }

    @Test
    void fromElsewhereWithAnApiKey() throws IOException {
        Map<String, Object> key = local.caracal(
                        "api-keys", "add", "deployment", "--role", "administrator", "-o", "json")
                .succeeded()
                .read();
        Shell remote = new Shell(home, home.resolve("no-data"))
                .with("CARACAL_URL", broker.restUrl())
                .with("CARACAL_API_KEY", key.get("api_key") + ":" + key.get("api_secret"));

        liveThroughIt(remote, "1000.0.3", "1000.0.4");
    }

    @Test
    void anotherKeyMayNotUpload() throws IOException {
        Map<String, Object> key = local.caracal("api-keys", "add", "other", "--role", "administrator", "-o", "json")
                .succeeded()
                .read();

        Said said = local.caracal(
                "plugins",
                "update",
                PLUGIN,
                version("1000.0.5"),
                "--take-over",
                "--url",
                broker.restUrl(),
                "--api-key",
                key.get("api_key") + ":" + key.get("api_secret"));

        assertThat(said.code()).isEqualTo(77);
        assertThat(said.err()).contains("plugins.upload.allow", "api_key:other");
    }

    @Test
    void aFileThatIsNotThereAndOneThatIsNoPluginAreNamed() throws IOException {
        assertThat(local.caracal("plugins", "install", "./none.jar").err()).contains("none.jar");
        Path text = Files.writeString(home.resolve("text.jar"), "hello");
        Said said = local.caracal("plugins", "install", text.toString());
        assertThat(said.code()).isNotZero();
        assertThat(said.err()).isNotBlank();
    }
}
