package io.caracal.itests.bench.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Says by HTTP/1.1 whether a form's {@code username} and {@code password} are those of a user: 204 if so, else 200 and "deny". */
final class UserServer implements AutoCloseable {
    private static final byte[] DENY = "{\"result\": \"deny\"}".getBytes(UTF_8);

    private final Map<String, String> users;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private UserServer(Map<String, String> users) throws IOException {
        this.users = users;
        // Without it the delayed acknowledgement of the other side adds 40 ms to answers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param file lines of a name, a tab and a password */
    static UserServer started(Path file) throws IOException {
        Map<String, String> users = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int tab = line.indexOf('\t');
            users.put(line.substring(0, tab), line.substring(tab + 1));
        }
        return new UserServer(Map.copyOf(users));
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            String password = form.getOrDefault("password", "");
            if (!password.isEmpty() && password.equals(users.get(form.getOrDefault("username", "")))) {
                exchange.sendResponseHeaders(204, -1);
            } else {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, DENY.length);
                exchange.getResponseBody().write(DENY);
            }
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> values = new HashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return values;
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
