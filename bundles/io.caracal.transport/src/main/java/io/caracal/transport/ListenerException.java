package io.caracal.transport;

/** A listener cannot be opened; the message says which, why and what to do. */
class ListenerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String bind;

    /** None of them in particular. */
    ListenerException(String message) {
        super(message);
        this.path = "listeners";
        this.bind = "";
    }

    ListenerException(ListenerId id, ListenerSettings settings, String message) {
        super(message);
        this.path = id.path() + ".bind";
        this.bind = settings.bind();
    }

    ListenerException(ListenerId id, ListenerSettings settings, String message, Throwable cause) {
        super(message, cause);
        this.path = id.path() + ".bind";
        this.bind = settings.bind();
    }

    /** The setting that the problem is about. */
    String path() {
        return path;
    }

    /** Its value. */
    String bind() {
        return bind;
    }
}
