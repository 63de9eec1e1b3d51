package io.caracal.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Lines in {@code audit.log}, and older ones in {@code audit.1.log} and so on. */
final class AuditFiles implements AutoCloseable {
    private final Path folder;
    private final long maxSize;
    private final int maxFiles;
    private FileChannel current;

    AuditFiles(Path folder, long maxSize, int maxFiles) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.maxSize = maxSize;
        this.maxFiles = maxFiles;
        this.current = open();
        endTornLine();
    }

    private FileChannel open() throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(file(0), Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), ownerOnly);
    }

    /** A crash may have left half a line; the next one begins on its own. */
    private void endTornLine() throws IOException {
        byte[] content = Files.readAllBytes(file(0));
        if (content.length > 0 && content[content.length - 1] != '\n') {
            write("\n");
        }
    }

    private Path file(int number) {
        return folder.resolve(number == 0 ? "audit.log" : "audit." + number + ".log");
    }

    /** Returns when the line is on disk. */
    synchronized void append(String line) throws IOException {
        if (current.size() >= maxSize) {
            rotate();
        }
        write(line + "\n");
        current.force(false);
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            current.write(bytes);
        }
    }

    private void rotate() throws IOException {
        current.close();
        for (int number = maxFiles - 2; number >= 0; number--) {
            if (Files.exists(file(number))) {
                Files.move(file(number), file(number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        current = open();
    }

    /** The lines of one file in the order in which they were written; 0 is the newest file. Empty if there is no such file. */
    synchronized List<String> lines(int number) throws IOException {
        try {
            return Files.readAllLines(file(number));
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    int maxFiles() {
        return maxFiles;
    }

    @Override
    public synchronized void close() throws IOException {
        current.close();
    }
}
