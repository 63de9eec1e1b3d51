package io.caracal.security;

/** A source cannot be started. */
final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SourceSettings source;

    SourceException(SourceSettings source, String reason) {
        super(reason);
        this.source = source;
    }

    /** Where the source stands, {@code authorization.sources.0}. */
    String path() {
        return source.typeKeys().path();
    }

    /** Where it was set. */
    String origin() {
        return source.typeKeys().origin();
    }
}
