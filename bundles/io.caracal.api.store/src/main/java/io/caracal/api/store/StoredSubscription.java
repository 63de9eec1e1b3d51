package io.caracal.api.store;

/**
 * A subscription of a session.
 *
 * @param filter the topic filter as the client sent it, {@code $share/…} included
 * @param qos the maximum QoS granted
 * @param noLocal MQTT 5.0, section 3.8.3.1
 * @param retainAsPublished MQTT 5.0, section 3.8.3.1
 * @param retainHandling 0, 1 or 2
 * @param identifier the Subscription Identifier, or 0 for none
 */
public record StoredSubscription(
        String filter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling, int identifier) {}
