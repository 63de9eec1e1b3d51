package io.caracal.itests.auth;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;

/** Connects, subscribes, disconnects. */
final class Subscription {
    private Subscription() {}

    /** What the broker answered to the SUBSCRIBE. */
    static Mqtt5SubAckReasonCode code(Device device, String filter) {
        Mqtt5BlockingClient client = device.connected();
        try {
            return client.subscribeWith()
                    .topicFilter(filter)
                    .send()
                    .getReasonCodes()
                    .getFirst();
        } catch (Mqtt5SubAckException e) {
            return e.getMqttMessage().getReasonCodes().getFirst();
        } finally {
            client.disconnect();
        }
    }

    /** Whether it was granted. */
    static boolean asked(Device device, String filter) {
        return !code(device, filter).isError();
    }
}
