package io.caracal.itests.clients;

import java.nio.charset.StandardCharsets;

/**
 * An application message, whatever library sends or has received it.
 *
 * @param properties those of MQTT 5.0; clients of earlier versions send none and see none
 */
record Message(String topic, byte[] payload, int qos, boolean retain, Properties properties) {

    static Message of(String topic, String text, int qos) {
        return new Message(topic, text.getBytes(StandardCharsets.UTF_8), qos, false, Properties.NONE);
    }

    static Message of(String topic, byte[] payload, int qos) {
        return new Message(topic, payload, qos, false, Properties.NONE);
    }

    Message retained() {
        return new Message(topic, payload, qos, true, properties);
    }

    Message with(Properties given) {
        return new Message(topic, payload, qos, retain, given);
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Topic, text and QoS in one line, for comparisons that can be read. */
    String line() {
        return topic + " " + text() + " qos" + qos;
    }
}
