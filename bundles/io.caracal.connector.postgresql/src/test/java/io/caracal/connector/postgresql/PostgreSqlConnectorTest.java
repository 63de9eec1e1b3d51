package io.caracal.connector.postgresql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.caracal.api.connector.Connector;
import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.SqlServerSettings;
import io.caracal.connector.jdbc.DatabaseContract;
import io.caracal.itests.servers.DatabaseServer;
import io.caracal.itests.servers.PostgreSql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgreSqlConnectorTest extends DatabaseContract {
    @SuppressWarnings("NullAway.Init")
    private static PostgreSql server;

    @BeforeAll
    static void start() {
        assumeTrue(PostgreSql.missing().isEmpty(), () -> PostgreSql.missing().orElseThrow());
        server = PostgreSql.started();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected DatabaseServer server() {
        return server;
    }

    @Override
    protected Connector create(SqlServerSettings settings, ConnectorContext context) throws Exception {
        return new PostgreSqlConnectorFactory().create(settings, context);
    }

    @Override
    protected String sleep() {
        return "SELECT pg_sleep(5)";
    }

    @Override
    protected String encryption() {
        return "SELECT ssl AS encrypted FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    }
}
