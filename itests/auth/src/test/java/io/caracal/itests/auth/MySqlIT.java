package io.caracal.itests.auth;

import io.caracal.itests.servers.MariaDb;

/** MariaDB stands for MySQL too, whose server is not in Debian. */
class MySqlIT extends DatabaseTests {
    MySqlIT() {
        super("mysql", MariaDb::missing, MariaDb::started);
    }

    @Override
    String sleep(int seconds) {
        return "SLEEP(" + seconds + ")";
    }

    @Override
    String literal(String text) {
        return super.literal(text.replace("\\", "\\\\"));
    }
}
