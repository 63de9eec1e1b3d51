package io.caracal.itests.clients;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** Eclipse Paho, MQTT 5.0. */
final class Paho5 extends Client implements MqttCallback {
    private static final long MILLIS = PATIENCE * 1000L;
    private static final int FIRST_FAILURE = 0x80;
    private static final int LAST_FAILURE = 0xA2;

    private final InetSocketAddress server;
    private @Nullable MqttAsyncClient client;

    Paho5(InetSocketAddress server) {
        this.server = server;
    }

    @Override
    boolean connect(Session session) throws Exception {
        String uri = "tcp://" + server.getHostString() + ":" + server.getPort();
        var created = new MqttAsyncClient(uri, session.clientId(), new MemoryPersistence());
        client = created;
        created.setCallback(this);
        try {
            IMqttToken token = created.connect(options(session));
            token.waitForCompletion(MILLIS);
            return token.getSessionPresent();
        } catch (MqttException e) {
            throw refused(e);
        }
    }

    private static MqttConnectionOptions options(Session session) {
        var options = new MqttConnectionOptions();
        options.setConnectionTimeout(PATIENCE);
        options.setCleanStart(session.clean());
        options.setSessionExpiryInterval(session.expiry());
        options.setReceiveMaximum(session.receiveMaximum());
        // Else the library would number all subscriptions, and answer none of our numbers.
        options.setUseSubscriptionIdentifiers(false);
        if (session.username() != null) {
            options.setUserName(session.username());
            options.setPassword(Objects.requireNonNull(session.password()).getBytes(StandardCharsets.UTF_8));
        }
        Message will = session.will();
        if (will != null) {
            options.setWill(will.topic(), Paho5Messages.write(will));
            var properties = new MqttProperties();
            properties.setWillDelayInterval(session.willDelay());
            options.setWillMessageProperties(properties);
        }
        return options;
    }

    @Override
    int subscribe(String filter, int qos) throws Exception {
        return subscribe(filter, qos, new MqttProperties());
    }

    @Override
    int subscribe(String filter, int qos, int subscriptionId) throws Exception {
        var properties = new MqttProperties();
        properties.setSubscriptionIdentifier(subscriptionId);
        return subscribe(filter, qos, properties);
    }

    private int subscribe(String filter, int qos, MqttProperties properties) throws Exception {
        try {
            IMqttToken token = client().subscribe(
                            new MqttSubscription[] {new MqttSubscription(filter, qos)}, null, null, properties);
            token.waitForCompletion(MILLIS);
            return token.getReasonCodes()[0];
        } catch (MqttException e) {
            throw refused(e);
        }
    }

    @Override
    void unsubscribe(String filter) throws Exception {
        client().unsubscribe(filter).waitForCompletion(MILLIS);
    }

    @Override
    int publish(Message message) throws Exception {
        try {
            IMqttToken token = client().publish(message.topic(), Paho5Messages.write(message));
            token.waitForCompletion(MILLIS);
            int @Nullable [] codes = token.getReasonCodes();
            return message.qos() == 0 || codes == null ? 0 : codes[0];
        } catch (MqttException e) {
            throw refused(e);
        }
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
    public void disconnected(MqttDisconnectResponse response) {
        int code = response.getReturnCode();
        gone(code < FIRST_FAILURE ? NO_REASON : code);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        arrived(Paho5Messages.read(topic, message));
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        gone(NO_REASON);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // publish() waits for the token itself
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // connect() waits for the token itself
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        throw new IllegalStateException("no test uses enhanced authentication with this client");
    }

    private MqttAsyncClient client() {
        return Objects.requireNonNull(client, "not connected");
    }

    private static Exception refused(MqttException e) {
        int code = e.getReasonCode();
        return code >= FIRST_FAILURE && code <= LAST_FAILURE ? new RefusedException(code, e) : e;
    }
}
