package io.caracal.rest.backup;

import io.caracal.api.config.ConfigurationView;
import io.caracal.api.config.ConfigurationView.KeyOrigin;
import io.caracal.api.config.ConfigurationView.Layer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The configuration file, what it includes, and the rules and the configuration of the log beside it. No keys and no certificates. */
final class ConfigurationFiles {
    private static final List<String> BESIDE = List.of("acl.conf", "logback.xml");
    private static final String LINE = ": \\d+$";

    private ConfigurationFiles() {}

    /**
     * By the names that they get.
     *
     * @param file the configuration file
     * @param view all of the configuration in force, which tells what else it was read from
     */
    static SortedMap<String, Path> of(Path file, Optional<ConfigurationView> view) {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        Set<Path> found = new LinkedHashSet<>();
        found.add(file.toAbsolutePath().normalize());
        BESIDE.forEach(name -> found.add(folder.resolve(name)));
        view.ifPresent(all -> all.origins().stream()
                .filter(origin -> origin.layer() == Layer.FILE)
                .map(KeyOrigin::place)
                .distinct()
                .forEach(place -> path(place).ifPresent(found::add)));
        SortedMap<String, Path> files = new TreeMap<>();
        found.stream()
                .filter(Files::isRegularFile)
                .filter(Files::isReadable)
                .forEach(each -> files.put(name(folder, each), each));
        return files;
    }

    private static Optional<Path> path(String place) {
        try {
            return Optional.of(
                    Path.of(place.replaceFirst(LINE, "")).toAbsolutePath().normalize());
        } catch (InvalidPathException _) {
            return Optional.empty(); // a place that is no file
        }
    }

    /** Included files from elsewhere come under the whole of their path. */
    private static String name(Path folder, Path file) {
        String name = file.startsWith(folder)
                ? folder.relativize(file).toString()
                : "elsewhere/" + file.getRoot().relativize(file);
        return name.replace(file.getFileSystem().getSeparator(), "/");
    }
}
