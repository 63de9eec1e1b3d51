package io.caracal.rest.server;

import io.caracal.api.rest.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers {@code {"code": …, "message": …}} for what is refused before a resource is reached. */
final class ErrorAnswer {
    private static final int FIRST_PRINTABLE = 0x20;

    private ErrorAnswer() {}

    static void write(Response response, Callback callback, ErrorCode code, String message) {
        response.setStatus(code.status());
        byte[] body = body(code, message);
        headers(response.getHeaders(), body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    static byte[] body(ErrorCode code, String message) {
        return ("{\"code\":\"" + code + "\",\"message\":\"" + escaped(message) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static void headers(HttpFields.Mutable headers, int length) {
        headers.put(HttpHeader.CONTENT_TYPE, "application/json");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put(HttpHeader.CONTENT_LENGTH, length);
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE) {
                out.append(' ');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
