package io.caracal.connector.jdbc;

import io.caracal.api.connector.Connector;
import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.SqlClient;
import io.caracal.api.connector.SqlServerSettings;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A pool of connections to one database, and a look after its health. */
public final class JdbcConnector implements Connector {
    private final ConnectionPool pool;
    private final SqlClient client;
    private final HealthProbe probe;
    private final Executor checks;

    /** Made at once; connections are opened in the background. */
    public JdbcConnector(SqlServerSettings settings, ConnectorContext context, ConnectionOpener opener) {
        pool = new ConnectionPool(context.id(), settings, opener);
        client = new PooledSqlClient(
                pool, context.blocking(settings.poolSize(), settings.poolQueue()), settings.queryTimeout());
        probe = new HealthProbe(opener, settings.connectTimeout());
        checks = context.blocking(1, 1);
    }

    @Override
    public CompletionStage<Void> check() {
        return CompletableFuture.runAsync(this::ask, checks);
    }

    private void ask() {
        try {
            probe.check();
        } catch (SQLException e) {
            pool.renew();
            throw new CompletionException(e);
        }
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
        return type == SqlClient.class ? Optional.of(type.cast(client)) : Optional.empty();
    }

    @Override
    public void close() {
        pool.close();
        try {
            probe.close();
        } catch (SQLException _) {
            // the server had gone before
        }
    }
}
