package io.caracal.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether the server answers, on a connection of its own: queries that take long or fill the pool do not make a server look dead, and
 * one that refuses connections says so at once. One call at a time.
 */
final class HealthProbe implements AutoCloseable {
    private final ConnectionOpener opener;
    private final int patienceSeconds;
    private @Nullable Connection connection;

    HealthProbe(ConnectionOpener opener, Duration patience) {
        this.opener = opener;
        this.patienceSeconds = Math.toIntExact(Math.max(1, patience.toSeconds()));
    }

    /** Returns if it answers. */
    synchronized void check() throws SQLException {
        Connection known = connection;
        if (known != null && known.isValid(patienceSeconds)) {
            return;
        }
        close();
        Connection fresh = opener.open();
        connection = fresh;
        if (!fresh.isValid(patienceSeconds)) {
            throw new SQLException("the server took the connection and does not answer on it");
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        Connection known = connection;
        connection = null;
        if (known != null) {
            known.close();
        }
    }
}
