package io.caracal.itests.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** PostgreSQL, with passwords by SCRAM. */
public final class PostgreSql extends DatabaseServer {
    private static final String ADMINISTRATOR = "postgres";

    private PostgreSql() {}

    /** Starts one; takes a few seconds. */
    public static PostgreSql started() {
        PostgreSql server = new PostgreSql();
        server.begin();
        return server;
    }

    /** Why it cannot be started here; empty if it can. */
    public static Optional<String> missing() {
        return Commands.find("postgres").isPresent()
                ? Optional.empty()
                : Optional.of("no postgres was found; install Debian's package postgresql, or run ./verify");
    }

    @Override
    void initialize(Path data) {
        Commands.run(
                Commands.unprivileged(List.of(
                        Commands.need("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + ADMINISTRATOR,
                        "--encoding=UTF8",
                        "--locale=C",
                        "--auth-local=trust",
                        "--auth-host=scram-sha-256",
                        "--no-sync")),
                "");
        askForCertificate(data.resolve("pg_hba.conf"));
    }

    private static void askForCertificate(Path rules) {
        try {
            // The first line that fits decides.
            Files.writeString(
                    rules,
                    "hostssl all " + CERTIFIED + " 127.0.0.1/32 scram-sha-256 clientcert=verify-ca\nhost all "
                            + CERTIFIED + " 127.0.0.1/32 reject\n" + Files.readString(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    List<String> command(Path data) {
        return List.of(
                Commands.need("postgres").toString(),
                "-D",
                data.toString(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port()),
                "-k",
                folder().toString(),
                "-F",
                "-c",
                "ssl=on",
                "-c",
                "ssl_ca_file=" + certificates().authorityCertificate(),
                "-c",
                "ssl_cert_file=" + certificates().serverCertificate(),
                "-c",
                "ssl_key_file=" + certificates().serverKey());
    }

    @Override
    List<String> client() {
        return client(DATABASE);
    }

    private List<String> client(String database) {
        return List.of(
                Commands.need("psql").toString(),
                "--no-psqlrc",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                "--no-align",
                "--tuples-only",
                "--field-separator=\t",
                "--host=" + folder(),
                "--port=" + port(),
                "--username=" + ADMINISTRATOR,
                "--dbname=" + database);
    }

    @Override
    boolean answers() {
        return Commands.succeeds(client(ADMINISTRATOR));
    }

    @Override
    void prepare() {
        Commands.run(client(ADMINISTRATOR), """
                CREATE ROLE %2$s LOGIN PASSWORD '%3$s';
                CREATE DATABASE %1$s OWNER %2$s;
                \\connect %1$s
                ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO %2$s;
                ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO %2$s;
                CREATE ROLE %4$s LOGIN PASSWORD '%3$s' IN ROLE %2$s;
                """.formatted(DATABASE, USER, PASSWORD, CERTIFIED));
    }

    @Override
    String countSessions() {
        return "SELECT COUNT(*) FROM pg_stat_activity WHERE usename = '" + USER + "';";
    }

    @Override
    String stopSignal() {
        return "INT";
    }
}
