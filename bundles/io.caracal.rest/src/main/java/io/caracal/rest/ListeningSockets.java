package io.caracal.rest;

import io.caracal.rest.server.BindAddress;
import io.caracal.rest.server.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * Hands sockets from one version of this bundle to the next through the service registry: whoever has a socket registers it, a type of the JDK, and
 * who finds a service with the same address takes that. Who lets go of a socket closes it only if it is the last.
 */
final class ListeningSockets implements Sockets {
    private static final String BIND = "io.caracal.rest.bind";

    private final BundleContext context;
    private final Map<ServerSocketChannel, Held> own = new HashMap<>();

    /** @param users how many servers of this version accept from it: two while one with other settings takes over */
    private record Held(ServiceRegistration<ServerSocketChannel> registration, int users) {}

    ListeningSockets(BundleContext context) {
        this.context = context;
    }

    @Override
    public synchronized ServerSocketChannel open(String name, String bind, InetSocketAddress address, int backlog)
            throws IOException {
        String key = name + " " + bind;
        ServerSocketChannel found = found(key);
        ServerSocketChannel socket = found == null ? bound(address, backlog) : found;
        Held held = own.get(socket);
        own.put(
                socket,
                held == null
                        ? new Held(register(socket, key, name), 1)
                        : new Held(held.registration(), held.users() + 1));
        return socket;
    }

    private ServiceRegistration<ServerSocketChannel> register(ServerSocketChannel socket, String key, String name) {
        Map<String, String> properties =
                Map.of(BIND, key, "io.caracal.listener", name + ":rest " + BindAddress.url(name, socket));
        return context.registerService(ServerSocketChannel.class, socket, FrameworkUtil.asDictionary(properties));
    }

    private static ServerSocketChannel bound(InetSocketAddress address, int backlog) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.configureBlocking(false);
            socket.bind(address, backlog);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private @Nullable ServerSocketChannel found(String key) {
        try {
            for (ServiceReference<ServerSocketChannel> reference :
                    context.getServiceReferences(ServerSocketChannel.class, null)) {
                ServerSocketChannel socket =
                        key.equals(reference.getProperty(BIND)) ? context.getService(reference) : null;
                if (socket != null && socket.isOpen()) {
                    return socket;
                }
            }
            return null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close(ServerSocketChannel socket) {
        Held held = own.remove(socket);
        if (held == null) {
            return;
        }
        if (held.users() > 1) {
            own.put(socket, new Held(held.registration(), held.users() - 1));
            return;
        }
        String key = String.valueOf(held.registration().getReference().getProperty(BIND));
        held.registration().unregister();
        if (found(key) != socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
