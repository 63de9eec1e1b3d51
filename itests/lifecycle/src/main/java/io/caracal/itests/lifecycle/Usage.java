package io.caracal.itests.lifecycle;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/**
 * How one sees from outside that a hot bundle does its work. The kit asks all the time, from one thread, while the bundle comes,
 * changes and goes.
 */
public interface Usage {
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

    /** With what a client gets in while the bundle is installed; empty if anyone does. */
    Optional<Credentials> credentials();

    /** True if the bundle does its work at this moment: always while it is installed, never while it is not. */
    boolean works(InetSocketAddress broker);

    /** True if something happens at this moment that must not, whether the bundle is installed or not. */
    boolean harms(InetSocketAddress broker);
}
