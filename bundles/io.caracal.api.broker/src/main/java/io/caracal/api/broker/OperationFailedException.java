package io.caracal.api.broker;

/** What was asked for is sound but could not be done: a port is taken, a disk is full. The message says what to do about it. */
public final class OperationFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OperationFailedException(String message) {
        super(message);
    }

    public OperationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
