package io.caracal.api.broker;

/**
 * A subscription of a session.
 *
 * @param clientId whose
 * @param topicFilter as the client sent it, {@code $share/group/…} included
 * @param qos the maximum QoS granted
 * @param noLocal whether the client's own messages do not come back
 * @param retainAsPublished whether the RETAIN flag is handed on
 * @param retainHandling 0, 1 or 2 (MQTT 5.0, section 3.8.3.1)
 * @param identifier the Subscription Identifier, or 0 for none
 */
public record SubscriptionInfo(
        String clientId,
        String topicFilter,
        int qos,
        boolean noLocal,
        boolean retainAsPublished,
        int retainHandling,
        int identifier) {}
