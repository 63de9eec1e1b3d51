package io.caracal.api.config;

/** The configuration was changed by somebody else since it was read; nothing was changed. */
public final class RevisionConflictException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String actual;

    public RevisionConflictException(String expected, String actual) {
        super("the configuration has revision " + actual + ", not " + expected
                + ": it was changed meanwhile; read it again and repeat the change");
        this.actual = actual;
    }

    /** The revision in force. */
    public String actual() {
        return actual;
    }
}
