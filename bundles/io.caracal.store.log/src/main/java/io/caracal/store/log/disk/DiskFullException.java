package io.caracal.store.log.disk;

import java.io.IOException;

/** The file system, or the quota of the user, has no room for what was to be written. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what was written where */
    public DiskFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
