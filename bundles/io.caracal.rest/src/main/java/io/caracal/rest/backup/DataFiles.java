package io.caracal.rest.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the data folder that a backup copies as they are. Whoever changes one of them replaces it as a whole, so each copy is right by
 * itself.
 */
record DataFiles(Path data, Set<Path> asked) {
    /** What is made anew at each start, belongs to the process that runs, is a backup itself, or is copied by its owner. */
    private static final Set<String> LEFT_OUT =
            Set.of("framework", "logs", "run", "store", "backups", "exports", "caracal.lock", "caracal.pid");

    private static final Pattern COPY_OF_PLUGIN = Pattern.compile("plugins/([0-9a-f]{64})\\.jar");
    private static final List<String> TEMPORARY = List.of(".tmp", ".part", ".new", ".lock");

    /** By their names relative to the folder, with slashes. */
    SortedMap<String, Path> find() throws IOException {
        SortedMap<String, Path> found = new TreeMap<>();
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.equals(data) || isWanted(folder)
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isWanted(file)) {
                    found.put(name(file), file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // replaced meanwhile
                }
                throw e;
            }
        });
        leaveOutRemade(found);
        return found;
    }

    /** Copies of what lies in plugins/ of the distribution are made anew at each start; the journal names those that are not. */
    private void leaveOutRemade(SortedMap<String, Path> found) throws IOException {
        Path journal = data.resolve("plugins").resolve("journal.json");
        String named = Files.exists(journal) ? Files.readString(journal) : "";
        found.keySet().removeIf(name -> {
            Matcher copy = COPY_OF_PLUGIN.matcher(name);
            return name.startsWith("plugins/uploads/") || copy.matches() && !named.contains(copy.group(1));
        });
    }

    private boolean isWanted(Path path) {
        Path relative = data.relativize(path);
        String last = String.valueOf(relative.getFileName());
        return !LEFT_OUT.contains(String.valueOf(relative.getName(0)))
                && !String.valueOf(relative.getName(0)).startsWith("replaced-")
                && TEMPORARY.stream().noneMatch(last::endsWith)
                && !asked.contains(relative);
    }

    private String name(Path file) {
        return data.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    static long size(Map<String, Path> files) throws IOException {
        long size = 0;
        for (Path file : files.values()) {
            try {
                size += Files.size(file);
            } catch (NoSuchFileException _) {
                // replaced by another or gone: nothing to count
            }
        }
        return size;
    }
}
