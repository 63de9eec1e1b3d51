package io.caracal.transport.tls;

/** Settings of TLS cannot be used; the message says why, naming the file. */
public final class TlsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String value;

    /**
     * @param key that of {@code ssl_options} that it is about, {@code certfile}
     * @param value what was given there
     */
    TlsException(String key, String value, String message) {
        super(message);
        this.key = key;
        this.value = value;
    }

    TlsException(String key, String value, String message, Throwable cause) {
        super(message, cause);
        this.key = key;
        this.value = value;
    }

    /** The key of {@code ssl_options} that it is about. */
    public String key() {
        return key;
    }

    /** What was given there. */
    public String value() {
        return value;
    }
}
