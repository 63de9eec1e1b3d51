package io.caracal.plugins;

import java.time.Instant;

/**
 * A change that has begun and of which it is not known yet how it ended.
 *
 * @param operation {@code install}, {@code update}, {@code rollback} or {@code remove}
 * @param from the version before, empty if none
 * @param to the version after, empty if none
 * @param committed whether the journal has the state after it already
 */
record PendingChange(
        String operation,
        String name,
        String from,
        String to,
        String actor,
        String source,
        Instant since,
        boolean committed) {

    PendingChange done() {
        return new PendingChange(operation, name, from, to, actor, source, since, true);
    }

    @Override
    public String toString() {
        return operation + " plugin=" + name
                + (from.isEmpty() ? "" : " from=" + from)
                + (to.isEmpty() ? "" : " to=" + to)
                + " actor=" + actor + " source=" + source;
    }
}
