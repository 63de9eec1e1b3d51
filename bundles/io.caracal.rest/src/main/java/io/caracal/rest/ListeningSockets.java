package io.caracal.rest;

import static java.net.StandardSocketOptions.SO_REUSEPORT;

import io.caracal.rest.server.BindAddress;
import io.caracal.rest.server.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
        ServerSocketChannel socket = found == null ? bound(address, backlog, neighbours(address.getPort())) : found;
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

    /**
     * @param neighbours sockets of ours on the same port. They share it with the new one while it is bound: whoever moves from one address to all
     *     of them has both until the old one goes. Only for that moment, so that no other process gets the port by sharing it.
     */
    private static ServerSocketChannel bound(
            InetSocketAddress address, int backlog, List<ServerSocketChannel> neighbours) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.configureBlocking(false);
            boolean shared = !neighbours.isEmpty() && socket.supportedOptions().contains(SO_REUSEPORT);
            List<ServerSocketChannel> sharing = shared
                    ? Stream.concat(neighbours.stream(), Stream.of(socket)).toList()
                    : List.of();
            share(sharing, true);
            try {
                socket.bind(address, backlog);
            } finally {
                share(sharing, false);
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void share(List<ServerSocketChannel> sockets, boolean on) throws IOException {
        for (ServerSocketChannel socket : sockets) {
            socket.setOption(SO_REUSEPORT, on);
        }
    }

    private List<ServerSocketChannel> neighbours(int port) throws IOException {
        List<ServerSocketChannel> found = new ArrayList<>();
        for (ServerSocketChannel socket : registered(_ -> true)) {
            if (port != 0 && socket.getLocalAddress() instanceof InetSocketAddress local && local.getPort() == port) {
                found.add(socket);
            }
        }
        return found;
    }

    private @Nullable ServerSocketChannel found(String key) {
        return registered(key::equals).stream().findFirst().orElse(null);
    }

    /** Sockets of any version of this bundle. */
    private List<ServerSocketChannel> registered(Predicate<Object> key) {
        try {
            List<ServerSocketChannel> open = new ArrayList<>();
            for (ServiceReference<ServerSocketChannel> reference :
                    context.getServiceReferences(ServerSocketChannel.class, "(" + BIND + "=*)")) {
                ServerSocketChannel socket =
                        key.test(reference.getProperty(BIND)) ? context.getService(reference) : null;
                if (socket != null && socket.isOpen()) {
                    open.add(socket);
                }
            }
            return open;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close(ServerSocketChannel socket, Drain last) {
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
            try (socket) {
                last.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
