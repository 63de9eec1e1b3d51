package io.caracal.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads the address that a listener binds to. */
final class BindAddress {
    private static final int MAX_PORT = 65535;

    private BindAddress() {}

    /**
     * The addresses in a text.
     *
     * @param text one or more of what {@link #parse} reads, separated by commas
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    static List<InetSocketAddress> parseAll(String text) {
        List<InetSocketAddress> all = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(BindAddress::parse)
                .toList();
        if (Set.copyOf(all).size() < all.size() && all.stream().allMatch(each -> each.getPort() != 0)) {
            throw new IllegalArgumentException("bind: an address is there twice in \"" + text + "\"");
        }
        return all;
    }

    /**
     * The address in a text.
     *
     * @param text {@code host:port}, {@code [ipv6]:port}, {@code port} or {@code :port}; without a host the loopback address
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("bind: an IPv6 address stands in brackets, \"[" + host + "]:" + port
                    + "\", given \"" + text + "\"");
        }
        return new InetSocketAddress(address(host, text), port(port, text));
    }

    private static InetAddress address(String host, String text) {
        if (host.isEmpty()) {
            return InetAddress.getLoopbackAddress();
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "bind: the host \"" + host + "\" of \"" + text
                            + "\" is neither an address nor a name that resolves",
                    e);
        }
    }

    private static int port(String port, String text) {
        try {
            int number = Integer.parseInt(port);
            if (number >= 0 && number <= MAX_PORT) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "bind: \"" + port + "\" in \"" + text + "\" is not a port, expected ADDRESS:PORT or PORT", e);
        }
        throw new IllegalArgumentException(
                "bind: the port in \"" + text + "\" is from 0 (any free one) to " + MAX_PORT);
    }
}
