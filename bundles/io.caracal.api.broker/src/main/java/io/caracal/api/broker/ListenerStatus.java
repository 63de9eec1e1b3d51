package io.caracal.api.broker;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A listener of the configuration.
 *
 * @param id {@code tcp:default}
 * @param type {@code tcp}, {@code ssl}, {@code ws} or {@code wss}
 * @param name {@code default}
 * @param bind as configured
 * @param addresses where it listens, in the order of {@code bind}; empty if it does not
 * @param enabled whether the configuration opens it at start
 * @param running whether it takes connections
 * @param connections how many came in by it and are still there
 * @param maxConnections the most at a time; 0 for no limit
 * @param problem why it does not run although it should; empty if it does, or should not
 */
public record ListenerStatus(
        String id,
        String type,
        String name,
        String bind,
        List<InetSocketAddress> addresses,
        boolean enabled,
        boolean running,
        int connections,
        int maxConnections,
        Optional<String> problem) {
    public ListenerStatus {
        addresses = List.copyOf(addresses);
    }

    /** The first of the addresses where it listens; empty if it does not. */
    public Optional<InetSocketAddress> address() {
        return addresses.stream().findFirst();
    }
}
