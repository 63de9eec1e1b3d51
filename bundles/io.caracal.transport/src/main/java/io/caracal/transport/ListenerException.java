package io.caracal.transport;

/** A listener cannot be opened; the message says which, why and what to do. */
class ListenerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String given;

    /** None of them in particular. */
    ListenerException(String message) {
        super(message);
        this.path = "listeners";
        this.given = "";
    }

    /**
     * @param path the setting that the problem is about
     * @param given its value
     */
    ListenerException(String path, String given, String message, Throwable cause) {
        super(message, cause);
        this.path = path;
        this.given = given;
    }

    ListenerException(ListenerId id, ListenerSettings settings, String message) {
        super(message);
        this.path = id.path() + ".bind";
        this.given = settings.bind();
    }

    ListenerException(ListenerId id, ListenerSettings settings, String message, Throwable cause) {
        super(message, cause);
        this.path = id.path() + ".bind";
        this.given = settings.bind();
    }

    /** The setting that the problem is about. */
    String path() {
        return path;
    }

    /** Its value. */
    String given() {
        return given;
    }
}
