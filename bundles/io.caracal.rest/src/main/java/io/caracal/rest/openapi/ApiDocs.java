package io.caracal.rest.openapi;

import io.caracal.api.rest.ErrorCode;
import io.caracal.rest.json.Json;
import io.caracal.rest.server.ApiHandler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The document, and a page to browse it that fetches nothing from elsewhere. */
public final class ApiDocs implements ApiHandler.Docs {
    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "api-docs.js", "text/javascript; charset=utf-8",
            "api-docs.css", "text/css; charset=utf-8");

    private final Supplier<List<Object>> resources;
    private final String version;
    private volatile @Nullable Rendered rendered;

    /** @param resources of which it was made; weakly, or the bundle of one that went would stay in memory until somebody asks again */
    private record Rendered(WeakReference<List<Object>> resources, byte[] json) {}

    /** @param resources those that are there at the moment; the same list as long as nothing changes */
    public ApiDocs(Supplier<List<Object>> resources, String version) {
        this.resources = resources;
        this.version = version;
    }

    @Override
    public void handle(Request request, String path, Response response, Callback callback) {
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            ApiHandler.refuse(
                    response,
                    callback,
                    ErrorCode.METHOD_NOT_ALLOWED,
                    "given " + request.getMethod() + ", expected GET or HEAD");
            return;
        }
        switch (path) {
            case "/openapi.json" -> answer(response, callback, "application/json", document(), head);
            case "", "/", "/index.html" -> file("index.html", response, callback, head);
            case "/api-docs.js", "/api-docs.css" -> file(path.substring(1), response, callback, head);
            default ->
                ApiHandler.refuse(
                        response,
                        callback,
                        ErrorCode.NOT_FOUND,
                        "there is nothing at /api-docs" + path + "; the document is at /api-docs/openapi.json");
        }
    }

    /** Made when it is asked for, once for each set of resources. */
    private byte[] document() {
        List<Object> now = resources.get();
        Rendered known = rendered;
        if (known == null || !known.resources().refersTo(now)) {
            List<Class<?>> classes =
                    now.stream().<Class<?>>map(Object::getClass).toList();
            known = new Rendered(
                    new WeakReference<>(now), Json.mapper().writeValueAsBytes(OpenApiDocument.of(classes, version)));
            rendered = known;
        }
        return known.json();
    }

    private static void file(String name, Response response, Callback callback, boolean head) {
        response.getHeaders()
                .put(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        try (InputStream in = ApiDocs.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the file " + name + " is missing in this bundle");
            }
            answer(response, callback, String.valueOf(TYPES.get(name)), in.readAllBytes(), head);
        } catch (IOException e) {
            callback.failed(e);
        }
    }

    private static void answer(Response response, Callback callback, String type, byte[] body, boolean head) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
    }
}
