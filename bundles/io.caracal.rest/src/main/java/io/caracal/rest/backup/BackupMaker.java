package io.caracal.rest.backup;

import io.caracal.api.store.KeptFiles;
import io.caracal.api.store.StoreMaintenance;
import io.caracal.archive.ArchiveWriter;
import io.caracal.archive.Kind;
import io.caracal.archive.Manifest;
import io.caracal.archive.Origin;
import io.caracal.archive.PrivateFiles;
import io.caracal.rest.archives.ArchiveFolder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Makes one file of everything that the broker keeps, while it goes on: first the copies that are to be asked for, into a folder of their own, the
 * store last; then all of it into an archive.
 *
 * @param data the data folder
 * @param config the files of the configuration, by their names
 * @param kept what is asked for its copy
 * @param floor bytes that stay free
 */
record BackupMaker(
        Path data,
        SortedMap<String, Path> config,
        ArchiveFolder folder,
        List<KeptFiles> kept,
        StoreMaintenance store,
        long floor) {
    private static final String MEMORY = "memory";

    Manifest make(Path file, Origin origin) throws IOException {
        SortedMap<String, Path> plain = plainFiles();
        StoreMaintenance.Stats stats = store.stats();
        folder.checkSpace(DataFiles.size(plain) + stats.bytes(), floor);
        Path work = folder.make().resolve(".work-" + file.getFileName());
        try {
            PrivateFiles.createFolder(work);
            for (KeptFiles files : kept) {
                for (Path each : files.files()) {
                    PrivateFiles.createFolder(work.resolve(each).resolveSibling("."));
                }
                files.copyTo(work);
            }
            if (!stats.type().equals(MEMORY)) {
                snapshot(work.resolve("store"));
            }
            SortedMap<String, Path> all = below(work, "data/");
            folder.checkSpace(DataFiles.size(plain) + DataFiles.size(all), floor);
            all.putAll(plain);
            return archived(file, all, origin);
        } finally {
            PrivateFiles.delete(work);
        }
    }

    private SortedMap<String, Path> plainFiles() throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        new DataFiles(data, KeptNames.of(kept)).find().forEach((name, file) -> files.put("data/" + name, file));
        config.forEach((name, file) -> files.put("config/" + name, file));
        return files;
    }

    private void snapshot(Path copy) throws IOException {
        try {
            var unused = store.snapshot(copy).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("the store cannot be copied: " + e.getCause(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the broker stops, or this interface is replaced");
        }
    }

    private static SortedMap<String, Path> below(Path folder, String prefix) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(prefix + folder.relativize(file).toString().replace('\\', '/'), file);
            }
        }
        return files;
    }

    private static Manifest archived(Path file, Map<String, Path> files, Origin origin) throws IOException {
        try (ArchiveWriter archive = new ArchiveWriter(file)) {
            for (Map.Entry<String, Path> entry : files.entrySet()) {
                if (Files.exists(entry.getValue())) {
                    add(archive, entry.getKey(), entry.getValue());
                }
            }
            return archive.finish(Kind.BACKUP, origin);
        }
    }

    private static void add(ArchiveWriter archive, String name, Path file) throws IOException {
        try {
            var unused = archive.add(name, file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " was removed while the backup was made; make it again", e);
        }
    }
}
