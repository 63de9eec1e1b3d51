package io.caracal.api.plugins;

/** A change that was not made; everything is as it was before. The message says what was given, why that cannot be, and what to do. */
public final class PluginException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of obstacle it is. */
    public enum Kind {
        /** No such plugin, upload, version, or nothing to go back to. */
        NOT_FOUND,
        /** It is there already, or it belongs to the folder. */
        CONFLICT,
        /** What was given cannot be used: broken, against a rule, unsigned, not fitting, part of the broker. */
        REFUSED,
        /** Uploads are off, or this actor may not upload. */
        FORBIDDEN,
        /** Larger than {@code plugins.max_size} or what else limits it. */
        TOO_LARGE,
        /** It was sound, and did not come up in its time or could not serve; the version before goes on. */
        FAILED,
        /** Too many changes wait already. */
        BUSY,
        /** The broker stops. */
        STOPPING,
        /** A fault of the broker or of its machine, for example a full disk; the log has more. */
        INTERNAL
    }

    private final Kind kind;

    public PluginException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public PluginException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of obstacle it is. */
    public Kind kind() {
        return kind;
    }

    /** The message, never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
