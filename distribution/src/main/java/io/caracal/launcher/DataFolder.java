package io.caracal.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder that belongs to one running broker. The lock on {@code caracal.lock} is what decides: the operating system drops it
 * when the process ends in whatever way, so a file left behind never keeps a broker from starting. {@code caracal.pid} only tells
 * who holds it.
 */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "caracal.lock";
    private static final String PID = "caracal.pid";
    private static final String READY = "run/ready";

    /** Left by a restore from its last preparation to its end. */
    private static final String RESTORE = ".restore/ready";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates the folder where it is missing and takes it for this process.
     *
     * @throws LaunchException if it cannot be written, or another process has it
     */
    static DataFolder take(Path path) throws LaunchException {
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new LaunchException(ExitCode.ALREADY_RUNNING, alreadyRunning(path));
            }
            if (Files.exists(path.resolve(RESTORE))) {
                channel.close();
                throw new LaunchException(ExitCode.DATA_FOLDER, halfRestored(path));
            }
            Files.deleteIfExists(path.resolve(READY)); // of one that was killed
            Files.writeString(path.resolve(PID), ProcessHandle.current().pid() + "\n");
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new LaunchException(ExitCode.DATA_FOLDER, unwritable(path, e), closing(channel, e));
        }
    }

    /** The process that holds the folder, without taking it; empty if none does. */
    static Optional<Holder> holder(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE)) {
            return lock(channel) == null ? Optional.of(new Holder(readPid(path))) : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** @param pid -1 if the file that names it cannot be read */
    record Holder(long pid) {}

    Path path() {
        return path;
    }

    /** Leaves word that the broker serves clients from now on, for whoever waits for that: {@code run/ready} holds the process. */
    void ready() throws IOException {
        Path file = path.resolve(READY);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, ProcessHandle.current().pid() + "\n");
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path.resolve(READY));
            Files.deleteIfExists(path.resolve(PID));
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held by this very process
        }
    }

    private static long readPid(Path path) throws IOException {
        try {
            return Long.parseLong(Files.readString(path.resolve(PID)).strip());
        } catch (NoSuchFileException | NumberFormatException _) {
            return -1; // between lock and first write, or written by hand
        }
    }

    private static String alreadyRunning(Path path) throws IOException {
        long pid = readPid(path);
        return "Another broker%s runs on the data folder %s. Stop it, or give this one a folder of its own with --data."
                .formatted(pid < 0 ? "" : " (process " + pid + ")", path);
    }

    private static String halfRestored(Path path) {
        return "A restore into the data folder %s was interrupted. Finish it with 'caracal restore --resume', then start again."
                .formatted(path);
    }

    private static String unwritable(Path path, IOException e) {
        return "The data folder %s cannot be written: %s. Give the user %s the right to write there, or name another folder with --data."
                .formatted(path, Reasons.of(e), System.getProperty("user.name"));
    }

    private static IOException closing(@Nullable FileChannel channel, IOException e) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
        }
        return e;
    }
}
