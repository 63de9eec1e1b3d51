package io.caracal.itests.lifecycle;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/**
 * How one sees from outside that a hot bundle does its work. The kit asks all the time, from one thread, while the bundle comes,
 * changes and goes.
 */
public interface Usage extends AutoCloseable {
    /** What a client shows at CONNECT. */
    record Credentials(String username, String password) {}

    /** The broker's configuration, HOCON, with everything that the bundle needs; it is there before the bundle is. */
    String configuration();

    /**
     * Handed over once the broker runs, for bundles whose work is not seen by its clients.
     *
     * @param framework the system bundle's context
     */
    default void attach(BundleContext framework) {
        // most are seen from outside
    }

    /** Why it cannot be used on this machine, a server that is not installed; empty if it can. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Jars of other hot bundles that it takes to see this one work; they are installed before, and stay. */
    default List<Path> companions() {
        return List.of();
    }

    /** With what a client gets in while the bundle is installed; empty if anyone does. */
    Optional<Credentials> credentials();

    /** True if the bundle does its work at this moment: always while it is installed, never while it is not. */
    boolean works(InetSocketAddress broker);

    /** True if something happens at this moment that must not, whether the bundle is installed or not. */
    boolean harms(InetSocketAddress broker);

    /** Stops what {@link #configuration} has started, if it has. */
    @Override
    default void close() {}
}
