package io.caracal.itests.lifecycle;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that an operator unpacks.
 *
 * @param home where it lies
 */
public record Distribution(Path home) {
    private static final String BOOT_FEATURE = "io.caracal.broker.json";

    /** A bundle of a feature: its jar and the start level that the feature gives it. */
    public record FeatureBundle(Path jar, int startLevel) {}

    /** The folder that the system property {@code caracal.distribution} names. */
    public static Distribution assembled() {
        String home = System.getProperty("caracal.distribution");
        if (home == null || !Files.isDirectory(Path.of(home))) {
            throw new IllegalStateException("the system property caracal.distribution is " + home
                    + "; expected is the folder of the assembled distribution, build the module 'distribution' first");
        }
        return new Distribution(Path.of(home).toAbsolutePath().normalize());
    }

    /** What the launcher installs. */
    public List<FeatureBundle> bootBundles() {
        return bundles(home.resolve("features").resolve(BOOT_FEATURE));
    }

    /** The features besides the one that is the broker itself. */
    public List<Path> hotFeatures() {
        try (Stream<Path> files = Files.list(home.resolve("features"))) {
            return files.filter(file -> file.toString().endsWith(".json") && !file.endsWith(BOOT_FEATURE))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bundles that a feature file names, as they lie in the repository. */
    public List<FeatureBundle> bundles(Path feature) {
        return ConfigFactory.parseFile(feature.toFile()).getConfigList("bundles").stream()
                .map(bundle -> new FeatureBundle(jar(bundle.getString("id")), startLevel(bundle)))
                .toList();
    }

    private static int startLevel(Config bundle) {
        return bundle.hasPath("bundleStartLevel") ? bundle.getInt("bundleStartLevel") : 1;
    }

    private Path jar(String id) {
        List<String> parts = Arrays.asList(id.split(":"));
        String version = parts.getLast();
        String classifier = parts.size() > 4 ? "-" + parts.get(3) : "";
        return home.resolve("repository")
                .resolve(parts.getFirst().replace('.', '/'))
                .resolve(parts.get(1))
                .resolve(version)
                .resolve(parts.get(1) + "-" + version + classifier + ".jar");
    }

    /** The jar of one of our own bundles in the repository. */
    public Path bundle(String symbolicName) {
        Path folder = home.resolve("repository/io/caracal").resolve(symbolicName);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("no bundle " + symbolicName + " in " + home, e);
        }
    }

    /** All of our own bundles in the repository. */
    public List<Path> ownBundles() {
        try (Stream<Path> files = Files.walk(home.resolve("repository/io/caracal"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
