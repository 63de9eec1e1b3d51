package io.caracal.api.rest;

import java.util.Map;

/** A refusal: thrown by a resource, it becomes the answer {@code {"code": …, "message": …}} with the status of the code. */
public final class RestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, ?> details;

    /** @param message a sentence that says what was given, what is expected and what to do; never a secret */
    public RestException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    /**
     * @param details what a program wants to know besides, joined to the body under {@code details}; left out if empty
     */
    public RestException(ErrorCode code, String message, Map<String, ?> details) {
        super(message);
        this.code = code;
        this.details = Map.copyOf(details);
    }

    public static RestException badRequest(String message) {
        return new RestException(ErrorCode.BAD_REQUEST, message);
    }

    public static RestException notFound(String message) {
        return new RestException(ErrorCode.NOT_FOUND, message);
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, ?> details() {
        return details;
    }
}
