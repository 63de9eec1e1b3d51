package io.caracal.plugins;

import io.caracal.api.plugins.StoredPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The features that the distribution brings, besides the broker itself. */
final class FeatureFolder {
    private static final String BROKER = "io.caracal.broker";

    private final Path folder;

    FeatureFolder(Path folder) {
        this.folder = folder;
    }

    /** The file of a feature, if there is one. */
    Optional<Path> file(String name) {
        Path file = folder.resolve(name + UnitReader.FEATURE);
        return name.equals(BROKER) || !Files.isRegularFile(file) ? Optional.empty() : Optional.of(file);
    }

    /** The version that a feature file says it has. */
    Optional<String> version(Path file) throws RefusedException {
        return FeatureFile.parse(UnitReader.text(file)).id().map(MavenCoordinates::version);
    }

    List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(UnitReader.FEATURE))
                    .map(UnitReader::stem)
                    .filter(name -> !name.equals(BROKER))
                    .sorted()
                    .toList();
        } catch (IOException _) {
            // What cannot be listed is not on offer; whoever names a feature of it is told so.
            return List.of();
        }
    }

    /** Those that can be read. */
    List<StoredPlugin> stored() {
        List<StoredPlugin> stored = new ArrayList<>();
        for (String name : names()) {
            file(name).flatMap(file -> describe(name, file)).ifPresent(stored::add);
        }
        return stored;
    }

    private static Optional<StoredPlugin> describe(String name, Path file) {
        try {
            FeatureFile feature = FeatureFile.parse(UnitReader.text(file));
            return Optional.of(new StoredPlugin(
                    name,
                    feature.id().map(MavenCoordinates::artifact).orElse(name),
                    feature.id().map(MavenCoordinates::version).orElse("0"),
                    feature.description()));
        } catch (RefusedException _) {
            // It is no feature, so there is nothing to offer.
            return Optional.empty();
        }
    }
}
