package io.caracal.itests.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** MariaDB, which stands for MySQL too. */
public final class MariaDb extends DatabaseServer {
    private MariaDb() {}

    /** Starts one; takes a few seconds. */
    public static MariaDb started() {
        MariaDb server = new MariaDb();
        server.begin();
        return server;
    }

    /** Why it cannot be started here; empty if it can. */
    public static Optional<String> missing() {
        return Commands.find("mariadbd").isPresent()
                ? Optional.empty()
                : Optional.of("no mariadbd was found; install Debian's package mariadb-server, or run ./verify");
    }

    private String socket() {
        return folder().resolve("socket").toString();
    }

    @Override
    void initialize(Path data) {
        Commands.run(
                Commands.unprivileged(List.of(
                        Commands.need("mariadb-install-db").toString(),
                        "--no-defaults",
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--datadir=" + data)),
                "");
    }

    @Override
    List<String> command(Path data) {
        return List.of(
                Commands.need("mariadbd").toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + port(),
                "--socket=" + socket(),
                "--pid-file=" + folder().resolve("pid"),
                "--skip-name-resolve",
                "--skip-log-bin",
                "--innodb-flush-log-at-trx-commit=2",
                "--ssl-ca=" + certificates().authorityCertificate(),
                "--ssl-cert=" + certificates().serverCertificate(),
                "--ssl-key=" + certificates().serverKey());
    }

    @Override
    List<String> client() {
        return client("--database=" + DATABASE);
    }

    private List<String> client(String option) {
        return List.of(
                Commands.need("mariadb").toString(),
                "--no-defaults",
                "--socket=" + socket(),
                "--user=root",
                "--batch",
                "--skip-column-names",
                option);
    }

    @Override
    boolean answers() {
        return Commands.succeeds(client("--execute=SELECT 1"));
    }

    @Override
    void prepare() {
        Commands.run(client("--default-character-set=utf8mb4"), """
                CREATE DATABASE %1$s CHARACTER SET utf8mb4;
                CREATE USER '%2$s'@'%%' IDENTIFIED BY '%3$s';
                GRANT ALL ON %1$s.* TO '%2$s'@'%%';
                CREATE USER '%4$s'@'%%' IDENTIFIED BY '%3$s' REQUIRE X509;
                GRANT ALL ON %1$s.* TO '%4$s'@'%%';
                """.formatted(DATABASE, USER, PASSWORD, CERTIFIED));
    }

    @Override
    String countSessions() {
        return "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '" + USER + "';";
    }

    @Override
    String stopSignal() {
        return "TERM";
    }
}
