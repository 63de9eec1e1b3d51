package io.caracal.cli.offline;

import io.caracal.archive.PrivateFiles;
import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.address.LocalBroker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Holds a data folder as a broker would, so that none starts on it meanwhile. */
public final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it; the folder is made where it is missing.
     *
     * @throws CliException if a broker runs on it, or it cannot be written
     */
    public static FolderLock take(Path data) {
        try {
            PrivateFiles.createFolder(data);
            FileChannel channel =
                    FileChannel.open(data.resolve("caracal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw runs(data, new LocalBroker(data).process());
            }
            Owner.follow(data.resolve("caracal.lock"), data);
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.CANNOT_WRITE,
                    "The data folder " + data + " cannot be written: " + e
                            + ". Call caracal as the user of the broker.",
                    e);
        }
    }

    /** What to say of a folder that a broker has. */
    public static CliException runs(Path data, OptionalLong process) {
        String who = process.isPresent() && process.getAsLong() > 0 ? " (process " + process.getAsLong() + ")" : "";
        return new CliException(
                ExitCode.TRY_AGAIN,
                "A broker" + who + " runs on the data folder " + data + ". Stop it first, with 'caracal stop'.");
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held by this very process
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
