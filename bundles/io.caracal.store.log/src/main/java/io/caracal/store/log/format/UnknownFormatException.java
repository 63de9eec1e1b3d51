package io.caracal.store.log.format;

import java.io.IOException;

/** A file is whole but of a version that is not known here; nothing may be done with it. */
public final class UnknownFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what was found and what is known */
    public UnknownFormatException(String message) {
        super(message);
    }
}
