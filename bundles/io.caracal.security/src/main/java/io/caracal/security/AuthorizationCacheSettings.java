package io.caracal.security;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclSubject;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part {@code cache} of the section {@code authorization}. */
public record AuthorizationCacheSettings(
        @Default("true") @Description("Whether decisions are remembered.")
        boolean enable,

        @Default("32")
        @Range(min = 1, max = 1_048_576)
        @Description("How many topics are remembered for one client; the one not used for longest goes first.")
        int maxSize,

        @Default("1m")
        @Range(min = 1)
        @Description(
                "How long a decision is remembered. Changes of the configuration and of rules that the broker keeps clean the caches "
                        + "at once; this is how long a change in a database or behind an HTTP server may take to be noticed.")
        Duration ttl,

        @Description(
                "Topic filters; decisions about topics that match one of them are not remembered. \"eq a/#\" is that very text.")
        List<String> excludes) {

    public AuthorizationCacheSettings {
        excludes = List.copyOf(excludes);
        if (!excludes.isEmpty()) {
            excluded(excludes);
        }
    }

    /** A rule that fits what is not remembered. */
    AclRule excluded() {
        return excluded(excludes);
    }

    private static AclRule excluded(List<String> topics) {
        return new AclRule(true, AclRule.Action.ALL, topics, Set.of(), Optional.empty(), AclSubject.ALL);
    }
}
