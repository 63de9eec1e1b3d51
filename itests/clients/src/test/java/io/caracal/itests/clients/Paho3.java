package io.caracal.itests.clients;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/** Eclipse Paho, MQTT 3.1 and 3.1.1. */
final class Paho3 extends Client implements MqttCallback {
    private static final long MILLIS = PATIENCE * 1000L;
    private static final int LAST_RETURN_CODE = 5;
    private static final int IN_FLIGHT = 100;

    private final InetSocketAddress server;
    private final int version;
    private @Nullable MqttAsyncClient client;

    /** @param version {@link MqttConnectOptions#MQTT_VERSION_3_1} or {@link MqttConnectOptions#MQTT_VERSION_3_1_1} */
    Paho3(InetSocketAddress server, int version) {
        this.server = server;
        this.version = version;
    }

    @Override
    boolean connect(Session session) throws Exception {
        String uri = "tcp://" + server.getHostString() + ":" + server.getPort();
        var created = new MqttAsyncClient(uri, session.clientId(), new MemoryPersistence());
        client = created;
        created.setCallback(this);
        var options = new MqttConnectOptions();
        options.setMqttVersion(version);
        options.setConnectionTimeout(PATIENCE);
        options.setCleanSession(session.clean());
        // The library's count of what is under way lags behind the tokens that it completes.
        options.setMaxInflight(IN_FLIGHT);
        if (session.username() != null) {
            options.setUserName(session.username());
            options.setPassword(Objects.requireNonNull(session.password()).toCharArray());
        }
        Message will = session.will();
        if (will != null) {
            options.setWill(will.topic(), will.payload(), will.qos(), will.retain());
        }
        try {
            IMqttToken token = created.connect(options);
            token.waitForCompletion(MILLIS);
            return token.getSessionPresent();
        } catch (MqttException e) {
            if (e.getReasonCode() > 0 && e.getReasonCode() <= LAST_RETURN_CODE) {
                throw new RefusedException(e.getReasonCode(), e);
            }
            throw e;
        }
    }

    @Override
    int subscribe(String filter, int qos) throws Exception {
        IMqttToken token = client().subscribe(filter, qos);
        token.waitForCompletion(MILLIS);
        return token.getGrantedQos()[0];
    }

    @Override
    void unsubscribe(String filter) throws Exception {
        client().unsubscribe(filter).waitForCompletion(MILLIS);
    }

    @Override
    int publish(Message message) throws Exception {
        client().publish(message.topic(), message.payload(), message.qos(), message.retain())
                .waitForCompletion(MILLIS);
        return 0;
    }

    @Override
    void disconnect() throws Exception {
        client().disconnect().waitForCompletion(MILLIS);
    }

    @Override
    public void close() throws Exception {
        if (client != null) {
            try {
                if (client.isConnected()) {
                    disconnect();
                }
            } catch (MqttException e) {
                // The other end may have been faster; closed is closed.
                if (client.isConnected()) {
                    throw e;
                }
            }
            client.close(true);
        }
    }

    @Override
    public void connectionLost(Throwable cause) {
        gone(NO_REASON);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        arrived(new Message(topic, message.getPayload(), message.getQos(), message.isRetained(), Properties.NONE));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // publish() waits for the token itself
    }

    private MqttAsyncClient client() {
        return Objects.requireNonNull(client, "not connected");
    }
}
