package io.caracal.auth.http;

/** A client calls itself something that cannot be asked about. The message repeats nothing of it. */
final class UnfitValueException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitValueException(String message) {
        super(message);
    }

    /** Clients cause it as often as they like; where it was thrown tells nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
