package io.caracal.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server that answers as it was told, and remembers what it was asked. */
final class StubApi implements AutoCloseable {
    /** @param target method, path and query: {@code GET /api/v5/clients?page=1} */
    record Request(String target, Map<String, String> headers, String body) {}

    record Response(int status, String type, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Map<String, Response> responses = new LinkedHashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    StubApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** @param target the beginning of method, path and query; the longest that fits counts */
    StubApi answer(String target, int status, String json) {
        responses.put(target, new Response(status, "application/json", json, Map.of()));
        return this;
    }

    StubApi answer(String target, Response response) {
        responses.put(target, response);
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<String> targets() {
        return requests().stream().map(Request::target).toList();
    }

    Request last() {
        return requests().getLast();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(target, headers, body));
        Response response = responses.entrySet().stream()
                .filter(entry -> target.startsWith(entry.getKey()))
                .max(Map.Entry.comparingByKey(java.util.Comparator.comparingInt(String::length)))
                .map(Map.Entry::getValue)
                .orElse(new Response(404, "text/plain", "nothing here", Map.of()));
        byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", response.type());
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
