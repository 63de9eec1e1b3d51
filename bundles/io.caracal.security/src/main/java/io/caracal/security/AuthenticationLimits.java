package io.caracal.security;

import io.caracal.api.auth.AuthenticationResult.Reason;
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
        @Description("How many blocking tasks of one element may wait. Clients beyond are rejected at once.")
        int blockingQueue,

        @Default("10000")
        @Range(min = 1, max = 10_000_000)
        @Description(
                "How many clients one chain authenticates at once. The newest beyond are rejected at once, so that a slow back end "
                        + "takes no more memory than this.")
        int maxInProgress,

        @Default("server_unavailable")
        @Description("What clients are told that are rejected because too many are being authenticated.")
        OverloadReason overloadReason) {

    /** What clients are told when there are too many. */
    public enum OverloadReason {
        @Description("0x88: they may try again.")
        SERVER_UNAVAILABLE(Reason.SERVER_UNAVAILABLE),
        @Description("0x97: they are too many.")
        QUOTA_EXCEEDED(Reason.QUOTA_EXCEEDED);

        private final Reason reason;

        OverloadReason(Reason reason) {
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    /** {@link #blockingTasks}, with 0 resolved. */
    int tasksAtOnce() {
        return blockingTasks > 0 ? blockingTasks : 2 * Runtime.getRuntime().availableProcessors();
    }
}
