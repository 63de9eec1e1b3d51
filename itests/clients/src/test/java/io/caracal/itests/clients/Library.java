package io.caracal.itests.clients;

import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;

/** A client library in one version of the protocol. */
enum Library {
    HIVEMQ_3_1_1,
    HIVEMQ_5,
    PAHO_3_1,
    PAHO_3_1_1,
    PAHO_5,
    MQTTJS_3_1,
    MQTTJS_3_1_1,
    MQTTJS_5;

    /** True for MQTT 5.0. */
    boolean five() {
        return name().endsWith("_5");
    }

    /** True for MQTT 3.1, whose SUBACK cannot refuse and whose CONNACK does not tell whether a session was resumed. */
    boolean threeOne() {
        return name().endsWith("_3_1");
    }

    Client client(InetSocketAddress server, Supplier<MqttJsDriver> node) {
        return switch (this) {
            case HIVEMQ_3_1_1 -> new HiveMq3(server);
            case HIVEMQ_5 -> new HiveMq5(server);
            case PAHO_3_1 -> new Paho3(server, MqttConnectOptions.MQTT_VERSION_3_1);
            case PAHO_3_1_1 -> new Paho3(server, MqttConnectOptions.MQTT_VERSION_3_1_1);
            case PAHO_5 -> new Paho5(server);
            case MQTTJS_3_1 -> new MqttJs(node.get(), server, 3);
            case MQTTJS_3_1_1 -> new MqttJs(node.get(), server, 4);
            case MQTTJS_5 -> new MqttJs(node.get(), server, 5);
        };
    }
}
