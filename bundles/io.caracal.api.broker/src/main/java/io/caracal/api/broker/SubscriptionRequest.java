package io.caracal.api.broker;

/**
 * A subscription that an administrator makes for a client.
 *
 * @param topicFilter {@code $share/group/…} included
 * @param qos the maximum QoS wanted; the settings may grant less
 * @param noLocal whether the client's own messages do not come back
 * @param retainAsPublished whether the RETAIN flag is handed on
 * @param retainHandling 0, 1 or 2 (MQTT 5.0, section 3.8.3.1)
 */
public record SubscriptionRequest(
        String topicFilter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {
    /** @throws InvalidRequestException if a number is out of its range */
    public SubscriptionRequest {
        if (qos < 0 || qos > 2) {
            throw new InvalidRequestException("qos is 0, 1 or 2, not " + qos);
        }
        if (retainHandling < 0 || retainHandling > 2) {
            throw new InvalidRequestException("retain handling (rh) is 0, 1 or 2, not " + retainHandling);
        }
    }

    /** A subscription without options. */
    public SubscriptionRequest(String topicFilter, int qos) {
        this(topicFilter, qos, false, false, 0);
    }
}
