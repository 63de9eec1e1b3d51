package io.caracal.connector.mysql;

import io.caracal.api.connector.Connector;
import io.caracal.api.connector.ConnectorContext;
import io.caracal.api.connector.ConnectorFactory;
import io.caracal.api.connector.SqlServerSettings;
import io.caracal.connector.jdbc.ConnectionOpener;
import io.caracal.connector.jdbc.JdbcConnector;
import io.caracal.connector.jdbc.TlsSockets;
import java.io.IOException;
import org.mariadb.jdbc.client.util.SchedulerProvider;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Brings {@code connectors.mysql.<name>}. */
@Component(service = ConnectorFactory.class)
public final class MySqlConnectorFactory implements ConnectorFactory<SqlServerSettings> {

    @Override
    public String type() {
        return "mysql";
    }

    @Override
    public Class<SqlServerSettings> settingsType() {
        return SqlServerSettings.class;
    }

    @Override
    public Connector create(SqlServerSettings settings, ConnectorContext context) throws IOException {
        ConnectionOpener plain = MySqlOpener.of(settings);
        return new JdbcConnector(
                settings,
                context,
                settings.ssl().enable() ? TlsSockets.of(settings, context).around(plain) : plain);
    }

    /** The driver has one thread for time-outs, however many connections there are. */
    @Deactivate
    void stopDriver() {
        SchedulerProvider.close();
    }
}
