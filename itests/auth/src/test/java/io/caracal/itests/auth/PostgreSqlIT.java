package io.caracal.itests.auth;

import io.caracal.itests.servers.PostgreSql;

class PostgreSqlIT extends DatabaseTests {
    PostgreSqlIT() {
        super("postgresql", PostgreSql::missing, PostgreSql::started);
    }

    @Override
    String sleep(int seconds) {
        return "pg_sleep(" + seconds + ")";
    }
}
