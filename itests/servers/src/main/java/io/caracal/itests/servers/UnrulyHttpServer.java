package io.caracal.itests.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An HTTP/1.1 server on loopback that misbehaves on purpose: it does with each request what the {@link HttpBehaviour} of the moment
 * says, notes what was asked, and can be killed and restarted on its port with connections open.
 */
public final class UnrulyHttpServer implements AutoCloseable {
    private final Queue<HttpRequest> requests = new ConcurrentLinkedQueue<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile HttpBehaviour behaviour;
    private volatile Optional<ServerSocket> listening = Optional.empty();

    private UnrulyHttpServer(int port, HttpBehaviour behaviour) {
        this.port = port;
        this.behaviour = behaviour;
    }

    /** A server on a free port of 127.0.0.1. */
    public static UnrulyHttpServer start(HttpBehaviour behaviour) {
        UnrulyHttpServer server = new UnrulyHttpServer(Ports.free(), behaviour);
        server.restart();
        return server;
    }

    /** A server that has a port and does not listen yet, {@link #restart} has it begin; without threads, so that it need not be closed. */
    public static UnrulyHttpServer idle() {
        return new UnrulyHttpServer(Ports.free(), HttpBehaviour.status(503));
    }

    /** Without a path: {@code http://127.0.0.1:8123}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** From the next request on. */
    public void behave(HttpBehaviour next) {
        behaviour = next;
    }

    /** Every request that came, oldest first. */
    public List<HttpRequest> requests() {
        return List.copyOf(requests);
    }

    /** The request that came last; fails if none did. */
    public HttpRequest lastRequest() {
        return requests().getLast();
    }

    /** Connections that are open now. */
    public int connections() {
        return connections.size();
    }

    /** Closes the port and every connection, in the middle of whatever goes on. */
    public void kill() {
        listening.ifPresent(UnrulyHttpServer::close);
        listening = Optional.empty();
        connections.forEach(UnrulyHttpServer::close);
        threads.forEach(Thread::interrupt);
    }

    /** Opens its port, again after {@link #kill()}; does nothing if it is open. */
    public void restart() {
        if (listening.isEmpty()) {
            listen(port);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private void listen(int wanted) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 1000);
            listening = Optional.of(socket);
            run(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + wanted, e);
        }
    }

    private void run(Runnable work) {
        Thread.ofVirtual().name("unruly-http").start(() -> {
            threads.add(Thread.currentThread());
            try {
                work.run();
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                run(() -> serve(connection));
            } catch (IOException _) {
                close(socket); // killed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (!connection.isClosed()) {
                HttpRequest request = HttpRequest.read(in);
                requests.add(request);
                behaviour.answer(request, connection.getOutputStream());
            }
        } catch (IOException | InterruptedException _) {
            // the client went, the server was killed, or the behaviour is to hang up: the connection ends in each case
        } finally {
            connections.remove(connection);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close " + socket, e);
        }
    }
}
