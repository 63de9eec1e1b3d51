package io.caracal.store.log.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of the file system. */
public final class FolderDisk implements Disk {
    private static final String LOCK = "lock";

    private final Path folder;
    private volatile @Nullable FileStore store;

    /** @param folder an existing folder */
    public FolderDisk(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Override
    public DiskFile create(String name) throws IOException {
        Path file = folder.resolve(name);
        return new ChannelFile(file, FileChannel.open(file, CREATE_NEW, READ, WRITE));
    }

    @Override
    public DiskFile open(String name) throws IOException {
        Path file = folder.resolve(name);
        return new ChannelFile(file, FileChannel.open(file, READ, WRITE));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    @Override
    public long freeSpace() throws IOException {
        FileStore known = store;
        if (known == null) {
            known = Files.getFileStore(folder); // reads the table of mounts, so once is enough
            store = known;
        }
        return known.getUsableSpace();
    }

    @Override
    public Closeable lock() throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
        FileLock lock = tried(channel);
        if (lock == null) {
            channel.close();
            throw new IOException(
                    "the store in " + folder + " is in use by another process, and one at a time can have it;"
                            + " stop that one, or set another data folder");
        }
        return channel;
    }

    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held by this process itself
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
