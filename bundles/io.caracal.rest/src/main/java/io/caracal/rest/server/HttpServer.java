package io.caracal.rest.server;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server. A handful of threads accept, read and write; each request runs on a virtual thread, so that a slow resource holds
 * up nobody else.
 */
public final class HttpServer implements AutoCloseable {
    /** What is under way may take this long when the server stops; less than what an installed plugin is given. */
    private static final long STOP_MILLIS = 5000;

    private static final long SHUTDOWN_IDLE_MILLIS = 500;

    private final Server server;
    private final Sockets sockets;
    private final RequestLimits limits;
    private final List<ServerSocketChannel> open = new ArrayList<>();
    private @Nullable ServerCertificate certificate;

    /** @param handler what answers; called on virtual threads, may block */
    public HttpServer(Handler handler, RequestLimits limits, Sockets sockets) {
        this.sockets = sockets;
        this.limits = limits;
        QueuedThreadPool threads = new QueuedThreadPool(12, 2, 10_000);
        threads.setName("caracal-rest");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("caracal-rest-call-", 0).factory()));
        server = new Server(
                threads, new ScheduledExecutorScheduler("caracal-rest-timer", true), new ArrayByteBufferPool());
        server.setStopAtShutdown(false);
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler(new JsonErrorHandler());
        server.setHandler(handler);
    }

    /** Opens the listener for HTTP before {@link #start()}. */
    public void listen(ListenerSettings.Http settings) throws IOException {
        ServerSocketChannel socket = open("http", settings.bind(), settings.backlog());
        add(
                new SharedConnector(server, socket, new HttpConnectionFactory(configuration())),
                settings.maxConnections(),
                settings.idleTimeout().toMillis());
    }

    /** Opens the listener for HTTPS before {@link #start()}. */
    public void listen(ListenerSettings.Https settings, ServerCertificate shown) throws IOException {
        ServerSocketChannel socket = open("https", settings.bind(), settings.backlog());
        HttpConfiguration configuration = configuration();
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        SharedConnector connector = new SharedConnector(
                server,
                socket,
                new SslConnectionFactory(shown.tls(), "http/1.1"),
                new HttpConnectionFactory(configuration));
        connector.addBean(new CertificateWatch(connector, shown, settings.certificateCheckInterval()));
        add(connector, settings.maxConnections(), settings.idleTimeout().toMillis());
        certificate = shown;
    }

    /** What the listener for HTTPS shows; empty if there is none. */
    public Optional<ServerCertificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    private ServerSocketChannel open(String name, String bind, int backlog) throws IOException {
        try {
            ServerSocketChannel socket = sockets.open(name, bind, BindAddress.parse(bind), backlog);
            open.add(socket);
            return socket;
        } catch (IOException e) {
            throw new IOException(
                    "the REST listener " + name + " cannot listen on " + bind + " (" + e.getMessage()
                            + "); set dashboard.listeners." + name + ".bind to another address, or free this one",
                    e);
        }
    }

    private void add(ServerConnector connector, int maxConnections, long idleMillis) {
        connector.setIdleTimeout(idleMillis);
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        connector.addBean(new NetworkConnectionLimit(maxConnections, connector));
        connector.addBean(new SlowHeaders(connector, limits.receive()));
        server.addConnector(connector);
    }

    private HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(limits.header());
        configuration.setHttpCompliance(HttpCompliance.RFC9110);
        // A topic or client identifier in a path may hold any character, a slash written %2F too.
        configuration.setUriCompliance(UriCompliance.DEFAULT.with(
                "caracal",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
        return configuration;
    }

    /** Accepts connections from now on. */
    public void start() throws Exception {
        server.start();
    }

    /** Where this machine itself reaches it, over HTTP if that is open; empty if no listener is. */
    public Optional<String> url() {
        for (Connector connector : server.getConnectors()) {
            String scheme = connector.getProtocols().contains("ssl") ? "https" : "http";
            ServerSocketChannel socket = ((SharedConnector) connector).socket();
            return Optional.of(BindAddress.url(scheme, socket));
        }
        return Optional.empty();
    }

    /** Lets what is under way finish, for a bounded time. */
    @Override
    public void close() throws Exception {
        for (Connector connector : server.getConnectors()) {
            ((SharedConnector) connector).leave();
        }
        open.forEach(socket -> sockets.close(socket, () -> drain(socket)));
        try {
            for (Connector connector : server.getConnectors()) {
                ((SharedConnector) connector).settle(SHUTDOWN_IDLE_MILLIS);
            }
            server.stop();
        } finally {
            for (Connector connector : server.getConnectors()) {
                server.removeConnector(connector);
            }
            server.destroy();
        }
    }

    private void drain(ServerSocketChannel socket) throws IOException {
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof SharedConnector shared && shared.socket() == socket && shared.isRunning()) {
                shared.drain();
            }
        }
    }
}
