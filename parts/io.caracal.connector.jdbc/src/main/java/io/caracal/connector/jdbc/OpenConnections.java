package io.caracal.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens connections and knows which are open, so that none outlives the pool that they were opened for: one that arrives when the pool is being
 * closed already is dropped by it, but not closed.
 */
final class OpenConnections implements ConnectionOpener {
    private final ConnectionOpener opener;
    private final List<Connection> open = new ArrayList<>();
    private boolean closed;

    OpenConnections(ConnectionOpener opener) {
        this.opener = opener;
    }

    @Override
    public Connection open() throws SQLException {
        Connection opened = opener.open();
        if (!keep(opened)) {
            opened.close();
            throw new SQLException("the connector is closed");
        }
        return opened;
    }

    private synchronized boolean keep(Connection opened) throws SQLException {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).isClosed()) {
                open.remove(i);
            }
        }
        return !closed && open.add(opened);
    }

    /** Closes what is open, and whatever is opened from now on. */
    void close() throws SQLException {
        List<Connection> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(open);
            open.clear();
        }
        for (Connection connection : left) {
            connection.close();
        }
    }
}
