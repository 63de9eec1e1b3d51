package io.caracal.itests.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DatabaseServerTest {

    @Test
    void mariaDbKeepsItsDataWhenItIsKilled() {
        assumeTrue(MariaDb.missing().isEmpty(), () -> MariaDb.missing().orElseThrow());
        try (MariaDb server = MariaDb.started()) {
            keepsItsData(server);
        }
    }

    @Test
    void postgreSqlKeepsItsDataWhenItIsKilled() {
        assumeTrue(PostgreSql.missing().isEmpty(), () -> PostgreSql.missing().orElseThrow());
        try (PostgreSql server = PostgreSql.started()) {
            keepsItsData(server);
        }
    }

    private static void keepsItsData(DatabaseServer server) {
        server.execute("CREATE TABLE t (a INT, b VARCHAR(20)); INSERT INTO t VALUES (1, 'x'); COMMIT;");

        server.kill();
        server.start();

        assertThat(server.execute("SELECT a, b FROM t;")).isEqualTo("1\tx\n");
    }
}
