package io.caracal.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;

/** Words for exceptions whose own message is only a path. */
final class Reasons {
    private Reasons() {}

    static String of(IOException e) {
        return switch (e) {
            case FileAlreadyExistsException exists -> exists.getFile() + " is a file, expected is a folder";
            case AccessDeniedException denied -> "no permission on " + denied.getFile();
            case FileSystemException file
            when file.getReason() != null -> file.getReason() + " (" + file.getFile() + ")";
            default -> String.valueOf(e.getMessage());
        };
    }
}
