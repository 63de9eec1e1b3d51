package io.caracal.connector.postgresql;

import io.caracal.api.connector.Connector;
import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.ConnectorFactory;
import io.caracal.api.connector.SqlServerSettings;
import io.caracal.connector.jdbc.ConnectionOpener;
import io.caracal.connector.jdbc.JdbcConnector;
import io.caracal.connector.jdbc.TlsSockets;
import java.io.IOException;
import java.sql.SQLException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.postgresql.Driver;

/** Brings {@code connectors.postgresql.<name>}. */
@Component(service = ConnectorFactory.class)
public final class PostgreSqlConnectorFactory implements ConnectorFactory<SqlServerSettings> {
    private final Driver driver;

    /** The driver registers itself with the JDK when it is loaded, which would keep its classes for ever. */
    @Activate
    public PostgreSqlConnectorFactory() throws SQLException {
        driver = new Driver();
        if (Driver.isRegistered()) {
            Driver.deregister();
        }
    }

    @Override
    public String type() {
        return "postgresql";
    }

    @Override
    public Class<SqlServerSettings> settingsType() {
        return SqlServerSettings.class;
    }

    @Override
    public Connector create(SqlServerSettings settings, ConnectorContext context) throws IOException {
        ConnectionOpener plain = PostgreSqlOpener.of(driver, settings);
        return new JdbcConnector(
                settings,
                context,
                settings.ssl().enable() ? TlsSockets.of(settings, context).around(plain) : plain);
    }
}
