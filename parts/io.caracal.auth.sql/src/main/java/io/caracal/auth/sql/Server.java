package io.caracal.auth.sql;

import io.caracal.api.connector.ConnectorUse;
import io.caracal.api.connector.Connectors;
import io.caracal.api.connector.SqlServerSettings;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The server that is asked: a connector that others use too, or one of its own.
 *
 * @param connector {@code mysql:main}
 * @param inline the settings of a private one
 */
record Server(Optional<String> connector, Optional<SqlServerSettings> inline) {
    /** Shorter than what the chains grant for creation: a server that is away is no reason to fail it. */
    private static final long PATIENCE_SECONDS = 2;

    Server {
        if (connector.isPresent() == inline.isPresent()) {
            throw new IllegalArgumentException((connector.isPresent()
                            ? "both connector and settings of a server were"
                            : "neither connector nor server was")
                    + " given, expected either connector = \"TYPE:NAME\", which names one of the section connectors, or server,"
                    + " database, username and password");
        }
    }

    /**
     * Waits a moment for the connection, so that whoever takes the place of another can serve at once.
     *
     * @param type of the connector
     */
    ConnectorUse open(String type, Connectors connectors, String user) {
        connector.filter(id -> !id.startsWith(type + ":")).ifPresent(id -> {
            throw new IllegalArgumentException(
                    "connector: " + id + " was given, expected one of the type " + type + ", \"" + type + ":NAME\"");
        });
        ConnectorUse use = connector
                .map(id -> connectors.open(id, user))
                .orElseGet(() -> connectors.inline(type, inline.orElseThrow(), user));
        try {
            use.started()
                    .thenAccept(_ -> {})
                    .toCompletableFuture()
                    .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            return use;
        } catch (CompletionException e) {
            use.close();
            throw e;
        }
    }
}
