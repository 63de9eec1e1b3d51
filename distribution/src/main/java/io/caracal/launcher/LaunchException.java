package io.caracal.launcher;

import org.jspecify.annotations.Nullable;

/** The broker cannot be started, or must end. The message is for the operator: what was found and what to do. */
final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    LaunchException(ExitCode exitCode, String message) {
        this(exitCode.number(), message, null);
    }

    LaunchException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        this(exitCode.number(), message, cause);
    }

    LaunchException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
