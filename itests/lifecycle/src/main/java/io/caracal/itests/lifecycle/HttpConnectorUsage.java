package io.caracal.itests.lifecycle;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Calls a server by a connector; a redirect to another server must not be followed. */
final class HttpConnectorUsage implements Usage {
    private final AtomicInteger strayed = new AtomicInteger();
    private final HttpServer other = server();
    private final HttpServer server = server();
    private volatile @Nullable OpenConnector connector;

    HttpConnectorUsage() {
        other.createContext("/", exchange -> {
            strayed.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/there", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().set("location", url(other));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    private static HttpServer server() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public String configuration() {
        return "connectors.http.main { url = \"" + url(server) + "\", request_timeout = 20s }\n";
    }

    @Override
    public void attach(BundleContext framework) {
        connector = OpenConnector.open(framework, "http:main", "HttpCaller");
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.empty();
    }

    @Override
    public boolean works(InetSocketAddress broker) {
        return status("/there") == 204;
    }

    @Override
    public boolean harms(InetSocketAddress broker) {
        int status = status("/elsewhere");
        return strayed.get() > 0 || (status != 0 && status != 302);
    }

    /** 0 if there was no answer. */
    private int status(String path) {
        OpenConnector opened = connector;
        if (opened == null) {
            return 0;
        }
        try {
            Object call = opened.type("HttpCall").getMethod("get", String.class).invoke(null, path);
            Optional<Object> answer = opened.ask("HttpCaller", "call", call);
            return answer.isEmpty()
                    ? 0
                    : (Integer) answer.get().getClass().getMethod("status").invoke(answer.get());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
