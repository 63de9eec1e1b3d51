package io.caracal.itests.lifecycle;

import io.caracal.itests.servers.MariaDb;
import io.caracal.itests.servers.PostgreSql;
import java.util.List;

/** Every hot bundle of the distribution: one line each. */
public final class HotBundles {
    private HotBundles() {}

    /** All of them, in the order of their names. */
    public static List<HotBundle> of(Distribution distribution) {
        return List.of(
                HotBundle.of(distribution, "io.caracal.auth.builtin", new BuiltinUsersUsage()),
                HotBundle.of(distribution, "io.caracal.auth.scram", new ScramUsage()),
                HotBundle.of(distribution, "io.caracal.connector.http", new HttpConnectorUsage()),
                HotBundle.of(distribution, "io.caracal.auth.mysql", mysql(distribution, "io.caracal.connector.mysql")),
                HotBundle.of(
                        distribution,
                        "io.caracal.auth.postgresql",
                        postgresql(distribution, "io.caracal.connector.postgresql")),
                HotBundle.of(distribution, "io.caracal.connector.mysql", mysql(distribution, "io.caracal.auth.mysql")),
                HotBundle.of(
                        distribution,
                        "io.caracal.connector.postgresql",
                        postgresql(distribution, "io.caracal.auth.postgresql")),
                HotBundle.of(distribution, "io.caracal.auth.http", new HttpUsersUsage(distribution)),
                HotBundle.of(distribution, "io.caracal.auth.jwt", new TokensUsage(distribution)),
                HotBundle.of(distribution, "io.caracal.rest", new RestUsage()));
    }

    private static Usage mysql(Distribution distribution, String companion) {
        return new DatabaseUsage(distribution, "mysql", MariaDb::started, MariaDb::missing, companion);
    }

    private static Usage postgresql(Distribution distribution, String companion) {
        return new DatabaseUsage(distribution, "postgresql", PostgreSql::started, PostgreSql::missing, companion);
    }
}
