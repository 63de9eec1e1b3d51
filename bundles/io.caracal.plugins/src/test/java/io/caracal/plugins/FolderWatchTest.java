package io.caracal.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;

/** Files that come, grow, change and go while the thread looks. */
@Timeout(60)
class FolderWatchTest {
    @TempDir
    Path home;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private RunningFramework framework;
    private Path folder;

    @SuppressWarnings("NullAway.Init") // each test starts it
    private FolderWatch watch;

    @BeforeEach
    void start() throws BundleException, IOException {
        framework = new RunningFramework(home.resolve("cache"));
        framework.allowSideBySide();
        folder = Files.createDirectories(home.resolve("plugins"));
    }

    private void watch(Duration sweep) throws InterruptedException, IOException {
        PluginSet plugins = new TestPlugins(home, framework).log(log).make().plugins();
        watch = new FolderWatch(folder, sweep, plugins::look);
        watch.start();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        watch.close();
        framework.close();
    }

    private void awaitVersion(String version) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(framework.version("a")).isEqualTo(version));
    }

    @Test
    void hasInstalledWhatLayThereWhenItsStartReturns() throws Exception {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        TestJar.atRest(folder.resolve("b.jar"), new byte[10]);

        watch(Duration.ofHours(1));

        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(log).hasSize(2).anySatisfy(line -> assertThat(line).contains("Refused", "b.jar"));
    }

    @Test
    void hasInstalledWhatWasWrittenJustBeforeItsStart() throws Exception {
        Files.write(folder.resolve("a.jar"), TestJar.greeter("a", "1.0.0").bytes());

        watch(Duration.ofHours(1));

        assertThat(framework.version("a")).isEqualTo("1.0.0");
    }

    @Test
    void seesFilesComeChangeAndGo() throws Exception {
        watch(Duration.ofHours(1));
        Path jar = folder.resolve("a.jar");

        Files.write(jar, TestJar.greeter("a", "1.0.0").bytes());
        awaitVersion("1.0.0");
        Files.write(jar, TestJar.greeter("a", "1.1.0").bytes());
        awaitVersion("1.1.0");
        Path part = Files.write(
                folder.resolve("a.part"), TestJar.greeter("a", "1.2.0").bytes());
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        awaitVersion("1.2.0");
        Files.delete(jar);
        awaitVersion("none");

        Awaitility.await().untilAsserted(() -> assertThat(log).hasSize(4));
        assertThat(log).noneMatch(line -> line.contains("Refused"));
    }

    @Test
    void waitsForAFileThatIsStillBeingWritten() throws Exception {
        watch(Duration.ofHours(1));
        byte[] whole = TestJar.greeter("a", "1.0.0").bytes();

        try (OutputStream out = Files.newOutputStream(folder.resolve("a.jar"))) {
            for (int at = 0; at < whole.length; at += 100) {
                out.write(Arrays.copyOfRange(whole, at, Math.min(at + 100, whole.length)));
                Path marker = Files.write(folder.resolve(".tick"), new byte[] {(byte) at});
                Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> Files.exists(marker));
            }
        }

        awaitVersion("1.0.0");
        Awaitility.await().untilAsserted(() -> assertThat(log).isNotEmpty());
        assertThat(log).singleElement().asString().contains("Installed");
    }

    @Test
    void refusesAFileThatStaysHalfWrittenOnceAndTakesItUpWhenItIsWhole() throws Exception {
        watch(Duration.ofMillis(100));
        byte[] whole = TestJar.greeter("a", "1.0.0").bytes();
        Path jar = Files.write(folder.resolve("a.jar"), Arrays.copyOf(whole, whole.length / 2));
        Awaitility.await().untilAsserted(() -> assertThat(log).isNotEmpty());

        assertThat(log).singleElement().asString().contains("Refused", "a.jar", "no complete jar");
        Files.write(jar, whole);
        awaitVersion("1.0.0");
        Awaitility.await().untilAsserted(() -> assertThat(log).hasSize(2));
    }

    @Test
    void findsAFolderThatWasDeletedAndMadeAgain() throws Exception {
        watch(Duration.ofMillis(100));
        Path jar = TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        awaitVersion("1.0.0");

        Files.delete(jar);
        Files.delete(folder);
        awaitVersion("none");
        Files.createDirectory(folder);
        TestJar.greeter("a", "2.0.0").in(folder, "a.jar");

        awaitVersion("2.0.0");
    }

    @Test
    void leavesPluginsRunningAndNoThreadBehindWhenItCloses() throws Exception {
        TestJar.greeter("a", "1.0.0").in(folder, "a.jar");
        watch(Duration.ofHours(1));

        watch.close();

        assertThat(framework.version("a")).isEqualTo("1.0.0");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith(FolderWatch.THREAD));
    }
}
