package io.caracal.itests.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;

/** Keeps the brokers of tests out of each other's way, and of the one that may run on this machine. */
final class Ports {
    /** Arguments that let the operating system choose the port. */
    static final String[] FREE = {
        "--set", "listeners.tcp.default.bind=127.0.0.1:0", "--set", "dashboard.listeners.http.bind=127.0.0.1:0"
    };

    private static final Pattern LISTENING = Pattern.compile("listening on +tcp:default 127\\.0\\.0\\.1:([1-9]\\d*)\n");

    private Ports() {}

    /** The address that the broker has named at its start. */
    static InetSocketAddress of(Caracal.Running broker) throws IOException {
        List<String> ports = LISTENING
                .matcher(broker.out())
                .results()
                .map(match -> match.group(1))
                .toList();
        if (ports.size() != 1) {
            throw new AssertionError("expected is one listener, said was:\n" + broker.out());
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ports.getFirst()));
    }
}
