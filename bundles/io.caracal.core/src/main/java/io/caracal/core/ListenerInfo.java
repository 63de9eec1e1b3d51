package io.caracal.core;

import io.caracal.api.auth.ClientFacts;

/**
 * The listener that a connection came in by.
 *
 * @param id {@code tcp:default}
 * @param zone what its clients have in common, for conditions and placeholders
 * @param mountpoint where their topics are
 */
public record ListenerInfo(String id, String zone, Mountpoint mountpoint) {
    /** A listener in the default zone, without a mountpoint. */
    public ListenerInfo(String id) {
        this(id, ClientFacts.DEFAULT_ZONE, Mountpoint.NONE);
    }
}
