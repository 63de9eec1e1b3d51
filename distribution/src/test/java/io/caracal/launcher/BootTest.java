package io.caracal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.launcher.activator.Failing;
import io.caracal.launcher.activator.ReportsFailure;
import io.caracal.launcher.activator.ReportsListener;
import io.caracal.launcher.activator.StopsFramework;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Boots a framework of small bundles made for the occasion. */
class BootTest {
    @TempDir
    private Path home;

    private Repository repository;
    private BrokerFramework framework;

    @BeforeEach
    void createFramework() throws LaunchException {
        repository = new Repository(home.resolve("repository"));
        framework = new BrokerFramework(Map.of(
                "org.osgi.framework.storage",
                home.resolve("storage").toString(),
                "org.osgi.framework.startlevel.beginning",
                "1"));
    }

    @AfterEach
    void stopFramework() throws InterruptedException {
        framework.stop(Duration.ofSeconds(10));
    }

    @Test
    void bundlesOfAllLevelsAreActive() throws Exception {
        boot(new Entry(new TestBundle("a"), 1), new Entry(new TestBundle("b"), 20));

        assertThat(states()).containsExactly(Map.entry("a", Bundle.ACTIVE), Map.entry("b", Bundle.ACTIVE));
    }

    @Test
    void fragmentsAreResolvedWithTheirHosts() throws Exception {
        boot(
                new Entry(new TestBundle("part").header("Fragment-Host", "host"), 1),
                new Entry(new TestBundle("host"), 1));

        assertThat(states()).contains(Map.entry("part", Bundle.RESOLVED), Map.entry("host", Bundle.ACTIVE));
    }

    @Test
    void aBundleThatDoesNotResolveIsNamedWithWhatItMisses() {
        assertThatThrownBy(() -> boot(new Entry(new TestBundle("lonely").header("Import-Package", "not.here"), 1)))
                .hasMessageContaining("lonely 1.0.0 did not start")
                .hasMessageContaining("not.here");
    }

    @Test
    void aBundleWhoseActivatorThrowsIsNamedWithItsReason() {
        assertThatThrownBy(() -> boot(new Entry(new TestBundle("bad").activator(Failing.class), 5)))
                .hasMessageContaining("bad 1.0.0 did not start")
                .hasMessageContaining("no luck today");
    }

    @Test
    void nothingAboveAFailedLevelIsStarted() {
        assertThatThrownBy(() -> boot(
                        new Entry(new TestBundle("bad").activator(Failing.class), 5),
                        new Entry(new TestBundle("above"), 6)))
                .isInstanceOf(LaunchException.class);

        assertThat(states()).doesNotContain(Map.entry("above", Bundle.ACTIVE));
    }

    @Test
    void aBundleThatIsNotInTheRepositoryIsNamedWithItsPlace() throws IOException {
        writeFeature("{ \"id\": \"test:none:1\" }");

        assertThatThrownBy(() -> new Boot(framework).upTo(30, home))
                .hasMessageContaining("test:none:1")
                .hasMessageContaining("repository/test/none/1/none-1.jar");
    }

    @Test
    void aReportedFailureEndsTheStartWithItsTextAndCode() {
        assertThatThrownBy(() -> boot(
                        new Entry(new TestBundle("config").activator(ReportsFailure.class), 10),
                        new Entry(new TestBundle("above"), 11)))
                .hasMessage("caracal.conf: 3: nonsense")
                .asInstanceOf(InstanceOfAssertFactories.type(LaunchException.class))
                .returns(78, LaunchException::exitCode);
    }

    @Test
    void aFailureReportedLaterEndsTheBroker() throws Exception {
        Reports reports = boot(new Entry(new TestBundle("a"), 1));
        MavenCoordinates late =
                new TestBundle("late").activator(ReportsFailure.class).writeTo(repository);

        installAndStart(late);

        assertThatThrownBy(reports::awaitEnd).hasMessage("caracal.conf: 3: nonsense");
    }

    @Test
    void listenersAreToldAsTheyDescribeThemselves() throws Exception {
        Reports reports = boot(new Entry(new TestBundle("transport").activator(ReportsListener.class), 30));

        assertThat(reports.listeners()).containsExactly("tcp:default 127.0.0.1:1883");
    }

    @Test
    void theBrokerEndsWhenABundleStopsTheFramework() throws Exception {
        Reports reports = boot(new Entry(new TestBundle("a"), 1));
        MavenCoordinates last =
                new TestBundle("last").activator(StopsFramework.class).writeTo(repository);

        installAndStart(last);

        reports.awaitEnd();
    }

    @Test
    void levelsAboveTheHighestAskedForStayDown() throws Exception {
        writeFeature(line(new Entry(new TestBundle("low"), 10)), line(new Entry(new TestBundle("high"), 20)));

        new Boot(framework).upTo(10, home);

        assertThat(states()).contains(Map.entry("low", Bundle.ACTIVE)).doesNotContain(Map.entry("high", Bundle.ACTIVE));
    }

    @Test
    void aFragmentWithoutItsHostIsNamed() {
        assertThatThrownBy(() -> boot(new Entry(new TestBundle("part").header("Fragment-Host", "absent"), 1)))
                .hasMessageContaining("part 1.0.0 found no host absent");
    }

    @Test
    void allProblemsOfALevelAreNamed() {
        assertThatThrownBy(() -> boot(
                        new Entry(new TestBundle("one").activator(Failing.class), 5),
                        new Entry(new TestBundle("two").header("Import-Package", "not.here"), 5)))
                .hasMessageContaining("one 1.0.0")
                .hasMessageContaining("two 1.0.0");
    }

    private record Entry(TestBundle bundle, int level) {}

    private Reports boot(Entry... entries) throws Exception {
        String[] lines = new String[entries.length];
        for (int i = 0; i < entries.length; i++) {
            lines[i] = line(entries[i]);
        }
        writeFeature(lines);
        return new Boot(framework).upTo(30, home);
    }

    private void installAndStart(MavenCoordinates id) throws Exception {
        framework
                .context()
                .installBundle(repository.find(id).toUri().toString())
                .start();
    }

    private String line(Entry entry) throws IOException {
        return "{ \"id\": \"%s\", \"bundleStartLevel\": %d }"
                .formatted(entry.bundle().writeTo(repository), entry.level());
    }

    private void writeFeature(String... bundles) throws IOException {
        Path folder = Files.createDirectories(home.resolve("features"));
        Files.writeString(
                folder.resolve("io.caracal.broker.json"),
                "{ \"id\": \"test:boot:1\", \"bundles\": [" + String.join(",", bundles) + "] }");
    }

    private List<Map.Entry<String, Integer>> states() {
        return Arrays.stream(framework.context().getBundles())
                .skip(1)
                .map(bundle -> Map.entry(bundle.getSymbolicName(), bundle.getState()))
                .collect(Collectors.toList());
    }
}
