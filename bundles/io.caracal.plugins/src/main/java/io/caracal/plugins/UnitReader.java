package io.caracal.plugins;

import io.caracal.api.plugins.PluginInfo;
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

/** Turns a jar or a feature file into the bundles that it asks for, copied and checked. */
final class UnitReader {
    static final String JAR = ".jar";
    static final String FEATURE = ".json";

    private final Path repository;
    private final BundleReader bundles;

    /**
     * @param repository the folder in Maven layout where features find their bundles
     */
    UnitReader(Path repository, BundleReader bundles) {
        this.repository = repository;
        this.bundles = bundles;
    }

    /**
     * Reads a file of the folder.
     *
     * @param looked where every file that mattered is noted with its stamp, also when it is refused: any change to one of them is
     *     a reason to read again
     */
    PluginUnit read(Path file, Map<Path, Stamp> looked) throws RefusedException {
        note(file, looked);
        String from = String.valueOf(file.getFileName());
        return file.toString().endsWith(FEATURE)
                ? feature(file, from, Provenance.MACHINE, looked)
                : bundle(file, from, "", Provenance.MACHINE);
    }

    /** Reads a jar as a plugin of one bundle. */
    PluginUnit bundle(Path file, String from, String coordinates, Provenance provenance) throws RefusedException {
        PluginBundle bundle = bundles.read(file, coordinates, Optional.empty(), provenance);
        return new PluginUnit(
                bundle.symbolicName(), PluginInfo.Kind.BUNDLE, bundle.version().toString(), from, List.of(bundle));
    }

    /** Reads a feature file whose bundles lie beside it or in the repository. */
    PluginUnit feature(Path file, String from, Provenance provenance, Map<Path, Stamp> looked) throws RefusedException {
        FeatureFile feature = FeatureFile.parse(text(file));
        if (provenance == Provenance.UPLOAD) {
            checkComplete(feature);
        }
        List<PluginBundle> found = new ArrayList<>();
        Map<String, MavenCoordinates> names = new HashMap<>();
        for (FeatureFile.FeatureBundle wanted : feature.bundles()) {
            PluginBundle bundle = artifact(wanted, file, provenance, looked);
            MavenCoordinates twin = names.putIfAbsent(bundle.symbolicName(), wanted.id());
            if (twin != null) {
                throw RefusedException.content(twin + " and " + wanted.id() + " are both the bundle "
                        + bundle.symbolicName() + "; name one of them");
            }
            found.add(bundle);
        }
        return new PluginUnit(
                feature.id().map(MavenCoordinates::artifact).orElseGet(() -> stem(file)),
                PluginInfo.Kind.FEATURE,
                feature.id().map(MavenCoordinates::version).orElse("0"),
                from,
                List.copyOf(found));
    }

    /** What an uploaded feature says about itself has to be enough to know what is meant. */
    private static void checkComplete(FeatureFile feature) throws RefusedException {
        if (feature.id().isEmpty()) {
            throw RefusedException.content("it has no 'id' such as com.example:auth:1.0.0, which gives it its name");
        }
        for (FeatureFile.FeatureBundle bundle : feature.bundles()) {
            if (bundle.sha256().isEmpty()) {
                throw RefusedException.content("its bundle " + bundle.id()
                        + " has no 'sha256'; an uploaded feature says of each bundle which content is meant");
            }
        }
    }

    private static Path note(Path file, Map<Path, Stamp> looked) {
        looked.put(file, Stamp.of(file));
        return file;
    }

    private PluginBundle artifact(
            FeatureFile.FeatureBundle wanted, Path feature, Provenance provenance, Map<Path, Stamp> looked)
            throws RefusedException {
        MavenCoordinates coordinates = wanted.id();
        Path sibling = note(feature.resolveSibling(coordinates.fileName()), looked);
        Path stored = note(repository.resolve(coordinates.path()), looked);
        Optional<Path> found =
                Stream.of(sibling, stored).filter(Files::isRegularFile).findFirst();
        if (found.isEmpty()) {
            throw RefusedException.content("its bundle " + coordinates + " is neither in the repository (" + stored
                    + ") nor beside the feature file (" + sibling.getFileName() + "); put it into one of the two");
        }
        Provenance of = found.get().equals(stored) ? Provenance.MACHINE : provenance;
        try {
            return bundles.read(found.get(), coordinates.toString(), wanted.sha256(), of);
        } catch (RefusedException e) {
            throw new RefusedException(e.remedy(), "its bundle " + coordinates + " cannot be used: " + e.reason());
        }
    }

    static String text(Path file) throws RefusedException {
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

    /** The file's name without what comes behind the last dot. */
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    static RefusedException unreadable(IOException e) {
        return RefusedException.unfinished("it cannot be read (" + e + ")");
    }
}
