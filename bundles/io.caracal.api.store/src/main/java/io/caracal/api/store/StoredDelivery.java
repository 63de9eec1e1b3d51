package io.caracal.api.store;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one session.
 *
 * @param clientId the session
 * @param sequence its place in the session's order, rising
 * @param qos the QoS of this delivery, 0 to 2
 * @param retain the RETAIN flag of this delivery
 * @param identifiers Subscription Identifiers of the subscriptions that matched; empty for none
 * @param share the filter of the shared subscription ({@code $share/…}) that it came by, or null
 */
public record StoredDelivery(
        String clientId,
        long sequence,
        int qos,
        boolean retain,
        int[] identifiers,
        @Nullable String share) {}
