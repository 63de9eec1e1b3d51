package io.caracal.api.store;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
     * @param delivery whose and how; {@link StoredDelivery#packetId()} is the one that it was sent with, 0 if it never was
     * @param message the message, or null if it is to be fetched with {@link SessionStore#read} when it is needed
     * @param received true if the client has it (PUBREC) and only PUBREL and PUBCOMP are outstanding; then there is no message any more
     */
    public record Entry(StoredDelivery delivery, @Nullable Message message, boolean received) {}
}
