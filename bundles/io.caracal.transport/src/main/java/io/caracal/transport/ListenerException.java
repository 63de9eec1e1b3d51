package io.caracal.transport;

import io.caracal.transport.ListenersSettings.TcpListenerSettings;

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

    ListenerException(String name, TcpListenerSettings settings, String message) {
        super(message);
        this.path = path(name);
        this.bind = settings.bind();
    }

    ListenerException(String name, TcpListenerSettings settings, String message, Throwable cause) {
        super(message, cause);
        this.path = path(name);
        this.bind = settings.bind();
    }

    private static String path(String name) {
        return "listeners.tcp." + name + ".bind";
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
