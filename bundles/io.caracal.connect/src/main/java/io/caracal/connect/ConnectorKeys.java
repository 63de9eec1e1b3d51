package io.caracal.connect;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import java.util.List;

/** The keys that connectors of every type have. */
public record ConnectorKeys(
        @Description("Whether the connector is in use; false closes it, and every call fails at once.") @Default("true")
        boolean enable,

        @Description("For people.") @Default("") String description,

        @Description("Words for people to find it by.") List<String> tags,

        @Description("Start, health checks and replacement.")
        ResourceOptions resourceOpts) {
    /** The names of these keys in the tree. */
    static final String[] NAMES = {"enable", "description", "tags", "resource_opts"};
}
