package io.caracal.api.config;

import java.util.Optional;

/**
 * Who wants a change, and under which conditions.
 *
 * @param actor who: the user's or the API key's name
 * @param source from where: a network address, {@code signal SIGHUP}
 * @param dryRun true to go through everything, sockets and connections included, and change nothing
 * @param expectedRevision the {@link ConfigurationAdministration#revision()} that the change is made for; empty for any
 */
public record ChangeConditions(String actor, String source, boolean dryRun, Optional<String> expectedRevision) {
    /** An unconditional change. */
    public static ChangeConditions of(String actor, String source) {
        return new ChangeConditions(actor, source, false, Optional.empty());
    }
}
