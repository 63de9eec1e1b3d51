package io.caracal.plugins;

import org.jspecify.annotations.Nullable;

/** A file, a bundle or a change that is not taken up. The message names what was found, why that cannot be, and what to do. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What has to change before it is worth another look. */
    enum Remedy {
        /** The file itself: another content is looked at again, this one is not. */
        CONTENT,
        /** Perhaps nothing: the file looks as if it were still being written. */
        PATIENCE,
        /** What else is installed: looked at again after each change. */
        SURROUNDINGS
    }

    private final Remedy remedy;

    RefusedException(Remedy remedy, String message) {
        super(message);
        this.remedy = remedy;
    }

    private RefusedException(Remedy remedy, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    static RefusedException content(String message) {
        return new RefusedException(Remedy.CONTENT, message);
    }

    static RefusedException unfinished(String message) {
        return new RefusedException(Remedy.PATIENCE, message);
    }

    static RefusedException surroundings(String message) {
        return new RefusedException(Remedy.SURROUNDINGS, message);
    }

    static RefusedException surroundings(String message, Throwable cause) {
        return new RefusedException(Remedy.SURROUNDINGS, message, cause);
    }

    /** The same with more words. */
    RefusedException saying(String message) {
        return new RefusedException(remedy, message, getCause());
    }

    Remedy remedy() {
        return remedy;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
