package io.caracal.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.architecture.BuiltBundle.Group;
import io.caracal.itests.lifecycle.Distribution;
import io.caracal.itests.lifecycle.Distribution.FeatureBundle;
import io.caracal.itests.lifecycle.HotBundle;
import io.caracal.itests.lifecycle.HotBundles;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom, who may export what, and what may carry which name. */
class ManifestsIT {
    private static final String OWN = "io.caracal.";
    private static final Distribution DISTRIBUTION = Distribution.assembled();
    private static final List<BuiltBundle> BUNDLES = bundles();
    private static final Path SOURCES = Path.of(System.getProperty("caracal.sources"));

    /** What several bundles carry as packages of their own. */
    private static final List<String> PARTS = modules(SOURCES.resolveSibling("parts"));

    private static List<BuiltBundle> bundles() {
        Set<Path> booted =
                DISTRIBUTION.bootBundles().stream().map(FeatureBundle::jar).collect(Collectors.toSet());
        return DISTRIBUTION.ownBundles().stream()
                .map(jar -> BuiltBundle.read(jar, booted.contains(jar)))
                .toList();
    }

    static List<BuiltBundle> all() {
        return BUNDLES;
    }

    private static Stream<BuiltBundle> of(Group group) {
        return BUNDLES.stream().filter(bundle -> bundle.group() == group);
    }

    static Stream<BuiltBundle> apis() {
        return of(Group.API);
    }

    static Stream<BuiltBundle> brokers() {
        return of(Group.BROKER);
    }

    static Stream<BuiltBundle> hot() {
        return of(Group.HOT);
    }

    /** Which of our bundles a package comes from. */
    private static Optional<BuiltBundle> exporter(String packageName) {
        return BUNDLES.stream()
                .filter(bundle -> bundle.exports().containsKey(packageName))
                .findFirst();
    }

    private static List<String> modules(Path folder) {
        return Arrays.stream(folder.toFile().listFiles())
                .filter(module -> Files.exists(module.toPath().resolve("pom.xml")))
                .map(File::getName)
                .toList();
    }

    @Test
    void everyFolderOfABundleIsInTheDistribution() {
        assertThat(BUNDLES).extracting(BuiltBundle::name).containsExactlyInAnyOrderElementsOf(modules(SOURCES));
    }

    @ParameterizedTest
    @MethodSource("all")
    void carriesOneNameEverywhere(BuiltBundle bundle) {
        assertThat(bundle.name()).isEqualTo(bundle.artifact()).startsWith(OWN);
        if (bundle.group() != Group.LIBRARY) {
            assertThat(bundle.classPackages())
                    .as("packages below the name of the bundle or of a part")
                    .allMatch(
                            name -> owned(name, bundle.name()) || PARTS.stream().anyMatch(part -> owned(name, part)));
        }
    }

    private static boolean owned(String packageName, String owner) {
        return packageName.equals(owner) || packageName.startsWith(owner + ".");
    }

    @ParameterizedTest
    @MethodSource("all")
    void isWiredByPackagesThatAreNamed(BuiltBundle bundle) {
        assertThat(bundle.manifest().getValue("Bundle-ManifestVersion")).isEqualTo("2");
        assertThat(bundle.header("DynamicImport-Package")).isEmpty();
        assertThat(bundle.header("Require-Bundle")).isEmpty();
        assertThat(bundle.header("Fragment-Host")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void hasNoActivator(BuiltBundle bundle) {
        if (bundle.group() != Group.LIBRARY) {
            assertThat(bundle.header("Bundle-Activator")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void exportsOnlyPackagesOfItsOwnWithAVersion(BuiltBundle bundle) {
        if (bundle.group() != Group.LIBRARY) {
            bundle.exports().forEach((name, attributes) -> {
                assertThat(bundle.classPackages()).contains(name);
                assertThat(attributes.getVersion()).as("version of %s", name).isNotNull();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void importsOurPackagesInARangeOfVersions(BuiltBundle bundle) {
        for (String name : bundle.imports()) {
            if (name.startsWith(OWN)) {
                assertThat(bundle.importOf(name).getVersion())
                        .as("range of %s", name)
                        .matches("[\\[(].+,.+[)\\]]");
                assertThat(exporter(name)).as("exporter of %s", name).isPresent();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("apis")
    void apiIsOnePackageThatAnyoneMayImport(BuiltBundle bundle) {
        assertThat(bundle.exports()).isNotEmpty();
        assertThat(bundle.exports().keySet()).containsExactlyInAnyOrderElementsOf(bundle.classPackages());
    }

    @ParameterizedTest
    @MethodSource("apis")
    void apiIsWiredToApisAndAnnotationsOnly(BuiltBundle bundle) {
        assertThat(bundle.imports())
                .allMatch(name -> name.startsWith("io.caracal.api.")
                        || name.startsWith("org.osgi.annotation.")
                        || name.startsWith("org.jspecify."));
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void brokerIsNotWiredToHotBundles(BuiltBundle bundle) {
        assertThat(bundle.imports().stream().flatMap(name -> exporter(name).stream()))
                .noneMatch(BuiltBundle::isHot);
    }

    @ParameterizedTest
    @MethodSource("hot")
    void hotBundleOffersNothingToBeWiredTo(BuiltBundle bundle) {
        assertThat(bundle.exports()).isEmpty();
        assertThat(bundle.header("Bundle-NativeCode")).isEmpty();
        assertThat(bundle.manifest().getValue("Bundle-SymbolicName")).doesNotContain("singleton");
    }

    @ParameterizedTest
    @MethodSource("hot")
    void hotBundleSeesOfUsTheApisOnly(BuiltBundle bundle) {
        assertThat(bundle.imports())
                .filteredOn(name -> name.startsWith(OWN))
                .allMatch(name -> name.startsWith("io.caracal.api.") || name.startsWith("io.caracal.lib."));
    }

    @ParameterizedTest
    @MethodSource("hot")
    void hotBundleBelongsToAFeatureAndHasPassedTheLifecycleTest(BuiltBundle bundle) {
        assertThat(DISTRIBUTION.hotFeatures().stream()
                        .flatMap(feature -> DISTRIBUTION.bundles(feature).stream())
                        .map(FeatureBundle::jar))
                .contains(bundle.jar());
        assertThat(HotBundles.of(DISTRIBUTION))
                .extracting(HotBundle::symbolicName)
                .contains(bundle.name());
    }

    @ParameterizedTest
    @MethodSource("all")
    void isNotWiredInACircle(BuiltBundle bundle) {
        Set<String> reached = new HashSet<>();
        Deque<BuiltBundle> next = new ArrayDeque<>(wiredTo(bundle));
        while (!next.isEmpty()) {
            BuiltBundle other = next.pop();
            if (reached.add(other.name())) {
                next.addAll(wiredTo(other));
            }
        }

        assertThat(reached).doesNotContain(bundle.name());
    }

    private static List<BuiltBundle> wiredTo(BuiltBundle bundle) {
        return bundle.imports().stream()
                .flatMap(name -> exporter(name).stream())
                .filter(other -> !other.name().equals(bundle.name()))
                .toList();
    }
}
