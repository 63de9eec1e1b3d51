package io.caracal.rest.login;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record that is kept in a file. The file is the truth, not this object: during an update two versions of this bundle work on it, so it is
 * read again when it has changed, and changes are made under a lock.
 */
final class StoredRecord<T extends Record> {
    private static final long LOCK_PATIENCE = 10_000_000_000L;
    private static final long LOCK_PAUSE = 2_000_000L;

    private final Path file;
    private final Class<T> type;
    private final T initial;
    private final JsonMapper mapper;
    private volatile @Nullable Loaded<T> loaded;

    private record Loaded<T>(Stamp stamp, T value) {}

    private record Stamp(
            FileTime changed, long size, @Nullable Object key) {}

    /** @param initial what holds while there is no file */
    StoredRecord(Path file, Class<T> type, T initial, JsonMapper mapper) {
        this.file = file;
        this.type = type;
        this.initial = initial;
        this.mapper = mapper;
    }

    boolean exists() {
        return Files.exists(file);
    }

    T read() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Stamp stamp = new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            Loaded<T> known = loaded;
            if (known == null || !known.stamp().equals(stamp)) {
                known = new Loaded<>(stamp, mapper.readValue(Files.readAllBytes(file), type));
                loaded = known;
            }
            return known.value();
        } catch (NoSuchFileException _) {
            return initial;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "the file " + file + " is damaged (" + e.getOriginalMessage()
                            + "); restore it from a backup, or delete it to begin anew",
                    e);
        }
    }

    /** Changes it; what the function throws leaves everything as it was. */
    synchronized T change(UnaryOperator<T> change) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(
                            lockFile,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            SecretFile.ownerOnly(file));
                    FileLock _ = lock(channel)) {
                T before = read();
                T after = change.apply(before);
                if (!after.equals(before) || !exists()) {
                    SecretFile.write(
                            file, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(after));
                }
                return after;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Within one process a lock is refused, not waited for. */
    private FileLock lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + LOCK_PATIENCE;
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("another version of this bundle holds the lock of " + file, e);
                }
                LockSupport.parkNanos(LOCK_PAUSE);
            }
        }
    }

    /** Deletes the file. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
