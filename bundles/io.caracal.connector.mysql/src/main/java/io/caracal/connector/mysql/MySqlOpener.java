package io.caracal.connector.mysql;

import io.caracal.api.config.Secret;
import io.caracal.api.connector.SqlServerSettings;
import io.caracal.connector.jdbc.ConnectionOpener;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.NonRegisteringDriver;

/** Connections to MySQL and MariaDB. */
final class MySqlOpener implements ConnectionOpener {
    private static final int USUAL_PORT = 3306;

    /** What the server may take longer than it was told before its connection is given up. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Configuration configuration;
    private final Duration queryTimeout;

    private MySqlOpener(Configuration configuration, Duration queryTimeout) {
        this.configuration = configuration;
        this.queryTimeout = queryTimeout;
    }

    static MySqlOpener of(SqlServerSettings settings) {
        try {
            return new MySqlOpener(Configuration.parse(url(settings), properties(settings)), settings.queryTimeout());
        } catch (SQLException e) {
            throw new IllegalArgumentException("the driver does not take these settings: " + e.getMessage(), e);
        }
    }

    private static String url(SqlServerSettings settings) {
        if (settings.database().matches(".*[/?#&].*")) {
            throw new IllegalArgumentException("database: " + settings.database()
                    + " was given, expected a name without any of / ? # &; give the database another name");
        }
        String host = settings.host().indexOf(':') < 0 ? settings.host() : "[" + settings.host() + "]";
        return "jdbc:mariadb://" + host + ":" + settings.port(USUAL_PORT) + "/" + settings.database();
    }

    private static Properties properties(SqlServerSettings settings) {
        boolean encrypted = settings.ssl().enable();
        Properties properties = new Properties();
        properties.setProperty("user", settings.username());
        settings.password().map(Secret::reveal).ifPresent(text -> properties.setProperty("password", text));
        properties.setProperty("connectTimeout", millis(settings.connectTimeout()));
        properties.setProperty("socketTimeout", millis(settings.queryTimeout().plus(GRACE)));
        properties.setProperty("connectionAttributes", "program_name:caracal");
        properties.setProperty("useServerPrepStmts", "true");
        // tinyint(1) is a number here: a QoS of 2 is not "true".
        properties.setProperty("tinyInt1isBit", "false");
        properties.setProperty("dumpQueriesOnException", "false");
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("permitRedirect", "false");
        // MySQL's usual log-in needs the server's key unless TLS protects it. Whoever could forge the key could forge
        // the
        // answers of an unencrypted server as well.
        properties.setProperty("allowPublicKeyRetrieval", Boolean.toString(!encrypted));
        // "trust" leaves the check of the certificate to our own sockets.
        properties.setProperty("sslMode", encrypted ? "trust" : "disable");
        if (encrypted) {
            properties.setProperty("tlsSocketType", CaracalTls.TYPE);
        }
        return properties;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = NonRegisteringDriver.connect(configuration);
        try (Statement statement = connection.createStatement()) {
            statement.execute(limit(connection.getMetaData().getDatabaseProductName()));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The two have drifted apart here: seconds for any statement in MariaDB, milliseconds for queries in MySQL. */
    private String limit(String product) {
        long millis = queryTimeout.toMillis();
        return product.equals("MariaDB")
                ? "SET SESSION max_statement_time="
                        + BigDecimal.valueOf(millis, 3).toPlainString()
                : "SET SESSION max_execution_time=" + millis;
    }
}
