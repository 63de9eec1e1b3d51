package io.caracal.security;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsNode;
import io.caracal.api.config.SettingsSection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The section {@code authorization}: what clients may do. */
@SettingsSection("authorization")
@Description(
        "What clients may do. A superuser may do everything; then the client's own rules are looked at, then the sources in this "
                + "order. The first that allows or denies decides; what none is about is decided by no_match. A source that fails, or whose "
                + "type is not installed, denies.")
public record AuthorizationSettings(
        @Default("deny") @Description("What becomes of actions that no source is about.")
        Permission noMatch,

        @Default("ignore")
        @Description(
                "What becomes of a client that does what is denied: ignore answers it with the reason code, where its version has "
                        + "one, and drops the message; disconnect ends its connection.")
        DenyAction denyAction,

        @Description("Decisions that are remembered for each client.")
        AuthorizationCacheSettings cache,

        @Default("true")
        @Description(
                "Whether subscriptions and wills that clients hold are checked again when what they may do changes; what is denied "
                        + "then is removed.")
        boolean recheckOnChange,

        @Default("5s")
        @Range(min = 100, max = 60_000)
        @Description("How long a source may take for one decision. After that the action is denied.")
        Duration timeout,

        @Default("5s")
        @Range(min = 100, max = 60_000)
        @Description(
                "How long a source may take to start. After that it counts as failed; in an update the old version stays.")
        Duration startTimeout,

        @Default("5s")
        @Range(min = 100, max = 60_000)
        @Description(
                "How long a source that is replaced or removed may finish decisions under way, and as long again to close.")
        Duration stopTimeout,

        @Default("0")
        @Range(min = 0, max = 1_000)
        @Description("How many blocking tasks (queries) one source runs at once; 0 stands for twice the processors.")
        int blockingTasks,

        @Default("1000")
        @Range(min = 1, max = 1_000_000)
        @Description("How many blocking tasks of one source may wait. Actions beyond are denied at once.")
        int blockingQueue,

        @Default("[{ type = file }]")
        @Description(
                "The sources, in the order in which they are asked: type (file, built_in_database, …; each once), enable (true by "
                        + "default; false passes the source over), and the keys of the type.")
        List<SettingsNode> sources) {

    public AuthorizationSettings {
        sources = List.copyOf(sources);
        Set<String> seen = new HashSet<>();
        for (SettingsNode node : sources) {
            String type = SourceSettings.of(node).type();
            if (!seen.add(type)) {
                throw new IllegalArgumentException(node.path() + ": a second source " + type
                        + " was given, expected each type at most once; remove one of them");
            }
        }
    }

    /** What each source says to the chain itself. */
    List<SourceSettings> chain() {
        return sources.stream().map(SourceSettings::of).toList();
    }

    /** {@link #blockingTasks}, with 0 resolved. */
    int tasksAtOnce() {
        return blockingTasks > 0 ? blockingTasks : 2 * Runtime.getRuntime().availableProcessors();
    }

    /** Whether something may be done. */
    public enum Permission {
        ALLOW,
        DENY
    }

    /** What follows a denial. */
    public enum DenyAction {
        IGNORE,
        DISCONNECT
    }
}
