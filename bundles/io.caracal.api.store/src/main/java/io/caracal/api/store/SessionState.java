package io.caracal.api.store;

import java.util.Optional;

/**
 * What is kept of a session besides its subscriptions and deliveries.
 *
 * @param clientId the client identifier
 * @param expiryInterval the Session Expiry Interval in seconds; 0xFFFFFFFF means never
 * @param disconnectedAt milliseconds since the epoch when the connection ended, or 0 while there is one
 * @param will the Will Message that is still to be published, with the moment; empty if there is none
 */
public record SessionState(String clientId, long expiryInterval, long disconnectedAt, Optional<StoredWill> will) {

    /**
     * A Will Message of a session.
     *
     * @param message what is published
     * @param delay the Will Delay Interval in seconds, counted from the end of the connection
     */
    public record StoredWill(Message message, long delay) {}
}
