package io.caracal.api.connector;

import java.io.IOException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.osgi.annotation.versioning.ProviderType;

/** What the broker offers to a connector; valid until the connector is closed. */
@ProviderType
public interface ConnectorContext {
    /** {@code mysql:main}; for messages, and for the names of threads and pools. */
    String id();

    /**
     * Runs work that blocks (JDBC): on virtual threads of this connector's own. When the connector is closed, waiting tasks are dropped
     * and running ones interrupted, so a task ends soon after an interrupt. A task that is refused because too many wait or the
     * connector is closed throws {@link java.util.concurrent.RejectedExecutionException}; let it pass, or answer with it.
     *
     * @param atOnce how many tasks run at the same time
     * @param waiting how many may wait
     */
    Executor blocking(int atOnce, int waiting);

    /**
     * TLS as a client, made of the files that the settings name; read anew at each call.
     *
     * @throws IOException naming the file that cannot be used, and why
     * @throws IllegalArgumentException if TLS is not enabled in the settings
     */
    SSLContext tls(TlsClientSettings settings) throws IOException;
}
