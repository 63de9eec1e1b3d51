package io.caracal.auth.jwt;

/** A token that proves nothing. The message says why, for the operator, and repeats nothing of the token. */
final class InvalidTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidTokenException(String message) {
        super(message);
    }

    /** Clients cause it as often as they like; where it was thrown tells nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
