package io.caracal.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.plugins.samples.Greeter;
import io.caracal.plugins.samples.Hanging;
import io.caracal.plugins.samples.Thrower;
import io.caracal.plugins.samples.Waiting;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;

/** The whole engine against a real framework: what lies in the folder, what is installed afterwards, and what was said about it. */
@Timeout(60)
class PluginsInFolderTest {
    @TempDir
    Path home;

    private final List<String> log = new ArrayList<>();
    private RunningFramework framework;
    private Path folder;
    private PluginSet plugins;

    @BeforeEach
    void start() throws BundleException, IOException {
        framework = new RunningFramework(home.resolve("cache"));
        framework.allowSideBySide();
        folder = Files.createDirectories(home.resolve("plugins"));
        framework
                .installBrokerBundle(TestJar.bundle("io.caracal.api.auth", "0.1.0")
                        .header("Export-Package", "io.caracal.api.auth;version=0.1.0"))
                .start();
        plugins = assembled();
    }

    private PluginSet assembled() throws IOException {
        return new TestPlugins(home, framework).log(log).make().plugins();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.close();
    }

    private List<String> look() throws IOException {
        log.clear();
        plugins.look();
        return List.copyOf(log);
    }

    private Path feature(String file, String... coordinates) {
        String json = "{\"id\": \"g:f:1\", \"bundles\": [{\"id\": \"" + String.join("\"}, {\"id\": \"", coordinates)
                + "\"}]}";
        return TestJar.atRest(folder.resolve(file), json.getBytes(StandardCharsets.UTF_8));
    }

    private void inRepository(String name, String version, TestJar jar) {
        jar.in(home.resolve("repository/org/example/" + name + "/" + version), name + "-" + version + ".jar");
    }

    @Test
    void installsAndStartsAJar() throws IOException {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");

        assertThat(look())
                .singleElement()
                .asString()
                .contains("Installed", "plugin=a", "version=1.0.0", "file=a.jar", "Supplier");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void doesNothingWhenNothingHasChanged() throws IOException {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        TestJar.bundle("b", "1.0.0").header("Export-Package", "b").in(folder, "b.jar");
        look();

        assertThat(look()).isEmpty();
    }

    @Test
    void removesAPluginWhoseFileIsGone() throws IOException {
        Path jar = TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();

        Files.delete(jar);

        assertThat(look()).singleElement().asString().contains("Removed", "plugin=a");
        assertThat(framework.plugins("a")).isEmpty();
        assertThat(home.resolve("data")).isEmptyDirectory();
    }

    @Test
    void replacesAPluginByAFileOfTheSameName() throws IOException {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();

        TestJar.greeter("a", "1.1.0").in(folder, "a.jar");

        assertThat(look()).singleElement().asString().contains("Updated", "version=1.1.0", "replaces version=1.0.0");
        assertThat(framework.version("a")).isEqualTo("1.1.0");
    }

    @Test
    void replacesABuildByAnotherOfTheSameVersion() throws IOException {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();
        long first = framework.plugin("a").orElseThrow().getBundleId();

        TestJar.greeter("a", "1.0.0").entry("build", "2").in(folder, "a.jar");

        assertThat(look()).singleElement().asString().contains("Updated");
        assertThat(framework.plugin("a").orElseThrow().getBundleId()).isNotEqualTo(first);
    }

    @Test
    void goesBackToALowerVersionWhenTheFileDoes() throws IOException {
        TestJar.greeter("a", "2.0.0").in(folder, "a.jar");
        look();

        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();

        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void prefersTheHigherVersionOfTwoFilesAndReportsTheOther() throws IOException {
        TestJar.greeter("a", "1.0.0").in(folder, "a-1.jar");
        look();

        Path newer = TestJar.greeter("a", "2.0.0").in(folder, "a-2.jar");

        assertThat(look())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("Updated", "version=2.0.0"))
                .anySatisfy(line -> assertThat(line).contains("a-1.jar", "not used", "a-2.jar"));
        assertThat(look()).isEmpty();
        Files.delete(newer);
        look();
        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void keepsTheOldVersionWhenTheNewOneDoesNotStart() throws IOException {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();
        Bundle old = framework.plugin("a").orElseThrow();

        TestJar.bundle("a", "2.0.0").component(Thrower.class, "").in(folder, "a.jar");

        assertThat(look())
                .singleElement()
                .asString()
                .contains("Refused", "a.jar", "could not be activated", "no database", "a 1.0.0 stays as it is");
        assertThat(framework.plugin("a")).contains(old);
        assertThat(old.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void keepsTheOldVersionWhenTheNewOneOffersLess() throws IOException {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();

        TestJar.bundle("a", "2.0.0").in(folder, "a.jar");

        assertThat(look()).singleElement().asString().contains("does not offer java.util.function.Supplier");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void keepsTheOldVersionWhenItsUserCannotUseTheNewOne() throws IOException {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();
        LongFunction<Optional<String>> objections =
                id -> serviceOf(id).equals("2.0.0") ? Optional.of("the element greets nobody") : Optional.empty();
        framework
                .context()
                .registerService(
                        LongFunction.class,
                        objections,
                        FrameworkUtil.asDictionary(Map.of("io.caracal.objections", "greetings")));

        TestJar.greeter("a", "2.0.0").in(folder, "a.jar");

        assertThat(look())
                .singleElement()
                .asString()
                .contains("Refused", "a 2.0.0 cannot serve", "greets nobody", "a 1.0.0 stays");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    private String serviceOf(long id) {
        return framework.plugins("a").stream()
                .filter(bundle -> Arrays.stream(bundle.getRegisteredServices())
                        .anyMatch(service -> service.getProperty("service.id").equals(id)))
                .map(bundle -> bundle.getVersion().toString())
                .findFirst()
                .orElse("");
    }

    @Test
    void keepsTheOldVersionWhenTheFileBecomesGarbage() throws IOException {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();

        TestJar.atRest(folder.resolve("a.jar"), "no jar".getBytes(StandardCharsets.UTF_8));

        assertThat(look()).singleElement().asString().contains("Refused", "no complete jar");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void offersTheNewServiceBeforeTheOldOneGoes() throws Exception {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();
        List<Integer> offered = new ArrayList<>();
        framework
                .context()
                .addServiceListener(event -> offered.add(event.getType()), "(objectClass=java.util.function.Supplier)");

        TestJar.greeter("a", "2.0.0").in(folder, "a.jar");
        look();

        assertThat(offered)
                .containsExactly(
                        org.osgi.framework.ServiceEvent.REGISTERED, org.osgi.framework.ServiceEvent.UNREGISTERING);
    }

    @Test
    void letsTheClassesOfARemovedPluginBeCollected() throws IOException {
        Path jar = TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();
        WeakReference<ClassLoader> loader = new WeakReference<>(
                framework.plugin("a").orElseThrow().adapt(BundleWiring.class).getClassLoader());

        Files.delete(jar);
        look();

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    @Test
    void leavesTheBrokersBundlesAsTheyAre() throws IOException {
        List<Object> before = framework.core();

        for (int i = 0; i < 3; i++) {
            TestJar.greeter("a", "1." + i)
                    .header("Import-Package", "io.caracal.api.auth")
                    .in(folder, "a.jar");
            look();
        }
        Files.delete(folder.resolve("a.jar"));
        look();

        assertThat(framework.core()).isEqualTo(before);
    }

    @Test
    void installsTheBundlesOfAFeatureFromTheRepository() throws IOException {
        inRepository("a", "1.0", TestJar.greeter("a", "1.0.0"));
        inRepository("b", "1.0", TestJar.greeter("b", "1.0.0"));
        feature("f.json", "org.example:a:1.0", "org.example:b:1.0");

        assertThat(look()).hasSize(2);
        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(framework.version("b")).isEqualTo("1.0.0");
    }

    @Test
    void installsAllBundlesOfAFeatureOrNone() throws IOException {
        inRepository("a", "1.0", TestJar.greeter("a", "1.0.0"));
        inRepository("b", "1.0", TestJar.bundle("b", "1.0.0").component(Thrower.class, ""));
        feature("f.json", "org.example:a:1.0", "org.example:b:1.0");

        assertThat(look()).singleElement().asString().contains("Refused", "f.json", "no database");
        assertThat(framework.plugins("a")).isEmpty();
        assertThat(framework.plugins("b")).isEmpty();
    }

    @Test
    void refusesAFeatureWhoseBundleIsMissingUntilItIsThere() throws IOException {
        feature("f.json", "org.example:a:1.0");
        assertThat(look())
                .singleElement()
                .asString()
                .contains("Refused", "org.example:a:1.0", "neither in the repository");

        inRepository("a", "1.0", TestJar.greeter("a", "1.0.0"));
        look();

        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void keepsABundleUntilItsLastFeatureIsGone() throws IOException {
        inRepository("a", "1.0", TestJar.greeter("a", "1.0.0"));
        Path one = feature("one.json", "org.example:a:1.0");
        Path two = feature("two.json", "org.example:a:1.0");
        look();
        Files.delete(one);
        assertThat(look()).isEmpty();
        assertThat(framework.version("a")).isEqualTo("1.0.0");

        Files.delete(two);
        look();

        assertThat(framework.plugins("a")).isEmpty();
    }

    @Test
    void replacesTheBundlesOfAFeatureTogether() throws IOException {
        for (String version : List.of("1.0", "2.0")) {
            inRepository(
                    "a",
                    version,
                    TestJar.greeter("a", version).header("Provide-Capability", "x; v=\"" + version + "\""));
            inRepository(
                    "b",
                    version,
                    TestJar.greeter("b", version).header("Require-Capability", "x; filter:=\"(v=" + version + ")\""));
        }
        feature("f.json", "org.example:a:1.0", "org.example:b:1.0");
        look();

        feature("f.json", "org.example:b:2.0", "org.example:a:2.0");

        assertThat(look()).hasSize(2).allSatisfy(line -> assertThat(line).contains("Updated"));
        assertThat(framework.version("a")).isEqualTo("2.0.0");
        assertThat(framework.version("b")).isEqualTo("2.0.0");
    }

    @Test
    void saysInWordsWhichImportIsMissing() throws IOException {
        TestJar.bundle("a", "1.0.0").header("Import-Package", "org.nowhere").in(folder, "a.jar");
        TestJar.bundle("b", "1.0.0")
                .header("Import-Package", "io.caracal.api.auth;version=\"[2,3)\"")
                .in(folder, "b.jar");

        assertThat(look())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("a.jar", "no bundle exports org.nowhere at all"))
                .anySatisfy(line -> assertThat(line).contains("b.jar", "io.caracal.api.auth exports version 0.1.0"));
        assertThat(framework.plugins("a")).isEmpty();
        assertThat(framework.plugins("b")).isEmpty();
    }

    @Test
    void triesAgainWhatWasMissingSomethingWhenThatComes() throws IOException {
        TestJar.bundle("a", "1.0.0").header("Require-Capability", "x").in(folder, "a.jar");
        assertThat(look()).singleElement().asString().contains("Refused", "capability x");

        TestJar.bundle("z", "1.0.0").header("Provide-Capability", "x").in(folder, "z.jar");
        look();

        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void saysWhichServiceAComponentWaitsFor() throws IOException {
        TestJar.bundle("a", "1.0.0")
                .component(
                        Greeter.class,
                        "<reference name=\"r\" interface=\"java.util.concurrent.Callable\" target=\"(k=v)\"/>")
                .in(folder, "a.jar");

        assertThat(look())
                .anySatisfy(line -> assertThat(line).contains("Installed"))
                .anySatisfy(line -> assertThat(line)
                        .contains("Greeter waits for a service java.util.concurrent.Callable", "(k=v)"));
    }

    @Test
    void refusesABundleWhoseComponentThrows() throws IOException {
        TestJar.bundle("a", "1.0.0").component(Thrower.class, "").in(folder, "a.jar");

        assertThat(look()).singleElement().asString().contains("Refused", "Thrower", "no database at 127.0.0.1:3306");
        assertThat(framework.plugins("a")).isEmpty();
    }

    @Test
    void refusesABundleWhoseComponentDescriptionIsBroken() throws IOException {
        TestJar.greeter("a", "1.0.0")
                .entry("OSGI-INF/Greeter.xml", "<component")
                .in(folder, "a.jar");

        assertThat(look()).singleElement().asString().contains("Refused", "component descriptions only 0");
        assertThat(framework.plugins("a")).isEmpty();
    }

    @Test
    void refusesABundleThatLacksTheClassOfAComponentMadeOnDemand() throws IOException {
        TestJar.bundle("a", "1.0.0")
                .header("Service-Component", "OSGI-INF/c.xml")
                .entry("OSGI-INF/c.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.5.0" name="c">
                          <implementation class="com.example.Absent"/>
                          <service><provide interface="java.util.function.Supplier"/></service>
                        </scr:component>
                        """)
                .in(folder, "a.jar");

        assertThat(look()).singleElement().asString().contains("Refused", "com.example.Absent", "cannot be loaded");
        assertThat(framework.plugins("a")).isEmpty();
    }

    @Test
    void interruptsAStartThatTakesTooLong() throws IOException {
        TestJar.bundle("a", "1.0.0").activator(Waiting.class).in(folder, "a.jar");

        assertThat(look())
                .singleElement()
                .asString()
                .contains("Refused", "a 1.0.0 does not start", "InterruptedException");
        assertThat(framework.plugins("a")).isEmpty();
    }

    @Test
    void abandonsAStartThatHangsAndGoesOnWithTheOthers() throws IOException {
        Semaphore hang = new Semaphore(0);
        System.getProperties().put(Hanging.KEY, hang);
        try {
            TestJar.bundle("a", "1.0.0").activator(Hanging.class).in(folder, "a.jar");
            TestJar.greeter("b", "1.0.0").in(folder, "b.jar");

            assertThat(look())
                    .anySatisfy(line -> assertThat(line).contains("Refused", "a.jar", "did not return within 1 s"));
            assertThat(framework.version("b")).isEqualTo("1.0.0");
        } finally {
            hang.release();
            System.getProperties().remove(Hanging.KEY);
        }
        Awaitility.await().until(() -> framework.plugins("a").isEmpty());
    }

    @Test
    void refusesToReplaceABundleOfTheBroker() throws IOException {
        TestJar.bundle("io.caracal.api.auth", "9.0.0").in(folder, "evil.jar");

        assertThat(look())
                .singleElement()
                .asString()
                .contains("Refused", "io.caracal.api.auth", "belongs to the broker");
        assertThat(framework.plugins("io.caracal.api.auth")).isEmpty();
    }

    @Test
    void refusesAJarThatExportsAnApiOfTheBroker() throws IOException {
        TestJar.bundle("evil", "1.0.0")
                .header("Export-Package", "io.caracal.api.auth;version=0.1.0")
                .in(folder, "evil.jar");

        assertThat(look()).singleElement().asString().contains("Refused", "exports packages", "io.caracal.api.auth");
        assertThat(framework.plugins("evil")).isEmpty();
    }

    @Test
    void doesNotRemoveAPluginThatTheBrokerHasBeenWiredTo() throws Exception {
        Path jar =
                TestJar.bundle("a", "1.0.0").header("Provide-Capability", "x").in(folder, "a.jar");
        look();
        Bundle late =
                framework.installBrokerBundle(TestJar.bundle("late", "1.0.0").header("Require-Capability", "x"));
        late.start();

        Files.delete(jar);

        assertThat(look()).singleElement().asString().contains("not removed", "late (part of the broker)");
        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(late.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(look()).isEmpty();
    }

    @Test
    void warnsOfAnActivator() throws IOException {
        Semaphore open = new Semaphore(1);
        System.getProperties().put(Hanging.KEY, open);
        TestJar.bundle("a", "1.0.0").activator(Hanging.class).in(folder, "a.jar");

        assertThat(look()).anySatisfy(line -> assertThat(line).contains("Bundle-Activator"));
        System.getProperties().remove(Hanging.KEY);
    }

    @Test
    void takesOverWhatAnEarlierEngineHasInstalled() throws IOException {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();
        Bundle running = framework.plugin("a").orElseThrow();

        plugins = assembled();

        assertThat(look()).isEmpty();
        assertThat(framework.plugin("a")).contains(running);
    }

    @Test
    void ignoresFilesThatAreNoPlugins() throws IOException {
        byte[] jar = TestJar.greeter("a", "1.0.0").bytes();
        for (String name : List.of("a.jar.part", ".a.jar", "a.zip", "README")) {
            TestJar.atRest(folder.resolve(name), jar);
        }
        Files.createDirectory(folder.resolve("b.jar"));

        assertThat(look()).isEmpty();
    }

    @Test
    void readsARunningPluginFromItsOwnCopy() throws IOException {
        Path jar = TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        look();
        Files.writeString(jar, "garbage in place");

        assertThat(framework.plugin("a").orElseThrow().getEntry("OSGI-INF/Greeter.xml"))
                .isNotNull();
    }
}
