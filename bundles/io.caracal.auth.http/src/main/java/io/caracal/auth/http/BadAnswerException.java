package io.caracal.auth.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A server answered something that is no decision: it fails, which lets nobody in. */
final class BadAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    BadAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    BadAnswerException(String message) {
        this(message, null);
    }
}
