package io.caracal.api.store;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one session.
 *
 * @param clientId the session
 * @param sequence names the delivery: no other delivery of this broker has it, and those of one session rise in their order. It
 *     outlives restarts, so what is given out after {@link SessionStore#recover} is higher than everything recovered
 * @param qos the QoS of this delivery, 0 to 2
 * @param retain the RETAIN flag of this delivery
 * @param identifiers Subscription Identifiers of the subscriptions that matched; empty for none
 * @param share the filter of the shared subscription ({@code $share/…}) that it came by, or null
 * @param packetId the packet identifier that it is sent with at once; 0 if it waits ({@link SessionStore#sent} comes later)
 */
public record StoredDelivery(
        String clientId,
        long sequence,
        int qos,
        boolean retain,
        int[] identifiers,
        @Nullable String share,
        int packetId) {}
