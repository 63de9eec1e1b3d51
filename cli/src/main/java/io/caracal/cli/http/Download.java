package io.caracal.cli.http;

import io.caracal.archive.PrivateFiles;
import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Writes what comes into a new file: readable by its owner only, and under its name when it is whole and on the disk. */
final class Download {
    private Download() {}

    /** Before anything is asked for. */
    static void check(Path file) {
        if (Files.exists(file)) {
            throw exists(file);
        }
    }

    /** @throws IOException if what comes breaks off */
    static void into(Path file, InputStream content) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = Objects.requireNonNull(absolute.getParent());
        Path temporary = folder.resolve(
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (FileChannel channel = onDisk(file, () -> PrivateFiles.create(temporary))) {
                byte[] block = new byte[1 << 16];
                for (int count = content.read(block); count >= 0; count = content.read(block)) {
                    ByteBuffer bytes = ByteBuffer.wrap(block, 0, count);
                    while (bytes.hasRemaining()) {
                        var unused = onDisk(file, () -> channel.write(bytes));
                    }
                }
                var unused = onDisk(file, () -> {
                    channel.force(true);
                    return true;
                });
            }
            var unused = onDisk(file, () -> {
                Files.createLink(absolute, temporary); // unlike a rename it replaces nothing
                PrivateFiles.force(folder);
                return true;
            });
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** What goes wrong on this machine is not the broker's. */
    private static <T> T onDisk(Path file, Step<T> step) {
        try {
            return step.run();
        } catch (FileAlreadyExistsException _) {
            throw exists(file);
        } catch (IOException e) {
            throw new CliException(ExitCode.CANNOT_WRITE, "The file " + file + " cannot be written: " + e + ".", e);
        }
    }

    private static CliException exists(Path file) {
        return new CliException(ExitCode.CONFLICT, "The file " + file + " exists already. Name another, or remove it.");
    }
}
