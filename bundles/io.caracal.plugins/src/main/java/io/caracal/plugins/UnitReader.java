package io.caracal.plugins;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns a file of the folder into the bundles that it asks for, copied and checked. */
final class UnitReader {
    static final String JAR = ".jar";
    static final String FEATURE = ".json";

    private final Path repository;
    private final Staging staging;
    private final JarLimits limits;

    /**
     * @param repository the folder in Maven layout where features find their bundles
     */
    UnitReader(Path repository, Staging staging, JarLimits limits) {
        this.repository = repository;
        this.staging = staging;
        this.limits = limits;
    }

    /**
     * Reads a jar or a feature file.
     *
     * @param looked where every file that mattered is noted with its stamp, also when it is refused: any change to one of them is
     *     a reason to read again
     */
    PluginUnit read(Path file, Map<Path, Stamp> looked) throws RefusedException {
        note(file, looked);
        if (file.toString().endsWith(FEATURE)) {
            return feature(file, looked);
        }
        return new PluginUnit(List.of(bundle(file)));
    }

    private static Path note(Path file, Map<Path, Stamp> looked) {
        looked.put(file, Stamp.of(file));
        return file;
    }

    private PluginUnit feature(Path file, Map<Path, Stamp> looked) throws RefusedException {
        List<PluginBundle> bundles = new ArrayList<>();
        Map<String, MavenCoordinates> names = new HashMap<>();
        for (MavenCoordinates coordinates : FeatureFile.parse(text(file)).bundles()) {
            PluginBundle bundle = artifact(coordinates, file, looked);
            MavenCoordinates twin = names.putIfAbsent(bundle.symbolicName(), coordinates);
            if (twin != null) {
                throw RefusedException.content(twin + " and " + coordinates + " are both the bundle "
                        + bundle.symbolicName() + "; name one of them");
            }
            bundles.add(bundle);
        }
        return new PluginUnit(List.copyOf(bundles));
    }

    private PluginBundle artifact(MavenCoordinates coordinates, Path feature, Map<Path, Stamp> looked)
            throws RefusedException {
        Path sibling = note(feature.resolveSibling(coordinates.fileName()), looked);
        Path stored = note(repository.resolve(coordinates.path()), looked);
        Optional<Path> found =
                Stream.of(sibling, stored).filter(Files::isRegularFile).findFirst();
        if (found.isEmpty()) {
            throw RefusedException.content("its bundle " + coordinates + " is neither in the repository (" + stored
                    + ") nor beside the feature file (" + sibling.getFileName() + "); put it into one of the two");
        }
        try {
            return bundle(found.get());
        } catch (RefusedException e) {
            throw new RefusedException(e.remedy(), "its bundle " + coordinates + " cannot be used: " + e.reason());
        }
    }

    private String text(Path file) throws RefusedException {
        try {
            if (Files.size(file) > FeatureFile.MAX_BYTES) {
                throw RefusedException.content(
                        "it is larger than " + FeatureFile.MAX_BYTES + " bytes, so it is no feature file");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw RefusedException.unfinished("it is no text in UTF-8 (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private PluginBundle bundle(Path source) throws RefusedException {
        try {
            if (Files.size(source) > limits.fileBytes()) {
                throw RefusedException.content("it is larger than " + limits.fileBytes()
                        + " bytes; if that is what it needs, raise plugins.max_size");
            }
            Staging.Copy copy = staging.take(source);
            ManifestLint lint = new ManifestLint(new JarCheck(limits).check(copy.jar())::getValue);
            PluginBundle bundle = new PluginBundle(
                    lint.symbolicName(),
                    lint.version(),
                    copy.sha(),
                    copy.jar(),
                    source,
                    Files.getLastModifiedTime(source),
                    lint.warnings());
            List<String> violations = lint.violations();
            if (!violations.isEmpty()) {
                throw RefusedException.content(String.join("; also, ", violations));
            }
            return bundle;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static RefusedException unreadable(IOException e) {
        return RefusedException.unfinished("it cannot be read (" + e + ")");
    }
}
