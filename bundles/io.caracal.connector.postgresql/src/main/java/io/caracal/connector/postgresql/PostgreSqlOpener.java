package io.caracal.connector.postgresql;

import io.caracal.api.config.Secret;
import io.caracal.api.connector.SqlServerSettings;
import io.caracal.connector.jdbc.ConnectionOpener;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Connections to PostgreSQL.
 *
 * @param limit tells the server how long a statement may take; by a statement, since poolers in front of a server refuse it as an option
 */
record PostgreSqlOpener(Driver driver, String url, Properties properties, String limit) implements ConnectionOpener {
    private static final int USUAL_PORT = 5432;

    /** What the server may take longer than it was told before its connection is given up. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    static PostgreSqlOpener of(Driver driver, SqlServerSettings settings) {
        String host = settings.host().indexOf(':') < 0 ? settings.host() : "[" + settings.host() + "]";
        String url = "jdbc:postgresql://" + host + ":" + settings.port(USUAL_PORT) + "/"
                + URLEncoder.encode(settings.database(), StandardCharsets.UTF_8);
        return new PostgreSqlOpener(
                driver,
                url,
                properties(settings),
                "SET statement_timeout = " + settings.queryTimeout().toMillis());
    }

    private static Properties properties(SqlServerSettings settings) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, settings.username());
        settings.password().map(Secret::reveal).ifPresent(text -> PGProperty.PASSWORD.set(properties, text));
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds(settings.connectTimeout()));
        PGProperty.SOCKET_TIMEOUT.set(
                properties, seconds(settings.queryTimeout().plus(GRACE)));
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.APPLICATION_NAME.set(properties, "caracal");
        // The server finds out what a parameter is: a client identifier may be compared with a column of numbers.
        PGProperty.STRING_TYPE.set(properties, "unspecified");
        // Details repeat values of the statement.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        if (settings.ssl().enable()) {
            // "require" leaves the check of the certificate to our own sockets.
            PGProperty.SSL_MODE.set(properties, "require");
            PGProperty.SSL_FACTORY.set(properties, CaracalTls.class.getName());
        } else {
            PGProperty.SSL_MODE.set(properties, "disable");
        }
        return properties;
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.plusMillis(999).toSeconds());
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = Objects.requireNonNull(driver.connect(url, properties), url);
        try (Statement statement = connection.createStatement()) {
            statement.execute(limit);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
