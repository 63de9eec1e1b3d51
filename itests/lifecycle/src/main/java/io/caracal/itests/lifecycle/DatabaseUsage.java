package io.caracal.itests.lifecycle;

import io.caracal.itests.servers.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Users in a table of a real database, reached by a connector: shows the connector's bundle, and that of the provider which asks it. */
final class DatabaseUsage implements Usage {
    private static final Credentials RIGHT = new Credentials("otter", "fish and more fish");
    private static final Credentials WRONG = new Credentials("otter", "no fish");

    private final Distribution distribution;
    private final String backend;
    private final Supplier<? extends DatabaseServer> start;
    private final Supplier<Optional<String>> missing;
    private final String companion;
    private @Nullable DatabaseServer server;

    /**
     * @param backend {@code mysql}
     * @param companion the bundle that the one under test needs for this: the other of connector and provider
     */
    DatabaseUsage(
            Distribution distribution,
            String backend,
            Supplier<? extends DatabaseServer> start,
            Supplier<Optional<String>> missing,
            String companion) {
        this.distribution = distribution;
        this.backend = backend;
        this.start = start;
        this.missing = missing;
        this.companion = companion;
    }

    @Override
    public Optional<String> missing() {
        return missing.get();
    }

    @Override
    public List<Path> companions() {
        return List.of(distribution.bundle(companion));
    }

    @Override
    public String configuration() {
        DatabaseServer started = start.get();
        server = started;
        started.execute(tables());
        started.execute("INSERT INTO mqtt_user (username, password_hash) VALUES ('%s', '%s');"
                .formatted(RIGHT.username(), RIGHT.password()));
        return """
                connectors.%1$s.main {
                  server = "%2$s", database = %3$s, username = %4$s, password = "%5$s", pool_size = 2
                }
                authentication = [{
                  mechanism = password_based
                  backend = %1$s
                  connector = "%1$s:main"
                  password_hash_algorithm { name = plain, salt_position = disable }
                }]
                """.formatted(
                        backend,
                        started.address(),
                        DatabaseServer.DATABASE,
                        DatabaseServer.USER,
                        DatabaseServer.PASSWORD.replace("\"", "\\\""));
    }

    private String tables() {
        try {
            return Files.readString(distribution.home().resolve("share/sql").resolve(backend + ".sql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.of(RIGHT);
    }

    @Override
    public boolean works(InetSocketAddress broker) {
        return Clients.getsIn(broker, RIGHT);
    }

    @Override
    public boolean harms(InetSocketAddress broker) {
        return Clients.getsIn(broker, WRONG);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
