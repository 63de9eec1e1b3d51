package io.caracal.itests.lifecycle;

import java.util.List;

/** Every hot bundle of the distribution: one line each. */
public final class HotBundles {
    private HotBundles() {}

    /** All of them, in the order of their names. */
    public static List<HotBundle> of(Distribution distribution) {
        return List.of(
                HotBundle.of(distribution, "io.caracal.auth.builtin", new BuiltinUsersUsage()),
                HotBundle.of(distribution, "io.caracal.connector.http", new HttpConnectorUsage()),
                HotBundle.of(distribution, "io.caracal.rest", new RestUsage()));
    }
}
