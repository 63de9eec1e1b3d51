package io.caracal.api.rest;

/** The codes of {@code {"code": …, "message": …}}, each with its HTTP status. */
public enum ErrorCode {
    BAD_REQUEST(400, "The request is malformed or a value is out of range; the message says where."),
    TEST_FAILED(400, "What was to be tried was tried and did not work; the message says why. Nothing was kept."),
    UNAUTHORIZED(401, "No credentials were given."),
    BAD_USERNAME_OR_PWD(401, "User name or password is wrong."),
    BAD_TOKEN(401, "The token is not valid, has expired or was revoked."),
    BAD_API_KEY_OR_SECRET(401, "The API key or its secret is wrong, or the key is expired or disabled."),
    FORBIDDEN(403, "The caller's role does not allow this."),
    NOT_ALLOWED(403, "This cannot be done in this way or to this object."),
    LOGIN_LOCKED(403, "Too many failures; log in again later."),
    NOT_FOUND(404, "There is nothing at this path or of this name."),
    CLIENTID_NOT_FOUND(404, "There is no client with this identifier."),
    TOPIC_NOT_FOUND(404, "Nobody subscribes to this topic filter."),
    METHOD_NOT_ALLOWED(405, "The path exists, but not with this method."),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be produced."),
    REQUEST_TIMEOUT(408, "The request did not arrive in time."),
    ALREADY_EXISTS(409, "There is one of this name already."),
    CONFLICT(409, "The state of the object does not allow this."),
    PRECONDITION_FAILED(412, "The object has changed since it was read."),
    CONTENT_TOO_LARGE(413, "The body is larger than allowed."),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the body is not understood here."),
    TOO_MANY_REQUESTS(429, "Too many requests; try again later."),
    HEADERS_TOO_LARGE(431, "The request line and headers are larger than allowed."),
    INTERNAL_ERROR(500, "Something is broken in the broker or a plugin; its log has the details."),
    SERVICE_UNAVAILABLE(503, "What would answer is not there at the moment.");

    private final int status;
    private final String description;

    ErrorCode(int status, String description) {
        this.status = status;
        this.description = description;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }
}
