package io.caracal.itests.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.UUID;

/** MQTT.js, all versions of the protocol. */
final class MqttJs extends Client {
    private static final int MQTT_3_1 = 3;
    private static final int MQTT_5 = 5;

    private final MqttJsDriver driver;
    private final InetSocketAddress server;
    private final int version;
    private final String name = UUID.randomUUID().toString();
    private boolean created;

    /** @param version the protocol version as CONNECT has it: 3, 4 or 5 */
    MqttJs(MqttJsDriver driver, InetSocketAddress server, int version) {
        this.driver = driver;
        this.server = server;
        this.version = version;
    }

    @Override
    boolean connect(Session session) throws Exception {
        driver.register(name, this::event);
        ObjectNode connect = driver.command("connect", name);
        connect.put("url", "mqtt://" + server.getHostString() + ":" + server.getPort());
        ObjectNode options = connect.putObject("options")
                .put("protocolVersion", version)
                .put("protocolId", version == MQTT_3_1 ? "MQIsdp" : "MQTT")
                .put("clientId", session.clientId())
                .put("clean", session.clean())
                .put("connectTimeout", PATIENCE * 1000);
        if (session.username() != null) {
            options.put("username", session.username()).put("password", Objects.requireNonNull(session.password()));
        }
        if (version == MQTT_5) {
            // No topic aliases: MQTT.js 5.16 hands over a QoS 2 message that came with an alias under an empty topic.
            options.putObject("properties")
                    .put("sessionExpiryInterval", session.expiry())
                    .put("receiveMaximum", session.receiveMaximum());
        }
        Message will = session.will();
        if (will != null) {
            ObjectNode node = options.putObject("will");
            MqttJsMessages.write(will, version == MQTT_5, node);
            if (version == MQTT_5) {
                node.withObject("properties").put("willDelayInterval", session.willDelay());
            }
        }
        created = true;
        return driver.call(connect).get("sessionPresent").asBoolean();
    }

    @Override
    int subscribe(String filter, int qos) throws Exception {
        return subscribe(driver.command("subscribe", name), filter, qos);
    }

    @Override
    int subscribe(String filter, int qos, int subscriptionId) throws Exception {
        ObjectNode subscribe = driver.command("subscribe", name);
        subscribe.putObject("properties").put("subscriptionIdentifier", subscriptionId);
        return subscribe(subscribe, filter, qos);
    }

    private int subscribe(ObjectNode subscribe, String filter, int qos) throws Exception {
        return driver.call(subscribe.put("filter", filter).put("qos", qos))
                .get("code")
                .asInt();
    }

    @Override
    void unsubscribe(String filter) throws Exception {
        driver.call(driver.command("unsubscribe", name).put("filter", filter));
    }

    @Override
    int publish(Message message) throws Exception {
        ObjectNode publish = driver.command("publish", name);
        MqttJsMessages.write(message, version == MQTT_5, publish);
        return driver.call(publish).get("code").asInt();
    }

    @Override
    void disconnect() throws Exception {
        driver.call(driver.command("disconnect", name));
    }

    @Override
    public void close() throws Exception {
        if (created) {
            driver.call(driver.command("close", name));
        }
    }

    private void event(JsonNode said) {
        if (said.has("message")) {
            arrived(MqttJsMessages.read(said.get("message")));
        } else {
            gone(said.get("closed").asInt());
        }
    }
}
