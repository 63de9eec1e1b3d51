package io.caracal.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caracal.api.plugins.PluginChange;
import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginException.Kind;
import io.caracal.api.plugins.PluginInfo;
import io.caracal.api.plugins.PluginSource.Uploaded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.BundleException;

/** What arrives from elsewhere: jars, feature files, archives; sound ones and hostile ones. */
@Timeout(60)
class UploadedPluginsTest {
    private static final Uploads.UploadRules OFF = new Uploads.UploadRules(false, Set.of("kay"), 1 << 20, 1 << 20);

    @TempDir
    Path home;

    private RunningFramework framework;
    private Assembly assembly;
    private Changes changes;

    @BeforeEach
    void start() throws BundleException, IOException {
        framework = new RunningFramework(home.resolve("cache"));
        framework.allowSideBySide();
        Files.createDirectories(TestPlugins.watched(home));
        use(new TestPlugins(home, framework));
    }

    private void use(TestPlugins plugins) throws IOException {
        assembly = plugins.make();
        changes = new Changes(assembly.changes());
        assembly.plugins().look();
        assembly.changes().open();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        assembly.changes().close();
        framework.close();
    }

    private static byte[] json(String id, Map<String, byte[]> bundles) {
        StringBuilder list = new StringBuilder();
        bundles.forEach((coordinates, jar) -> list.append(list.isEmpty() ? "" : ",")
                .append("{\"id\": \"%s\", \"sha256\": \"%s\"}".formatted(coordinates, Changes.sha(jar))));
        return "{\"id\": \"%s\", \"bundles\": [%s]}".formatted(id, list).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] archive(String version) {
        byte[] a = TestJar.greeter("a", version).bytes();
        byte[] b = TestJar.greeter("b", version).bytes();
        Map<String, byte[]> bundles = new LinkedHashMap<>();
        bundles.put("g:a:" + version, a);
        bundles.put("g:b:" + version, b);
        return zip(Map.of(
                "feature.json",
                json("g:f:" + version, bundles),
                "a-" + version + ".jar",
                a,
                "b-" + version + ".jar",
                b));
    }

    private void assertNothingLeft() throws IOException {
        assertThat(framework.plugins("a")).isEmpty();
        Path uploads = TestPlugins.data(home).resolve("uploads");
        if (Files.exists(uploads)) {
            assertThat(uploads).isEmptyDirectory();
        }
        assertThat(home.resolve("evil")).doesNotExist();
        assertThat(home.resolve("../evil")).doesNotExist();
    }

    @Test
    void installsAJar() throws Exception {
        changes.upload(TestJar.greeter("a", "1.0.0").bytes());

        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(changes.info("a").kind()).isEqualTo(PluginInfo.Kind.BUNDLE);
        assertThat(changes.info("a").versions().getFirst().from()).startsWith("upload sha256:");
        assertThat(TestPlugins.data(home).resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void installsAndUpdatesAFeatureWithItsJarsInOneArchive() throws Exception {
        changes.upload(archive("1.0.0"));
        assertThat(framework.version("b")).isEqualTo("1.0.0");

        changes.apply(new PluginChange.Update("f", new Uploaded(changes.receive(archive("2.0.0"))), false));

        assertThat(framework.version("a")).isEqualTo("2.0.0");
        assertThat(framework.version("b")).isEqualTo("2.0.0");
        assertThat(changes.info("f").kind()).isEqualTo(PluginInfo.Kind.FEATURE);
        changes.rollback("f");
        assertThat(framework.version("b")).isEqualTo("1.0.0");
        assertThat(TestPlugins.data(home).resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void installsAFeatureFileWhoseBundlesAreInTheRepository() throws Exception {
        byte[] a = TestJar.greeter("a", "1.0.0").bytes();
        TestJar.atRest(home.resolve("repository/g/a/1/a-1.jar"), a);

        changes.upload(json("g:f:1", Map.of("g:a:1", a)));

        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void keepsAnUploadForADryRunAndTheChangeAfterIt() throws Exception {
        String upload = changes.receive(TestJar.greeter("a", "1.0.0").bytes());
        PluginChange install = new PluginChange.Install(new Uploaded(upload), false);

        assertThat(changes.plan(install).refusals()).isEmpty();
        assertThat(framework.plugins("a")).isEmpty();
        changes.apply(install);

        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(catchThrowableOfType(PluginException.class, () -> changes.apply(install))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void takesNothingWhenUploadsAreOff() throws Exception {
        use(new TestPlugins(home, framework).uploads(OFF));

        PluginException e = catchThrowableOfType(PluginException.class, () -> changes.upload(archive("1.0.0")));

        assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(e).hasMessageContaining("plugins.upload.enable");
        assertNothingLeft();
    }

    @Test
    void takesNothingFromWhomTheRightIsNotGiven() throws Exception {
        byte[] jar = TestJar.greeter("a", "1.0.0").bytes();

        PluginException e = catchThrowableOfType(PluginException.class, () -> assembly.changes()
                .receive(new ByteArrayInputStream(jar), Changes.sha(jar), "admin", "127.0.0.1"));

        assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(e).hasMessageContaining("'admin' may not upload").hasMessageContaining("plugins.upload.allow");
        assertNothingLeft();
    }

    @Test
    void doesNotLetSomebodyUseTheUploadOfAnother() throws Exception {
        String upload = changes.receive(TestJar.greeter("a", "1.0.0").bytes());

        assertThat(assembly.changes()
                        .apply(new PluginChange.Install(new Uploaded(upload), false), "mallory", "127.0.0.1")
                        .toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("somebody else's");
        assertThat(framework.plugins("a")).isEmpty();
    }

    @Test
    void refusesWhatArrivesOtherThanAnnounced() throws Exception {
        byte[] jar = TestJar.greeter("a", "1.0.0").bytes();

        PluginException e = catchThrowableOfType(PluginException.class, () -> assembly.changes()
                .receive(
                        new ByteArrayInputStream(Arrays.copyOf(jar, jar.length - 1)),
                        Changes.sha(jar),
                        TestPlugins.UPLOADER,
                        "local"));

        assertThat(e.kind()).isEqualTo(Kind.REFUSED);
        assertThat(e).hasMessageContaining("SHA-256");
        assertNothingLeft();
    }

    @Test
    void stopsReadingWhatIsTooLarge() throws Exception {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'P';
            }
        };

        PluginException e = catchThrowableOfType(PluginException.class, () -> assembly.changes()
                .receive(endless, "0".repeat(64), TestPlugins.UPLOADER, "local"));

        assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE);
        assertNothingLeft();
    }

    @Test
    void keepsOnlySoManyUploads() throws Exception {
        for (int i = 0; i < 4; i++) {
            changes.receive(TestJar.greeter("a", "1.0." + i).bytes());
        }

        PluginException e = catchThrowableOfType(
                PluginException.class,
                () -> changes.receive(TestJar.greeter("a", "2.0.0").bytes()));

        assertThat(e.kind()).isEqualTo(Kind.BUSY);
    }

    @Test
    void forgetsUploadsThatNobodyUses() throws Exception {
        long[] now = {0};
        Path folder = home.resolve("expiring");
        Uploads uploads = new Uploads(folder, new Uploads.UploadRules(true, Set.of("kay"), 100, 100), () -> now[0]);
        byte[] content = {1, 2, 3};
        String first = uploads.receive(new ByteArrayInputStream(content), Changes.sha(content), "kay");

        now[0] = Uploads.LIFETIME.toNanos() + 1;
        uploads.receive(new ByteArrayInputStream(content), Changes.sha(content), "kay");

        assertThat(catchThrowableOfType(PluginException.class, () -> uploads.open(first))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(folder).isDirectoryContaining("glob:**").satisfies(_ -> {
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).hasSize(1);
            }
        });
    }

    static Stream<Arguments> hostile() {
        byte[] jar = TestJar.greeter("a", "1.0.0").bytes();
        byte[] zeroes = new byte[12 << 20];
        Map<String, byte[]> one = Map.of("g:a:1", jar);
        return Stream.of(
                named("nothing", new byte[0], "no"),
                named("text", "hello".getBytes(StandardCharsets.UTF_8), "no complete JSON"),
                named("half a jar", Arrays.copyOf(jar, jar.length / 2), "no sound jar"),
                named("a jar without a manifest", zip(Map.of("x", jar)), "META-INF/MANIFEST.MF"),
                named(
                        "a jar that climbs",
                        TestJar.greeter("a", "1.0.0").entry("../../evil", "x").bytes(),
                        "leads outside the jar"),
                named(
                        "a zip bomb",
                        TestJar.greeter("a", "1.0.0").entry("zeroes", zeroes).bytes(),
                        "zip bomb"),
                named(
                        "an archive with a zip bomb",
                        zip(Map.of(
                                "feature.json", json("g:f:1", Map.of("g:a:1", zeroes)), "a-1.jar", new byte[20 << 20])),
                        "max_unpacked_size"),
                named(
                        "an archive that climbs",
                        zip(Map.of("feature.json", json("g:f:1", one), "a-1.jar", jar, "../../evil", jar)),
                        "is none of the bundles"),
                named(
                        "an archive with another jar than it says",
                        zip(Map.of(
                                "feature.json",
                                json("g:f:1", one),
                                "a-1.jar",
                                TestJar.greeter("a", "1.0.0").entry("x", "y").bytes())),
                        "is expected"),
                named(
                        "an archive that climbs by coordinates",
                        zip(Map.of("feature.json", json("g:f:1", Map.of("g:..:1", jar)))),
                        "names no bundle"),
                named(
                        "a feature without digests",
                        "{\"id\": \"g:f:1\", \"bundles\": [{\"id\": \"g:a:1\"}]}".getBytes(StandardCharsets.UTF_8),
                        "has no 'sha256'"),
                named(
                        "a feature without a name",
                        "{\"bundles\": [{\"id\": \"g:a:1\"}]}".getBytes(StandardCharsets.UTF_8),
                        "has no 'id'"),
                named("a feature whose bundle is missing", json("g:f:1", one), "neither in the repository"),
                named("a feature of brackets", "[".repeat(100_000).getBytes(StandardCharsets.UTF_8), "nested"),
                named(
                        "a bundle of the broker",
                        TestJar.bundle("org.apache.felix.scr", "9.0.0").bytes(),
                        "belongs to the broker"),
                named(
                        "a jar that reaches inside",
                        TestJar.bundle("a", "1.0.0")
                                .header("Import-Package", "io.caracal.core")
                                .bytes(),
                        "belong to the broker's inside"));
    }

    private static Arguments named(String name, byte[] content, String reason) {
        return Arguments.of(Named.of(name, content), reason);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesWithTheReasonAndLeavesNothingBehind(byte[] content, String reason) throws Exception {
        PluginException e = catchThrowableOfType(PluginException.class, () -> changes.upload(content));

        assertThat(e).isNotNull().hasMessageContaining(reason);
        assertThat(e.kind()).isEqualTo(Kind.REFUSED);
        assertThat(assembly.changes().plugins()).isEmpty();
        assertNothingLeft();
    }
}
