package io.caracal.store.log.format;

/** A record is whole, and yet does not hold what its type says. */
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedRecordException(String message) {
        super(message);
    }
}
