package io.caracal.api.broker;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A listener of the configuration.
 *
 * @param id {@code tcp:default}
 * @param type {@code tcp}
 * @param name {@code default}
 * @param bind as configured
 * @param address where it listens; empty if it does not
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
        Optional<InetSocketAddress> address,
        boolean enabled,
        boolean running,
        int connections,
        int maxConnections,
        Optional<String> problem) {}
