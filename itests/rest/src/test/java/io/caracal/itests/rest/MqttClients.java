package io.caracal.itests.rest;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** MQTT clients of a test, which go when it ends. */
final class MqttClients implements AutoCloseable {
    private final RestClient admin;
    private final List<Mqtt5BlockingClient> clients = new ArrayList<>();

    /** @param admin asks the broker where it listens */
    MqttClients(RestClient admin) {
        this.admin = admin;
    }

    Mqtt5BlockingClient make(String clientId) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(port())
                .buildBlocking();
        clients.add(client);
        return client;
    }

    /** Asked for each time: a listener that was closed and opened again may be at another port. */
    int port() {
        String address = admin.get("listeners/tcp:default").hasStatus(200).text("address");
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    Mqtt5BlockingClient connect(String clientId) {
        Mqtt5BlockingClient client = make(clientId);
        client.connect();
        return client;
    }

    Mqtt5BlockingClient connect(String clientId, String username) {
        Mqtt5BlockingClient client = make(clientId);
        client.connectWith().simpleAuth().username(username).applySimpleAuth().send();
        return client;
    }

    /** With a session that lives on for an hour. */
    Mqtt5BlockingClient persistent(String clientId) {
        Mqtt5BlockingClient client = make(clientId);
        client.connectWith().sessionExpiryInterval(3600).send();
        return client;
    }

    static void subscribe(Mqtt5BlockingClient client, String filter, int qos) {
        client.subscribeWith().topicFilter(filter).qos(MqttQos.values()[qos]).send();
    }

    static void publish(Mqtt5BlockingClient client, String topic, String payload, int qos, boolean retain) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.values()[qos])
                .retain(retain)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    static Mqtt5Publishes messages(Mqtt5BlockingClient client) {
        return client.publishes(MqttGlobalPublishFilter.ALL);
    }

    static Mqtt5Publish next(Mqtt5Publishes messages) throws InterruptedException {
        return messages.receive(30, TimeUnit.SECONDS).orElseThrow(() -> new AssertionError("no message came"));
    }

    static String text(Mqtt5Publish message) {
        return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        // Some are gone already, by the test's own doing.
        clients.forEach(client ->
                client.toAsync().disconnect().exceptionally(gone -> null).join());
    }
}
