package io.caracal.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tells from outside that a file has changed.
 *
 * @param key the file's identity on its file system (an inode), null where there is none
 */
record Stamp(long size, FileTime modified, @Nullable Object key) {
    /** The stamp of a file that is not there or cannot be looked at. */
    static final Stamp ABSENT = new Stamp(-1, FileTime.fromMillis(0), null);

    static Stamp of(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return found.isRegularFile() ? new Stamp(found.size(), found.lastModifiedTime(), found.fileKey()) : ABSENT;
        } catch (IOException ignored) {
            // A file that goes while one looks is a file that is gone.
            return ABSENT;
        }
    }

    boolean absent() {
        return Objects.equals(this, ABSENT);
    }
}
