package io.caracal.api.broker;

/** What was asked for makes no sense to the broker; nothing was done. The message says what was given and what is expected. */
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        super(message);
    }
}
