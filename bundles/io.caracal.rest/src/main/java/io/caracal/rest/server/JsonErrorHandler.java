package io.caracal.rest.server;

import io.caracal.api.rest.ErrorCode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the HTTP server itself refuses looks like every other refusal, and says nothing about its inside. */
final class JsonErrorHandler extends ErrorHandler {
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        ErrorCode code = code(status);
        byte[] body = ErrorAnswer.body(code, text(code, status, message));
        headers(response.getHeaders(), body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    @Override
    public ByteBuffer badMessageError(int status, @Nullable String reason, HttpFields.Mutable fields) {
        ErrorCode code = code(status);
        byte[] body = ErrorAnswer.body(code, text(code, status, reason));
        headers(fields, body.length);
        return ByteBuffer.wrap(body);
    }

    /** The server ends the connection, since it cannot tell where the next request would begin; a client that is not told would send it there. */
    private static void headers(HttpFields.Mutable fields, int length) {
        ErrorAnswer.headers(fields, length);
        fields.put(HttpHeader.CONNECTION, "close");
    }

    private static String text(ErrorCode code, int status, @Nullable String message) {
        boolean clients = status < 500 && message != null && !message.isBlank();
        return clients ? code.description() + " (" + message + ")" : code.description();
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 408 -> ErrorCode.REQUEST_TIMEOUT;
            case 413 -> ErrorCode.CONTENT_TOO_LARGE;
            case 414, 431 -> ErrorCode.HEADERS_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ErrorCode.SERVICE_UNAVAILABLE;
            default -> status < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL_ERROR;
        };
    }
}
