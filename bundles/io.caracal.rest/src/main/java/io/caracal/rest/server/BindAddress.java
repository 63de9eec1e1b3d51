package io.caracal.rest.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/** Reads {@code host:port}, {@code [::1]:port} and a bare port. */
public final class BindAddress {
    private BindAddress() {}

    /** @throws IllegalArgumentException saying what was given and what is expected */
    static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        int port = port(text, text.substring(colon + 1));
        if (host.contains(":") && !(host.startsWith("[") && host.endsWith("]"))) {
            throw wrong(text);
        }
        try {
            return new InetSocketAddress(
                    host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the address " + text + " names a host that is not known: " + host, e);
        }
    }

    /** Where a listener is reached; one on all addresses is reached on this machine's own. */
    public static String url(String scheme, ServerSocketChannel socket) {
        InetSocketAddress address;
        try {
            address = (InetSocketAddress) socket.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        InetAddress host =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        String text = host.getHostAddress();
        return scheme + "://" + (text.contains(":") ? "[" + text + "]" : text) + ":" + address.getPort();
    }

    private static int port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("\"" + text
                + "\" was given, expected an address and a port such as \"127.0.0.1:18083\" or \"[::1]:18083\"");
    }
}
