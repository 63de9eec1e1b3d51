package io.caracal.itests.auth;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;

/** Tries what a connected client may do; a refusal is an acknowledgement with an error. */
final class Rights {
    private Rights() {}

    static boolean mayPublish(Mqtt5BlockingClient client, String topic) {
        return mayPublish(client, topic, MqttQos.AT_LEAST_ONCE, false);
    }

    /** @param qos 1 or 2: nobody hears of the fate of QoS 0 */
    static boolean mayPublish(Mqtt5BlockingClient client, String topic, MqttQos qos, boolean retain) {
        try {
            client.publishWith().topic(topic).qos(qos).retain(retain).send();
            return true;
        } catch (Mqtt5PubAckException | Mqtt5PubRecException _) {
            return false;
        }
    }

    static boolean maySubscribe(Mqtt5BlockingClient client, String filter) {
        try {
            client.subscribeWith().topicFilter(filter).send();
            return true;
        } catch (Mqtt5SubAckException _) {
            return false;
        }
    }
}
