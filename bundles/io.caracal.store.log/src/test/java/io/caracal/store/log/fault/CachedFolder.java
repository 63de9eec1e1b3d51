package io.caracal.store.log.fault;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * A folder as an operating system has it: the names that programs see, those that the medium has, and the changes between them. Each of
 * these may be on the medium when the power fails, whether those before it are or not; a name changes as a whole.
 */
final class CachedFolder {
    /** A change of names. */
    private sealed interface Change {
        void apply(Map<String, CachedFile> files);
    }

    private record Created(String name, CachedFile file) implements Change {
        @Override
        public void apply(Map<String, CachedFile> files) {
            files.put(name, file);
        }
    }

    private record Deleted(String name, CachedFile file) implements Change {
        @Override
        public void apply(Map<String, CachedFile> files) {
            files.remove(name, file);
        }
    }

    private record Renamed(String from, String to, CachedFile file) implements Change {
        @Override
        public void apply(Map<String, CachedFile> files) {
            if (files.remove(from, file)) {
                files.put(to, file);
            }
        }
    }

    private final NavigableMap<String, CachedFile> seen = new TreeMap<>();
    private final NavigableMap<String, CachedFile> medium = new TreeMap<>();
    private final List<Change> unforced = new ArrayList<>();

    List<String> names() {
        return List.copyOf(seen.keySet());
    }

    boolean has(String name) {
        return seen.containsKey(name);
    }

    CachedFile get(String name) throws IOException {
        CachedFile file = seen.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    CachedFile create(String name) throws IOException {
        if (seen.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        CachedFile file = new CachedFile();
        change(new Created(name, file));
        return file;
    }

    void delete(String name) throws IOException {
        change(new Deleted(name, get(name)));
    }

    void rename(String from, String to) throws IOException {
        change(new Renamed(from, to, get(from)));
    }

    void force() {
        unforced.forEach(change -> change.apply(medium));
        unforced.clear();
    }

    /** Some changes are on the medium, some never will be, and the system believes that all are. */
    void failForce(Random chance) {
        unforced.removeIf(_ -> chance.nextBoolean());
        force();
    }

    long bytes() {
        return seen.values().stream().mapToLong(CachedFile::size).sum();
    }

    CachedFolder afterPowerLoss(Random chance, double kept) {
        Map<String, CachedFile> names = new TreeMap<>(medium);
        for (Change change : unforced) {
            if (chance.nextDouble() < kept) {
                change.apply(names);
            }
        }
        CachedFolder left = new CachedFolder();
        Map<CachedFile, CachedFile> files = new IdentityHashMap<>();
        names.forEach((name, file) ->
                left.medium.put(name, files.computeIfAbsent(file, cached -> cached.afterPowerLoss(chance, kept))));
        left.seen.putAll(left.medium);
        return left;
    }

    private void change(Change change) {
        change.apply(seen);
        unforced.add(change);
    }
}
