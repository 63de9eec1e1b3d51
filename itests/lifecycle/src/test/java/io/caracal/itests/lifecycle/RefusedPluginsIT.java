package io.caracal.itests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Broken and malicious files in the plugins folder of a running broker: refused with the reason, and the broker is as it was. */
@Timeout(120)
class RefusedPluginsIT {
    @TempDir
    private static Path work;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = new EmbeddedBroker(Distribution.assembled(), work, "");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Path jar(Map<String, String> headers, byte[] content) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path jar = Files.createTempFile(work, "made", ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry("content"));
            out.write(content);
        }
        return jar;
    }

    private static Map<String, String> bundle(String name, String header, String value) {
        return Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", name, "Bundle-Version", "9", header, value);
    }

    /** Drops the file, waits for the line in the log, and looks whether the broker is as it was. */
    private static void isRefused(Path file, String name, String... words) throws InterruptedException {
        CoreState before = CoreState.of(broker.context());
        int bundles = broker.context().getBundles().length;
        try (Traffic traffic = new Traffic(broker.address(), Optional.empty(), 1)) {
            broker.drop(file, name);
            Awaitility.await().untilAsserted(() -> assertThat(refusal(name)).contains(words));

            traffic.awaitNothingLost();
            assertThat(traffic.dropped()).isEmpty();
        }
        assertThat(CoreState.of(broker.context())).isEqualTo(before);
        assertThat(broker.context().getBundles()).hasSize(bundles);
    }

    private static String refusal(String name) {
        return broker.log()
                .lines()
                .filter(line -> line.contains("Refused file=" + name))
                .findFirst()
                .orElse("");
    }

    @Test
    void refusesAFileThatIsNoJar() throws Exception {
        Path file = Files.write(work.resolve("garbage"), "no jar at all".getBytes(StandardCharsets.UTF_8));

        isRefused(file, "garbage.jar", "no complete jar");
    }

    @Test
    void refusesAZipBomb() throws Exception {
        isRefused(jar(bundle("bomb", "Bundle-Name", "x"), new byte[32 << 20]), "bomb.jar", "zip bomb");
    }

    @Test
    void refusesAJarThatExportsTheBrokersApi() throws Exception {
        Path jar = jar(bundle("evil", "Export-Package", "io.caracal.api.auth;version=0.1.0"), new byte[1]);

        isRefused(jar, "exports.jar", "exports packages", "io.caracal.api.auth");
    }

    @Test
    void refusesAJarThatTakesTheNameOfTheCore() throws Exception {
        isRefused(jar(bundle("io.caracal.core", "Bundle-Name", "x"), new byte[1]), "core.jar", "belongs to the broker");
    }

    @Test
    void refusesAFragmentOfTheCore() throws Exception {
        isRefused(
                jar(bundle("part", "Fragment-Host", "io.caracal.core"), new byte[1]),
                "part.jar",
                "fragment of io.caracal.core");
    }

    @Test
    void refusesAFeatureOfABundleThatIsNotThere() throws Exception {
        Path file = Files.writeString(work.resolve("f"), "{\"bundles\": [{\"id\": \"com.example:nowhere:1.0\"}]}");

        isRefused(file, "nowhere.json", "com.example:nowhere:1.0", "neither in the repository");
    }
}
