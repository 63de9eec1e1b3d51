package io.caracal.api.connector;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A connector in use. From any thread; nothing blocks. */
@ProviderType
public interface ConnectorUse extends AutoCloseable {
    /** {@code mysql:main}; of a private one the type and its user. */
    String id();

    /**
     * What can be done with the connector. The object stays the same while the connector behind it is replaced (other settings,
     * another version of its bundle) and while it is down: it answers exceptionally then, at once, with
     * {@link ConnectorUnavailableException}. Keep it; it may be asked for before the connector is connected.
     *
     * @param type {@link SqlClient} or {@link HttpCaller}
     * @throws IllegalArgumentException if the connector is there and not of that kind, or nobody knows the kind
     */
    <T> T capability(Class<T> type);

    /** How it is now. */
    ConnectorStatus status();

    /**
     * Completes, never exceptionally, as soon as it is known how the connector is: after its first check, or when
     * {@code resource_opts.start_timeout} is over. Whoever replaces something that works waits for it on a thread that may block, so that the
     * successor does not fail its first calls.
     */
    CompletionStage<ConnectorStatus> started();

    /** Ends the use; calls fail from now on. A second time does nothing. */
    @Override
    void close();
}
