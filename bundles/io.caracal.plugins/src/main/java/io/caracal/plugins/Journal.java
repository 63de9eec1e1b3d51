package io.caracal.plugins;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the service owns, on disk. Each state is one whole file that takes the place of the one before by a rename, so a crash at any
 * moment leaves the one or the other; that rename is the moment at which a change happens.
 */
final class Journal {
    static final String FILE = "journal.json";

    private final Path file;
    private final FileLayer files;

    Journal(Path folder, FileLayer files) {
        this.file = folder.resolve(FILE);
        this.files = files;
    }

    /**
     * The state that was written last; the empty one if none was.
     *
     * @throws IOException if it cannot be read or makes no sense, with what to do
     */
    JournalState read() throws IOException {
        if (!Files.exists(file)) {
            return JournalState.EMPTY;
        }
        try {
            return JournalText.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + ", which says what plugins were installed at run time, cannot be read: " + e.getMessage()
                            + ". Restore it from a copy, or delete it: then only the plugins of the folder are there.",
                    e);
        }
    }

    /** Returns when the state outlives a loss of power. */
    void write(JournalState state) throws IOException {
        Files.createDirectories(folder());
        Path part = file.resolveSibling(FILE + ".part");
        try (OutputStream out = files.create(part)) {
            out.write(JournalText.of(state).getBytes(StandardCharsets.UTF_8));
        }
        files.force(part);
        files.move(part, file);
        files.forceFolder(folder());
    }

    private Path folder() {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalStateException(file + " lies in no folder");
        }
        return folder;
    }
}
