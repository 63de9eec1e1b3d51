package io.caracal.api.connector;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The connectors, for those who use them. From any thread; never blocks.
 *
 * <p>A use is open until its {@link ConnectorUse#close()}: as long as there is one, the connector cannot be removed. So close what you
 * open, also when your own start fails later.
 */
@ProviderType
public interface Connectors {
    /**
     * Opens a configured connector. It may be disconnected or disabled now, its type need not be installed: calls fail until it is
     * connected.
     *
     * @param id type and name, {@code mysql:main}
     * @param user who uses it, for the operator: the name of the section that refers to the connector, a space, and the
     *     element in it, {@code authentication password_based:mysql}
     * @throws IllegalArgumentException if there is no such connector; the message names those that there are
     */
    ConnectorUse open(String id, String user);

    /**
     * Makes a private connector, which is closed with its use. It is started in the background; health checks, status and replacement
     * are those of configured ones.
     *
     * @param type {@code mysql}
     * @param settings the settings record of that type, as {@link ConnectorFactory#settingsType()} names it; of a class of this package,
     *     so that no bundle is held by it
     * @param user as in {@link #open}
     */
    ConnectorUse inline(String type, Record settings, String user);
}
