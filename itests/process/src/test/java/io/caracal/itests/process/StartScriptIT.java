package io.caracal.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.process.Caracal.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/caracal} makes of where it lies and which Java there is. */
class StartScriptIT {
    private final Distribution distribution = Distribution.built();

    @TempDir
    private Path folder;

    @Test
    void worksFromAnyDirectoryInAPathWithSpacesThroughALink() throws Exception {
        Distribution copy = distribution.copyTo(folder.resolve("a folder/the broker"));
        Path link = Files.createSymbolicLink(folder.resolve("link to it"), copy.script());

        Result result =
                new Caracal(link, List.of("config", "check")).in(Path.of("/")).run();

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains(copy.home().toRealPath().toString());
    }

    @Test
    void versionIsOneLine() throws Exception {
        assertThat(distribution.caracal("version").run().out()).matches("Caracal \\d+\\.\\d+\\.\\d+\n");
    }

    @Test
    void helpNamesEveryCommand() throws Exception {
        assertThat(distribution.caracal().run().out())
                .contains("run", "start", "stop", "status", "config check", "version", "help");
    }

    @Test
    void aJavaThatIsTooOldIsNamedAndNothingElseIsTried() throws Exception {
        Path old = fakeJdk("17.0.9");

        Result result = distribution
                .caracal("version")
                .environment("CARACAL_JAVA_HOME", old.toString())
                .run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("CARACAL_JAVA_HOME: " + old + " (Java 17)", "Install a JDK 25");
    }

    @Test
    void aFolderWithoutJavaIsNamed() throws Exception {
        Result result = distribution
                .caracal("version")
                .environment("CARACAL_JAVA_HOME", folder.toString())
                .run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains(folder + " (no working bin/java)");
    }

    @Test
    void anOldJavaHomeDoesNotKeepANewerOneFromBeingFound() throws Exception {
        Result result = distribution
                .caracal("version")
                .environment("CARACAL_JAVA_HOME", "")
                .environment("JAVA_HOME", fakeJdk("17.0.9").toString())
                .environment("PATH", System.getProperty("java.home") + "/bin:/usr/bin:/bin")
                .run();

        assertThat(result.exitCode()).isZero();
    }

    @Test
    void optionsForTheJvmAreHandedOn() throws Exception {
        Result result = distribution
                .caracal("run", "--data", folder.resolve("data").toString())
                .environment("CARACAL_JAVA_OPTS", "-Xmx64m -XX:NoSuchOption=1")
                .run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out() + result.err()).contains("NoSuchOption");
    }

    @Test
    void theBuildLeavesAnAotCacheThatAStartUses() throws Exception {
        Path log = folder.resolve("classes.log");

        Result result = distribution
                .caracal("run", "--data", folder.resolve("data").toString(), "--set", "nonsense=1")
                .environment("CARACAL_JAVA_OPTS", "-Xlog:class+load:file=" + log)
                .run();

        assertThat(result.exitCode()).isEqualTo(78);
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains(" io.caracal.launcher.Main ") && line.contains("shared objects file"))
                .anyMatch(line -> line.contains(" io.caracal.config.") && line.contains("shared objects file"));
    }

    @Test
    void anAotCacheOfOtherJarsIsNotUsedAndThatIsSaid() throws Exception {
        Distribution copy = distribution.copyTo(folder.resolve("upgraded"));
        Files.writeString(copy.home().resolve("lib/caracal.aot.key"), "1 2");
        Path log = folder.resolve("classes.log");

        Result result = copy.caracal("run", "--data", folder.resolve("data").toString(), "--set", "nonsense=1")
                .environment("CARACAL_JAVA_OPTS", "-Xlog:class+load:file=" + log)
                .run();

        assertThat(result.err()).contains("caracal optimize");
        assertThat(Files.readAllLines(log))
                .filteredOn(line -> line.contains(" io.caracal.launcher.Main "))
                .singleElement()
                .asString()
                .doesNotContain("shared objects file");
    }

    @Test
    void optimizeTakesNoArguments() throws Exception {
        Result result = distribution.caracal("optimize", "--quick").run();

        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).contains("--quick");
    }

    private Path fakeJdk(String version) throws IOException {
        Path jdk = folder.resolve("jdk-" + version);
        Files.createDirectories(jdk.resolve("bin"));
        Files.createSymbolicLink(jdk.resolve("bin/java"), Path.of("/bin/false"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }
}
