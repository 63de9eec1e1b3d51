package io.caracal.connector.mysql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.caracal.api.connector.Connector;
import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.SqlServerSettings;
import io.caracal.connector.jdbc.DatabaseContract;
import io.caracal.itests.servers.DatabaseServer;
import io.caracal.itests.servers.MariaDb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MySqlConnectorTest extends DatabaseContract {
    @SuppressWarnings("NullAway.Init")
    private static MariaDb server;

    @BeforeAll
    static void start() {
        assumeTrue(MariaDb.missing().isEmpty(), () -> MariaDb.missing().orElseThrow());
        server = MariaDb.started();
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
        return new MySqlConnectorFactory().create(settings, context);
    }

    @Override
    protected String sleep() {
        return "SELECT SLEEP(5)";
    }

    @Override
    protected String encryption() {
        return "SELECT variable_value AS encrypted FROM information_schema.session_status"
                + " WHERE variable_name = 'Ssl_cipher'";
    }
}
