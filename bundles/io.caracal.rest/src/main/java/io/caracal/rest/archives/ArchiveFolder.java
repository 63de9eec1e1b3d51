package io.caracal.rest.archives;

import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import io.caracal.archive.ArchiveWriter;
import io.caracal.archive.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Archives in a folder that only the broker's user may read. The folder is made when the first one is. */
public final class ArchiveFolder {
    /** How the names of archives end. */
    public static final String SUFFIX = ".zip";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,180}\\.zip");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss.SSS").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final String prefix;

    /** One of them. */
    public record Entry(String name, long size, Instant createdAt) {}

    /** @param prefix of the names of new archives, {@code caracal-export} */
    public ArchiveFolder(Path folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /** The folder itself, which is there afterwards. */
    public Path make() throws IOException {
        PrivateFiles.createFolder(folder);
        return folder;
    }

    /** Where a new archive goes. */
    public Path fresh(Instant now) throws IOException {
        return make().resolve(prefix + "-" + TIME.format(now) + SUFFIX);
    }

    /** Where an archive of this name goes, whether it is there or not. */
    public Path place(String name) throws IOException {
        return make().resolve(checked(name));
    }

    /** @throws RestException if there is none of this name */
    public Path get(String name) {
        Path file = NAME.matcher(name).matches() ? folder.resolve(name) : null;
        if (file == null || !Files.isRegularFile(file)) {
            throw RestException.notFound("there is no file " + name + " in " + folder.getFileName());
        }
        return file;
    }

    /** @throws RestException if the name cannot be one */
    public static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw RestException.badRequest("filename: given \"" + name
                    + "\", expected letters, digits, dots, hyphens and underscores, and .zip at the end");
        }
        return name;
    }

    /** All that are whole, the newest first. */
    public List<Entry> all() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                entry(file).ifPresent(entries::add);
            }
        } catch (NoSuchFileException _) {
            return List.of();
        }
        entries.sort(Comparator.comparing(Entry::createdAt)
                .thenComparing(Entry::name)
                .reversed());
        return entries;
    }

    private static Optional<Entry> entry(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(new Entry(
                name, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
    }

    /** One of them. */
    public Entry entry(String name) throws IOException {
        return entry(get(name)).orElseThrow(() -> RestException.notFound("there is no file " + name));
    }

    /** @throws RestException if there is none of this name */
    public void delete(String name) throws IOException {
        Files.deleteIfExists(get(name));
        PrivateFiles.force(folder);
    }

    /** Removes what was left by a process that ended while it wrote. */
    public void sweep() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(".") && (name.endsWith(ArchiveWriter.TEMPORARY) || name.startsWith(".work-"))) {
                    PrivateFiles.delete(file);
                }
            }
        }
    }

    /** @throws RestException unless so many bytes can be written and so many are left */
    public void checkSpace(long bytes, long floor) throws IOException {
        long free = Files.getFileStore(make()).getUsableSpace();
        if (free - bytes < floor) {
            throw new RestException(
                    ErrorCode.CONFLICT,
                    "there is no room for this in " + folder + ": " + bytes + " bytes may be needed, " + free
                            + " are free, and " + floor
                            + " are to stay free (store.min_free_space); delete files there, or make room");
        }
    }
}
