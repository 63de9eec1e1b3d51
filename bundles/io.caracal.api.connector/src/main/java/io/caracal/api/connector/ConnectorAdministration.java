package io.caracal.api.connector;

import io.caracal.api.config.SettingsException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The configured connectors, for administrators. Creating, changing, removing, enabling one is a change of the configuration
 * ({@code connectors.<type>.<name>}). From any thread but an event loop.
 */
@ProviderType
public interface ConnectorAdministration {
    /** All configured connectors, sorted by id. */
    List<Report> connectors();

    /**
     * One of them.
     *
     * @param id {@code mysql:main}
     */
    Optional<Report> connector(String id);

    /** The types that are installed, sorted. */
    List<Type> types();

    /**
     * Starts a connector that is stopped, or checks at once one that is not connected; returns when it is connected or
     * {@code start_timeout} is over.
     *
     * @return how it is then; empty if there is no such connector
     */
    Optional<ConnectorStatus> start(String id);

    /** Stops a connector until it is started, changed, or the broker starts: calls under way finish, further ones fail. */
    Optional<ConnectorStatus> stop(String id);

    /**
     * Makes the connector anew beside the one that serves, and replaces it when the new one is connected. If it is not within
     * {@code start_timeout} and the old one is, the old one stays and the status tells why.
     */
    Optional<ConnectorStatus> restart(String id);

    /** Sets the counters of a connector to zero; false if there is none. */
    boolean resetMetrics(String id);

    /**
     * Tries settings without keeping anything: makes a connector, checks it once, closes it.
     *
     * @param type {@code mysql}
     * @param name of the connector whose secrets masks in the settings stand for, if there is one of that name
     * @param settings HOCON or JSON, what would stand at {@code connectors.<type>.<name>}
     * @return how it was
     * @throws SettingsException if the settings are not valid, no connector can be made of them, or the type is not installed
     */
    ConnectorStatus probe(String type, String name, String settings) throws SettingsException;

    /**
     * A configured connector.
     *
     * @param id {@code mysql:main}
     * @param enable as configured
     * @param status how it is
     * @param users who has it open, sorted; the same user once
     * @param metrics since the broker started or they were reset
     */
    record Report(
            String id,
            String type,
            String name,
            boolean enable,
            ConnectorStatus status,
            List<String> users,
            Metrics metrics) {
        /** Copies the list. */
        public Report {
            users = List.copyOf(users);
        }
    }

    /**
     * A type that is installed.
     *
     * @param name {@code mysql}
     * @param version of the bundle that serves it
     * @param connectors how many configured connectors are of it
     */
    record Type(String name, String version, int connectors) {}

    /**
     * Counters.
     *
     * @param success calls that were answered
     * @param failed calls that were answered exceptionally or not in time
     * @param dropped calls that were not let through, since the connector was not connected
     * @param inflight calls under way
     * @param nanos time that answered and failed calls took together
     * @param checks health checks that succeeded
     * @param checksFailed health checks that did not
     * @param connects how often it became connected
     */
    record Metrics(
            long success,
            long failed,
            long dropped,
            long inflight,
            long nanos,
            long checks,
            long checksFailed,
            long connects) {}
}
