package io.caracal.rest;

import io.caracal.rest.application.LiveApplication;
import io.caracal.rest.openapi.ApiDocs;
import io.caracal.rest.server.ApiHandler;
import io.caracal.rest.server.HttpServer;
import io.caracal.rest.server.ListenerSettings;
import io.caracal.rest.server.ServerCertificate;
import io.caracal.rest.server.Sockets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server with the settings in force. Other settings make another server, beside the first on the same sockets where these stay; calls
 * under way, the one that asked for the change among them, end in the first.
 */
final class LiveServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveServer.class);

    private final LiveApplication application;
    private final ApiDocs docs;
    private final Sockets sockets;
    private final Path folder;
    private HttpServer current;
    private @Nullable Thread leaving;
    private boolean accepting;
    private boolean closed;

    /**
     * Binds the sockets; connections wait until {@link #accept}.
     *
     * @param folder what relative paths of certificates start at
     */
    LiveServer(LiveApplication application, ApiDocs docs, Sockets sockets, Path folder, DashboardSettings settings)
            throws IOException {
        this.application = application;
        this.docs = docs;
        this.sockets = sockets;
        this.folder = folder;
        this.current = prepare(settings);
    }

    /**
     * A server whose sockets are bound, for {@link #replace} or to be closed.
     *
     * @throws IOException naming the listener or the file, and why
     */
    HttpServer prepare(DashboardSettings settings) throws IOException {
        ApiHandler handler = new ApiHandler(application, docs, settings.limits());
        HttpServer server = new HttpServer(handler, settings.limits(), sockets);
        try {
            listen(server, settings.listeners());
            return server;
        } catch (IOException e) {
            closeQuietly(server);
            throw e;
        }
    }

    private void listen(HttpServer server, ListenerSettings settings) throws IOException {
        if (settings.http().enable()) {
            server.listen(settings.http());
        }
        ListenerSettings.Https https = settings.https();
        if (https.enable()) {
            Path certfile = folder.resolve(https.certfile().orElseThrow());
            Path keyfile = folder.resolve(https.keyfile().orElseThrow());
            server.listen(https, new ServerCertificate(certfile, keyfile));
        }
    }

    /** Accepts connections from now on. */
    synchronized void accept() {
        accepting = true;
        if (!closed) {
            start(current);
        }
    }

    private static void start(HttpServer server) {
        try {
            server.start();
        } catch (Exception e) {
            LOG.error("the REST API cannot be opened", e);
        }
    }

    /** Lets another server serve; the one before ends when its calls have. */
    synchronized void replace(HttpServer next) {
        HttpServer old = current;
        current = next;
        if (accepting && !closed) {
            start(next);
        }
        leaving = Thread.ofVirtual().name("caracal-rest-leaving").start(() -> closeQuietly(old));
    }

    /** Where this machine itself reaches it. */
    synchronized Optional<String> url() {
        return current.url();
    }

    /** What the listener for HTTPS shows; empty if there is none. */
    synchronized Optional<ServerCertificate> certificate() {
        return current.certificate();
    }

    /** Lets calls under way finish, for a bounded time. */
    @Override
    public void close() throws InterruptedException {
        Thread last;
        HttpServer serving;
        synchronized (this) {
            closed = true;
            last = leaving;
            serving = current;
        }
        closeQuietly(serving);
        if (last != null) {
            last.join();
        }
    }

    /** Gives back what a server holds. */
    static void closeQuietly(HttpServer server) {
        try {
            server.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the HTTP server did not stop in order", e);
        }
    }
}
