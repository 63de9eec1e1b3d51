package io.caracal.connect;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import java.time.Duration;

/** How a connector is started, watched and replaced, whatever its type. */
public record ResourceOptions(
        @Description(
                "How often the server is asked whether it would answer. While it would not it is asked in growing intervals, none longer than "
                        + "this one.")
        @Default("15s")
        @Range(min = 100, max = 3_600_000)
        Duration healthCheckInterval,

        @Description("How long such a question may take.") @Default("60s") @Range(min = 100, max = 3_600_000)
        Duration healthCheckTimeout,

        @Description(
                "How long a new connection is waited for, when the connector is made, changed or replaced; it is tried further afterwards.")
        @Default("5s")
        @Range(min = 100, max = 20_000)
        Duration startTimeout,

        @Description("Whether the connector starts by itself; false waits for an administrator to start it.")
        @Default("true")
        boolean startAfterCreated,

        @Description("How long calls under way may take to finish when the connector is replaced, stopped or removed.")
        @Default("5s")
        @Range(min = 100, max = 60_000)
        Duration stopTimeout,

        @Description("After this time a call without an answer is given up, if the type's own limit has not ended it.")
        @Default("45s")
        @Range(min = 100, max = 3_600_000)
        Duration requestTtl) {

    /** What holds for private connectors. */
    static ResourceOptions usual() {
        return new ResourceOptions(
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                true,
                Duration.ofSeconds(5),
                Duration.ofSeconds(45));
    }
}
