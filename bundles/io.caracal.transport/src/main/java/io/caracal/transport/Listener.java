package io.caracal.transport;

import io.caracal.core.LinkReceiver;
import io.caracal.core.ListenerInfo;
import io.caracal.transport.ListenersSettings.TcpListenerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener over TCP: bound when it is made, at work from {@link #start} to {@link #close}. */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private volatile ListenerInfo info;
    private final AtomicInteger connections;
    private volatile TcpListenerSettings settings;
    private final Acceptor acceptor;

    /**
     * Binds it.
     *
     * @param connections how many there are already by this name
     * @param beside whether another listener of ours is bound to the same port
     * @throws ListenerException if the address cannot be bound
     */
    Listener(String name, TcpListenerSettings settings, Opening opening, AtomicInteger connections, boolean beside)
            throws ListenerException {
        this.info = new ListenerInfo("tcp:" + name, settings.zone());
        this.settings = settings;
        this.connections = connections;
        try {
            acceptor = opening.acceptor(BindAddress.parse(settings.bind()), settings.backlog(), beside, gate(opening));
        } catch (IOException e) {
            throw new ListenerException(
                    name,
                    settings,
                    "listener " + info.id() + " cannot be opened on " + settings.bind() + ": " + e.getMessage()
                            + ". Another program may use the port (listeners.tcp." + name + ".bind)",
                    e);
        }
    }

    /** Takes connections from now on. */
    void start() {
        acceptor.start();
    }

    /** Whether it can go on with other settings as it is. */
    boolean fits(TcpListenerSettings wanted) {
        return BindAddress.parse(wanted.bind()).equals(BindAddress.parse(settings.bind()));
    }

    /** Goes on with other settings that {@link #fits fit}. */
    void follow(TcpListenerSettings wanted) {
        settings = wanted;
        info = new ListenerInfo(info.id(), wanted.zone());
    }

    /** Lets another listener of ours bind the same port, or no longer. */
    void sharePort(boolean shared) {
        acceptor.sharePort(shared);
    }

    /** How many there are by this name. */
    AtomicInteger connections() {
        return connections;
    }

    private Acceptor.Gate gate(Opening opening) {
        return new Acceptor.Gate() {
            @Override
            public @Nullable LinkReceiver enter() {
                int limit = settings.maxConnections();
                if (connections.incrementAndGet() > limit && limit > 0) {
                    connections.decrementAndGet();
                    LOG.warn(
                            "listener={} has {} connections already, another is turned away (max_connections)",
                            info.id(),
                            limit);
                    return null;
                }
                return opening.connections().receiver(info);
            }

            @Override
            public void left() {
                connections.decrementAndGet();
            }
        };
    }

    boolean isOpen() {
        return acceptor.isOpen();
    }

    String id() {
        return info.id();
    }

    /** Where it really listens, which tells the port if 0 was asked for. */
    InetSocketAddress address() {
        return acceptor.address();
    }

    /** {@code tcp:default 127.0.0.1:1883}. */
    String description() {
        InetSocketAddress at = address();
        String host = at.getAddress().getHostAddress();
        return id() + " " + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + at.getPort();
    }

    /** Takes no more connections; those that are there stay. */
    @Override
    public void close() {
        acceptor.close();
    }
}
