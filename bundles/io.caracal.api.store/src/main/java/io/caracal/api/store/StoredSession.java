package io.caracal.api.store;

import java.util.List;
import java.util.Set;

/**
 * A session as it is read back at start.
 *
 * @param state the session itself
 * @param subscriptions its subscriptions
 * @param queue what is to be delivered, in order of {@link StoredDelivery#sequence()}
 * @param accepted packet identifiers of QoS 2 messages from the client that are not yet released
 */
public record StoredSession(
        SessionState state, List<StoredSubscription> subscriptions, List<Entry> queue, Set<Integer> accepted) {

    /**
     * One delivery.
     *
     * @param delivery whose and how
     * @param message the message; for {@code released} deliveries its body may be gone (an empty payload)
     * @param packetId the packet identifier if it was sent, else 0
     * @param received true if the client has it (PUBREC) and only PUBREL and PUBCOMP are outstanding
     */
    public record Entry(StoredDelivery delivery, Message message, int packetId, boolean received) {}
}
