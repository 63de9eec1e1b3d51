package io.caracal.transport;

/** A listener cannot be opened; the message says which, why and what to do. */
class ListenerException extends Exception {
    private static final long serialVersionUID = 1L;

    ListenerException(String message) {
        super(message);
    }

    ListenerException(String message, Throwable cause) {
        super(message, cause);
    }
}
