package io.caracal.api.connector;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.Secret;
import java.time.Duration;
import java.util.Optional;

/** How a database is reached: the settings of the connectors {@code mysql} and {@code postgresql}. */
public record SqlServerSettings(
        @Description(
                "Host and port, db.example.com:3306, 127.0.0.1, [::1]:5432; without a port the usual one of the database.")
        @Range(min = 1, max = 300)
        String server,

        @Description("The name of the database.") @Range(min = 1, max = 200)
        String database,

        @Description("The user to connect as.") @Range(min = 1, max = 200)
        String username,

        @Description("The user's password; file:/path or env:NAME.")
        Optional<Secret> password,

        @Description("How many connections are kept, and so how many queries run at once.")
        @Default("8")
        @Range(min = 1, max = 1000)
        int poolSize,

        @Description("How many queries may wait for a connection. Further ones fail at once.")
        @Default("1000")
        @Range(min = 0, max = 1_000_000)
        int poolQueue,

        @Description("How long a connection may take to be made.") @Default("5s") @Range(min = 250, max = 120_000)
        Duration connectTimeout,

        @Description("How long a query may take, waiting for a connection included. After that it is cancelled.")
        @Default("5s")
        @Range(min = 100, max = 120_000)
        Duration queryTimeout,

        @Description("Encryption.") TlsClientSettings ssl) {

    /** Checks the address. */
    public SqlServerSettings {
        ServerAddress.parse(server);
    }

    /** The host, IPv6 addresses without brackets. */
    public String host() {
        return ServerAddress.parse(server).host();
    }

    /** The port, or that one if none was given. */
    public int port(int usual) {
        return ServerAddress.parse(server).port().orElse(usual);
    }
}
