package io.caracal.connector.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.caracal.api.connector.SqlServerSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that are kept open. Made at once, also while the server is down: it fills as soon as that answers. */
final class ConnectionPool implements AutoCloseable {
    /** Below this the pool refuses to check whether a connection lives. */
    private static final long LEAST_VALIDATION_MILLIS = 250;

    private static final Duration LAST_THREADS = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    private final PoolThreads threads;
    private final OpenConnections connections;
    private final HikariDataSource pool;

    ConnectionPool(String id, SqlServerSettings settings, ConnectionOpener opener) {
        threads = new PoolThreads(id);
        long patience = Math.min(
                settings.connectTimeout().toMillis(), settings.queryTimeout().toMillis());
        HikariConfig config = new HikariConfig();
        config.setPoolName(id);
        connections = new OpenConnections(opener);
        config.setDataSource(new OpenerDataSource(connections));
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(Math.max(patience, LEAST_VALIDATION_MILLIS));
        config.setValidationTimeout(Math.max(patience / 2, LEAST_VALIDATION_MILLIS));
        config.setInitializationFailTimeout(-1);
        config.setThreadFactory(threads);
        pool = new HikariDataSource(config);
    }

    /** Waits until one is free, and lives. */
    Connection take() throws SQLException {
        return pool.getConnection();
    }

    /** Those that are there may be dead: each is replaced, at once or when its query has ended. */
    void renew() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        pool.close();
        try {
            connections.close();
        } catch (SQLException e) {
            LOG.warn("connector={} a connection could not be closed", pool.getPoolName(), e);
        }
        threads.join(LAST_THREADS);
    }
}
