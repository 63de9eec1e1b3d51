package io.caracal.connect;

import io.caracal.api.connector.Connector;
import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.ConnectorFactory;
import io.caracal.api.connector.HttpAnswer;
import io.caracal.api.connector.HttpCall;
import io.caracal.api.connector.HttpCaller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Servers by name that are up or down, and connectors to them; the answer to a call is version and server. */
final class FakeServer {
    /** The settings of a connector to one. */
    record Target(String server) {}

    private final Map<String, Boolean> down = new ConcurrentHashMap<>();
    final List<Link> links = new CopyOnWriteArrayList<>();
    final AtomicInteger checks = new AtomicInteger();
    volatile Function<HttpCall, CompletionStage<HttpAnswer>> special = _ -> CompletableFuture.completedFuture(null);

    void kill(String server) {
        down.put(server, true);
    }

    void start(String server) {
        down.remove(server);
    }

    private boolean up(String server) {
        return !down.containsKey(server);
    }

    Factory factory(String version) {
        return new Factory(version);
    }

    final class Factory implements ConnectorFactory<Target> {
        private final String version;

        Factory(String version) {
            this.version = version;
        }

        @Override
        public String type() {
            return "fake";
        }

        @Override
        public Class<Target> settingsType() {
            return Target.class;
        }

        @Override
        public Connector create(Target settings, ConnectorContext context) throws IOException {
            if (settings.server().equals("broken")) {
                throw new IOException("there is no file client.pem");
            }
            Link link = new Link(version, settings.server());
            links.add(link);
            return link;
        }
    }

    final class Link implements Connector, HttpCaller {
        final String version;
        final String server;
        volatile boolean closed;

        Link(String version, String server) {
            this.version = version;
            this.server = server;
        }

        @Override
        public CompletionStage<Void> check() {
            checks.incrementAndGet();
            return up(server)
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(new IOException("connection refused"));
        }

        @Override
        public <T> Optional<T> capability(Class<T> type) {
            return type == HttpCaller.class ? Optional.of(type.cast(this)) : Optional.empty();
        }

        @Override
        public CompletionStage<HttpAnswer> call(HttpCall call) {
            if (call.path().startsWith("/special")) {
                return special.apply(call);
            }
            if (closed || !up(server)) {
                return CompletableFuture.failedFuture(new IOException(closed ? "closed" : "reset"));
            }
            byte[] body = (version + "@" + server).getBytes(StandardCharsets.UTF_8);
            return CompletableFuture.completedFuture(new HttpAnswer(200, Map.of(), body));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
