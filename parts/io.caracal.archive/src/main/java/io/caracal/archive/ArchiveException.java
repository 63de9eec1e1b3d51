package io.caracal.archive;

import java.io.IOException;

/** A file is no archive that can be used; the message says what is wrong and what to do. */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    public ArchiveException(String message) {
        super(message);
    }

    public ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
