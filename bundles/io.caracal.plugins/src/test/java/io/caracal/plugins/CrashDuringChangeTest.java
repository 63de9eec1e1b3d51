package io.caracal.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.plugins.PluginChange;
import io.caracal.api.plugins.PluginChange.Install;
import io.caracal.api.plugins.PluginChange.Remove;
import io.caracal.api.plugins.PluginChange.Rollback;
import io.caracal.api.plugins.PluginChange.Update;
import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginSource.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

/**
 * The process ends at every single step to the disk that a change makes. Afterwards the feature is there in the old version or in the
 * new one, both of its bundles alike, and can be changed again.
 */
@Timeout(300)
class CrashDuringChangeTest {
    private static final int MORE_STEPS_THAN_ANY_CHANGE_HAS = 200;

    @TempDir
    Path work;

    private RunningFramework framework;

    @BeforeEach
    void start() throws BundleException, IOException {
        framework = new RunningFramework(work.resolve("cache"));
        framework.allowSideBySide();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.close();
    }

    static Stream<Arguments> changes() {
        Install first = new Install(new Stored("org.example:f:json:1.0"), false);
        Update second = new Update("f", new Stored("org.example:f:json:2.0"), false);
        return Stream.of(
                Arguments.of(Named.of("install", List.<PluginChange>of()), first, "none", "1.0.0"),
                Arguments.of(Named.of("update", List.of(first)), second, "1.0.0", "2.0.0"),
                Arguments.of(Named.of("rollback", List.of(first, second)), new Rollback("f", false), "2.0.0", "1.0.0"),
                Arguments.of(Named.of("remove", List.of(first, second)), new Remove("f", false), "2.0.0", "none"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void leavesTheOldVersionOrTheNewOneAndNeverHalf(
            List<PluginChange> before, PluginChange change, String old, String fresh) throws Exception {
        List<String> seen = new ArrayList<>();
        for (int steps = 0; steps < MORE_STEPS_THAN_ANY_CHANGE_HAS; steps++) {
            Path home = Files.createDirectory(work.resolve(old + "-" + fresh + "-" + steps));
            prepare(home);
            boolean crashed = crash(home, before, change, steps);
            String found = comesUpWith(home);

            assertThat(found).as("version after a crash at step %d", steps).isIn(old, fresh);
            if (!crashed) {
                assertThat(found).as("version after the whole change").isEqualTo(fresh);
                assertThat(seen).as("outcomes of %d crashes", steps).contains(old, fresh);
                return;
            }
            seen.add(found);
        }
        throw new AssertionError("the change goes on for ever");
    }

    @Test
    void leavesEverythingAsItWasWhenTheDiskIsFull() throws Exception {
        Update second = new Update("f", new Stored("org.example:f:json:2.0"), false);
        for (int steps = 0; steps < MORE_STEPS_THAN_ANY_CHANGE_HAS; steps++) {
            Path home = Files.createDirectory(work.resolve("full-" + steps));
            prepare(home);
            CrashingFileLayer files = new CrashingFileLayer();
            PluginSet plugins = restarted(home, files);
            plugins.apply(new Install(new Stored("org.example:f:json:1.0"), false), "kay", "local");
            files.fullAfter(steps);
            boolean done = applies(plugins, second);
            String expected = done ? "2.0.0" : "1.0.0";

            assertThat(framework.version("a")).isEqualTo(expected);
            assertThat(framework.version("b")).isEqualTo(expected);
            boolean untouched = !files.crashed();
            files.heal();
            plugins.look();
            restarted(home, files);
            assertThat(framework.version("a"))
                    .as("after a restart, full at step %d", steps)
                    .isEqualTo(expected);
            if (untouched) {
                assertThat(done).isTrue();
                return;
            }
        }
        throw new AssertionError("the change goes on for ever");
    }

    private static boolean applies(PluginSet plugins, PluginChange change) {
        try {
            plugins.apply(change, "kay", "local");
            return true;
        } catch (PluginException e) {
            assertThat(e.kind()).isIn(PluginException.Kind.INTERNAL, PluginException.Kind.REFUSED);
            assertThat(e).hasMessageContaining("No space left");
            return false;
        }
    }

    private static void prepare(Path home) throws IOException {
        Path group = home.resolve("repository/org/example");
        for (String version : List.of("1.0", "2.0", "3.0")) {
            for (String name : List.of("a", "b")) {
                TestJar.greeter(name, version).in(group.resolve(name).resolve(version), name + "-" + version + ".jar");
            }
            TestJar.atRest(group.resolve("f").resolve(version).resolve("f-" + version + ".json"), """
                    {"id": "org.example:f:%1$s", "bundles": [{"id": "org.example:a:%1$s"}, {"id": "org.example:b:%1$s"}]}
                    """.formatted(version)
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    /** True if the change did not come to its end. */
    private boolean crash(Path home, List<PluginChange> before, PluginChange change, int steps) throws Exception {
        CrashingFileLayer files = new CrashingFileLayer();
        PluginSet plugins = restarted(home, files);
        for (PluginChange earlier : before) {
            plugins.apply(earlier, "kay", "local");
        }
        files.crashAfter(steps);
        try {
            plugins.apply(change, "kay", "local");
        } catch (CrashingFileLayer.Crash _) {
            return true;
        }
        return files.crashed();
    }

    /** Starts again, as often as a machine would, and says which version is there. */
    private String comesUpWith(Path home) throws Exception {
        PluginSet plugins = restarted(home, new CrashingFileLayer());
        String found = framework.version("a");
        assertThat(framework.version("b")).isEqualTo(found);
        assertThat(TestPlugins.data(home)).isDirectoryNotContaining("glob:**.part");
        changeAgain(plugins, found);
        assertThat(framework.version("a")).isEqualTo("3.0.0");
        restarted(home, new CrashingFileLayer());
        assertThat(framework.version("b")).isEqualTo("3.0.0");
        return found;
    }

    private static void changeAgain(PluginSet plugins, String found) throws PluginException {
        Stored third = new Stored("org.example:f:json:3.0");
        plugins.apply(found.equals("none") ? new Install(third, false) : new Update("f", third, false), "kay", "local");
    }

    private PluginSet restarted(Path home, FileLayer files) throws BundleException, IOException {
        PluginSet plugins = new TestPlugins(home, framework.withoutPlugins())
                .files(files)
                .make()
                .plugins();
        plugins.look();
        return plugins;
    }
}
