package io.caracal.security;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;
import java.time.Duration;

/** The section {@code authentication_settings}: the bounds that hold for every element of the chain. */
@SettingsSection("authentication_settings")
@Description(
        "Bounds for every element of the authentication chain. What exceeds one is given up, and the client is rejected.")
public record AuthenticationLimits(
        @Default("5s")
        @Range(min = 100, max = 60_000)
        @Description(
                "How long an element may take for one decision. After that the client is rejected (server unavailable).")
        Duration timeout,

        @Default("5s")
        @Range(min = 100, max = 60_000)
        @Description(
                "How long an element may take to start. After that it counts as failed; in an update the old version stays.")
        Duration startTimeout,

        @Default("5s")
        @Range(min = 100, max = 60_000)
        @Description(
                "How long an element that is replaced or removed may finish decisions under way, and as long again to close.")
        Duration stopTimeout,

        @Default("30s")
        @Range(min = 1_000, max = 600_000)
        @Description(
                "How long a client may take to answer a challenge of an enhanced authentication (MQTT 5.0 AUTH packets).")
        Duration exchangeTimeout,

        @Default("0")
        @Range(min = 0, max = 1_000)
        @Description(
                "How many blocking tasks (password hashes, queries) one element runs at once; 0 stands for twice the "
                        + "processors.")
        int blockingTasks,

        @Default("1000")
        @Range(min = 1, max = 1_000_000)
        @Description(
                "How many blocking tasks of one element may wait. Clients beyond are rejected at once (server unavailable).")
        int blockingQueue) {

    /** {@link #blockingTasks}, with 0 resolved. */
    int tasksAtOnce() {
        return blockingTasks > 0 ? blockingTasks : 2 * Runtime.getRuntime().availableProcessors();
    }
}
