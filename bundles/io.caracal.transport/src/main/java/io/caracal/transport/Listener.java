package io.caracal.transport;

import io.caracal.core.LinkReceiver;
import io.caracal.core.ListenerInfo;
import io.caracal.core.Mountpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener: bound when it is made, at work from {@link #start} to {@link #close}. */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final ListenerId id;
    private volatile ListenerInfo info;
    private final AtomicInteger connections;
    private volatile ListenerSettings settings;
    private final Acceptor acceptor;

    /**
     * Binds it.
     *
     * @param connections how many there are already by this listener
     * @param beside whether another listener of ours is bound to the same port
     * @throws ListenerException if the address cannot be bound
     */
    Listener(ListenerId id, ListenerSettings settings, Opening opening, AtomicInteger connections, boolean beside)
            throws ListenerException {
        this.id = id;
        this.info = info(id, settings);
        this.settings = settings;
        this.connections = connections;
        try {
            acceptor = opening.acceptor(
                    BindAddress.parse(settings.bind()), settings.common().backlog(), beside, gate(opening));
        } catch (IOException e) {
            throw new ListenerException(
                    id,
                    settings,
                    "listener " + id + " cannot be opened on " + settings.bind() + ": " + e.getMessage()
                            + ". Another program may use the port (" + id.path() + ".bind)",
                    e);
        }
    }

    /** Takes connections from now on. */
    void start() {
        acceptor.start();
    }

    /** Whether it can go on with other settings as it is. */
    boolean fits(ListenerSettings wanted) {
        return BindAddress.parse(wanted.bind()).equals(BindAddress.parse(settings.bind()));
    }

    /** Goes on with other settings that {@link #fits fit}. */
    void follow(ListenerSettings wanted) {
        settings = wanted;
        info = info(id, wanted);
    }

    private static ListenerInfo info(ListenerId id, ListenerSettings settings) {
        return new ListenerInfo(
                id.toString(),
                settings.common().zone(),
                Mountpoint.parse(settings.common().mountpoint()));
    }

    /** Lets another listener of ours bind the same port, or no longer. */
    void sharePort(boolean shared) {
        acceptor.sharePort(shared);
    }

    /** How many there are by this listener, however often it was opened anew. */
    AtomicInteger connections() {
        return connections;
    }

    private Acceptor.Gate gate(Opening opening) {
        return new Acceptor.Gate() {
            @Override
            public @Nullable LinkReceiver enter() {
                int limit = settings.common().maxConnections();
                if (connections.incrementAndGet() > limit && limit > 0) {
                    connections.decrementAndGet();
                    LOG.warn(
                            "listener={} has {} connections already, another is turned away (max_connections)",
                            id,
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

    ListenerId id() {
        return id;
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
