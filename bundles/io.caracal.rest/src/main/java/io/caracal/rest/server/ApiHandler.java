package io.caracal.rest.server;

import io.caracal.api.rest.ErrorCode;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What holds for every request: its rate and size, the headers of the answer, and who answers which path. */
public final class ApiHandler extends Handler.Abstract {
    private static final String API = "/api/v5/";
    private static final String DOCS = "/api-docs";

    private final Api api;
    private final Docs docs;
    private final RequestLimits limits;
    private final RequestRate rate;

    /** Answers what lies below {@code /api/v5/}. */
    public interface Api {
        /** @param path raw, without {@code /api/v5/} */
        void handle(Request request, String path, BoundedBody body, Response response, Callback callback);
    }

    /** Answers what lies below {@code /api-docs}. */
    public interface Docs {
        /** @param path raw, what follows {@code /api-docs} */
        void handle(Request request, String path, Response response, Callback callback);
    }

    public ApiHandler(Api api, Docs docs, RequestLimits limits) {
        this.api = api;
        this.docs = docs;
        this.limits = limits;
        this.rate = new RequestRate(limits.rate(), System::nanoTime);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        security(response.getHeaders());
        if (!rate.allows(Request.getRemoteAddr(request))) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            ErrorAnswer.write(
                    response,
                    callback,
                    ErrorCode.TOO_MANY_REQUESTS,
                    "more than " + limits.rate() + " requests a second came from " + Request.getRemoteAddr(request)
                            + "; send fewer, or raise dashboard.max_request_rate");
        } else if (request.getLength() > limits.body() && !isLarge(request)) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            ErrorAnswer.write(response, callback, ErrorCode.CONTENT_TOO_LARGE, BoundedBody.tooLarge(limits.body()));
        } else if (!preflight(request, response, callback)) {
            route(request, response, callback);
        }
        return true;
    }

    /** A body that is no JSON may belong to a method that takes large ones; that is known when the method is found. */
    private static boolean isLarge(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type != null && !type.startsWith("application/json") && !type.startsWith("text/");
    }

    /** Answers with a refusal, for those who answer in this handler's place. */
    public static void refuse(Response response, Callback callback, ErrorCode code, String message) {
        ErrorAnswer.write(response, callback, code, message);
    }

    private void route(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        if (path.startsWith(API)) {
            call(request, path.substring(API.length()), response, callback);
        } else if (path.equals("/status")) {
            call(request, "status", response, callback);
        } else if (path.equals(DOCS) || path.startsWith(DOCS + "/")) {
            docs.handle(request, path.substring(DOCS.length()), response, callback);
        } else {
            ErrorAnswer.write(
                    response,
                    callback,
                    ErrorCode.NOT_FOUND,
                    "there is nothing at " + path + "; the API is below " + API + ", its description at " + DOCS);
        }
    }

    private void call(Request request, String path, Response response, Callback callback) {
        BoundedBody body = new BoundedBody(Request.asInputStream(request), limits.body(), limits.receive());
        api.handle(request, path, body, response, callback);
    }

    private static void security(HttpFields.Mutable headers) {
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    /** @return whether it was a browser's question in advance, which is answered then */
    private boolean preflight(Request request, Response response, Callback callback) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null || !allowed(limits.origins(), origin)) {
            return false;
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Access-Control-Allow-Origin", origin);
        headers.put(HttpHeader.VARY, "Origin");
        headers.put("Access-Control-Expose-Headers", "ETag, Location, Retry-After");
        if (!request.getMethod().equals("OPTIONS")
                || request.getHeaders().get("Access-Control-Request-Method") == null) {
            return false;
        }
        headers.put("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
        headers.put("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match");
        headers.put("Access-Control-Max-Age", "600");
        response.setStatus(204);
        callback.succeeded();
        return true;
    }

    private static boolean allowed(List<String> origins, String origin) {
        return origins.contains(origin) || origins.contains("*");
    }
}
