package io.caracal.auth.jwt;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The keys cannot be had, so that nothing can be said about a token: the back end fails, which lets nobody in. */
final class KeysUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    KeysUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
