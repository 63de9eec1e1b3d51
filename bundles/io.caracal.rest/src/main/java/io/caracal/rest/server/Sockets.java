package io.caracal.rest.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * Where listening sockets come from. While one version of this bundle replaces another, both accept from the same socket; so it is
 * handed over, not closed and opened, and no connection falls between the two.
 */
public interface Sockets {
    /**
     * A socket that listens, in non-blocking mode: the one that another version has, or a new one.
     *
     * @param name of the listener
     * @param bind as configured
     * @throws IOException if the address cannot be bound
     */
    ServerSocketChannel open(String name, String bind, InetSocketAddress address, int backlog) throws IOException;

    /**
     * Gives a socket back; it is closed unless another version goes on using it.
     *
     * @param last is run immediately before it is closed, to take what still waits at it
     */
    void close(ServerSocketChannel socket, Drain last);

    /** Takes the connections that wait at a socket. */
    interface Drain {
        void run() throws IOException;
    }
}
