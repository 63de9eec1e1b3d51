package io.caracal.rest.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Accepts from a socket that is not its own: a second connector, of another version of this bundle, may accept from it at the same time,
 * and the end of one leaves the other alone. It therefore waits on a selector of its own and never closes the socket.
 */
final class SharedConnector extends ServerConnector {
    private final ServerSocketChannel socket;
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private volatile @Nullable Selector selector;

    SharedConnector(Server server, ServerSocketChannel socket, ConnectionFactory... factories) {
        super(server, null, null, null, 1, 1, factories);
        this.socket = socket;
    }

    ServerSocketChannel socket() {
        return socket;
    }

    /** Accepts no more; the socket does not know this connector from now on, and can be closed at once. */
    void leave() {
        setAccepting(false);
        close();
    }

    /** Takes what waits at the socket: who closes it next resets nobody's connection. */
    void drain() throws IOException {
        SocketChannel client = socket.accept();
        while (client != null) {
            take(client);
            client = socket.accept();
        }
    }

    /** Waits until connections that were taken are known to the server, which then lets them finish when it stops. */
    void settle(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (onTheirWay.get() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Override
    protected void onEndPointOpened(EndPoint endpoint) {
        super.onEndPointOpened(endpoint);
        onTheirWay.decrementAndGet();
    }

    @Override
    public void open() throws IOException {
        if (selector == null) {
            Selector opened = Selector.open();
            socket.register(opened, SelectionKey.OP_ACCEPT);
            selector = opened;
        }
    }

    @Override
    public boolean isOpen() {
        return selector != null && socket.isOpen();
    }

    @Override
    public void accept(int acceptor) throws IOException {
        Selector waiting = selector;
        if (waiting == null) {
            return;
        }
        waiting.select();
        waiting.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted() || !waiting.isOpen()) {
            return;
        }
        SocketChannel client = socket.accept();
        if (client != null) { // else the other version was quicker
            take(client);
        }
    }

    private void take(SocketChannel client) throws IOException {
        client.configureBlocking(false);
        configure(client.socket());
        onTheirWay.incrementAndGet();
        getSelectorManager().accept(client);
    }

    @Override
    public void close() {
        Selector waiting = selector;
        selector = null;
        try {
            if (waiting != null) {
                waiting.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int getLocalPort() {
        try {
            return ((InetSocketAddress) socket.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
