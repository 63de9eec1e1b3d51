package io.caracal.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
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
    private final BiConsumer<TrackedFile, RefusedException> refused;
    private final SortedMap<Path, TrackedFile> tracked = new TreeMap<>(Comparator.comparing(Path::toString));

    /**
     * @param refused told of each file that cannot be used
     */
    PluginFolder(Path folder, UnitReader reader, BiConsumer<TrackedFile, RefusedException> refused) {
        this.folder = folder;
        this.reader = reader;
        this.refused = refused;
    }

    /**
     * Looks at every file.
     *
     * @return true if some file has not come to rest, so that one should look again after {@link #SETTLE}
     * @throws IOException if the folder cannot be read
     */
    boolean scan() throws IOException {
        List<Path> files = files();
        tracked.keySet().retainAll(files);
        boolean restless = false;
        for (Path file : files) {
            restless |= !judge(tracked.computeIfAbsent(file, TrackedFile::new));
        }
        return restless;
    }

    /** The files as they were at the last look. */
    Collection<TrackedFile> tracked() {
        return List.copyOf(tracked.values());
    }

    /** The files that bring that plugin, or would if they were not refused. */
    List<TrackedFile> bringing(String plugin) {
        return tracked.values().stream()
                .filter(file -> file.pluginName().equals(plugin))
                .toList();
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
            file.unreadable(e.reason());
            refused.accept(file, e);
        }
        return true;
    }
}
