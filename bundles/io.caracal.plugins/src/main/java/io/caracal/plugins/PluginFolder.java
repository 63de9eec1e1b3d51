package io.caracal.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder as it looks from one moment to the next. A file is read only when it has come to rest, and one that looks cut off is
 * given time to grow.
 */
final class PluginFolder {
    /** A file that looked the same for this long has come to rest. */
    static final Duration SETTLE = Duration.ofMillis(200);

    /** Who copies a file writes all the time; one written last longer ago than this was complete before we came. */
    private static final Duration AT_REST = Duration.ofSeconds(2);

    /** How long a writer may pause in the middle of a file before the verdict. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Path folder;
    private final UnitReader reader;
    private final Staging staging;
    private final PluginEngine engine;
    private final SortedMap<Path, TrackedFile> tracked = new TreeMap<>(Comparator.comparing(Path::toString));

    PluginFolder(Path folder, UnitReader reader, Staging staging, PluginEngine engine) {
        this.folder = folder;
        this.reader = reader;
        this.staging = staging;
        this.engine = engine;
    }

    /**
     * Looks at every file and brings what is installed in line with them.
     *
     * @return true if some file has not come to rest, so that one should look again after {@link #SETTLE}
     * @throws IOException if the folder, or that of the private copies, cannot be read
     */
    boolean look() throws IOException {
        List<Path> files = files();
        tracked.keySet().retainAll(files);
        boolean restless = false;
        for (Path file : files) {
            restless |= !judge(tracked.computeIfAbsent(file, TrackedFile::new));
        }
        engine.reconcile(tracked.values());
        staging.keepOnly(copies());
        return restless;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(PluginFolder::isPlugin).sorted().toList();
        }
    }

    private static boolean isPlugin(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".")
                && (name.endsWith(UnitReader.JAR) || name.endsWith(UnitReader.FEATURE))
                && Files.isRegularFile(file);
    }

    /** True if the verdict about the file's present content has been reached. */
    private boolean judge(TrackedFile file) {
        Stamp stamp = Stamp.of(file.path());
        Duration unchanged = Duration.ofNanos(file.unchangedFor(stamp, System.nanoTime()));
        Duration age = Duration.between(stamp.modified().toInstant(), Instant.now());
        if (unchanged.compareTo(SETTLE) < 0 && age.compareTo(AT_REST) < 0) {
            return false;
        }
        if (file.current()) {
            return true;
        }
        try {
            file.read(reader);
        } catch (RefusedException e) {
            boolean early = unchanged.compareTo(PATIENCE) < 0 && age.compareTo(PATIENCE) < 0;
            if (e.remedy() == RefusedException.Remedy.PATIENCE && early) {
                file.await();
                return false;
            }
            engine.refused(file, e);
        }
        return true;
    }

    private Set<Path> copies() {
        return tracked.values().stream().flatMap(TrackedFile::copies).collect(Collectors.toSet());
    }
}
