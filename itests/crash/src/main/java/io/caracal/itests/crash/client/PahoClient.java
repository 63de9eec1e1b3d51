package io.caracal.itests.crash.client;

import io.caracal.itests.crash.history.Event.Connected;
import io.caracal.itests.crash.history.Event.Connecting;
import io.caracal.itests.crash.history.History;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Eclipse Paho, MQTT 3.1.1; a subscriber. */
public final class PahoClient extends Client implements MqttCallback {
    private static final int RETRY_MILLIS = 50;
    private static final int CONNECT_SECONDS = 60;

    private final MqttAsyncClient client;
    private final MqttConnectOptions options = new MqttConnectOptions();
    private volatile boolean closed;

    public PahoClient(String name, History history, InetSocketAddress broker) {
        super(name, history);
        try {
            client = new MqttAsyncClient(
                    "tcp://" + broker.getHostString() + ":" + broker.getPort(), name, new MemoryPersistence());
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
        client.setCallback(this);
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(false);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setKeepAliveInterval(0);
    }

    @Override
    public void start() {
        Thread.ofPlatform().daemon().name(name()).start(this::connect);
    }

    private void connect() {
        try {
            while (!closed) {
                try {
                    history().add(new Connecting(name(), false));
                    IMqttToken token = client.connect(options);
                    token.waitForCompletion();
                    history().add(new Connected(name(), false, token.getSessionPresent()));
                    return;
                } catch (MqttException _) {
                    // The broker is not there yet.
                    Thread.sleep(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts " + name(), e);
        }
    }

    @Override
    public boolean connected() {
        return client.isConnected();
    }

    @Override
    void send(String topic, byte[] payload, int qos, boolean retain, int number) {
        throw new UnsupportedOperationException(name() + " is a subscriber");
    }

    @Override
    public void subscribe(String filter, int qos) throws InterruptedException {
        Attempts.repeat(history(), name(), filter, qos, () -> {
            var answer = new Answer();
            return answer.of(() -> client.subscribe(filter, qos, null, answer));
        });
    }

    @Override
    public void unsubscribe(String filter) throws InterruptedException {
        Attempts.repeatEnd(history(), name(), filter, () -> {
            var answer = new Answer();
            return answer.of(() -> client.unsubscribe(filter, null, answer));
        });
    }

    /** What the library calls back. */
    private static final class Answer implements IMqttActionListener {
        private final CompletableFuture<String> future = new CompletableFuture<>();

        private interface Call {
            void make() throws MqttException;
        }

        CompletableFuture<String> of(Call call) {
            try {
                call.make();
            } catch (MqttException e) {
                future.completeExceptionally(e);
            }
            return future;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            future.complete("acknowledged");
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failure) {
            future.completeExceptionally(failure);
        }
    }

    @Override
    public void connectionLost(Throwable cause) {
        start();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        arrived(topic, message.getPayload(), message.getQos(), message.isRetained());
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // It publishes nothing.
    }

    @Override
    public void close() {
        closed = true;
        try {
            client.disconnectForcibly(0, RETRY_MILLIS, false);
            client.close(true);
        } catch (MqttException e) {
            throw new IllegalStateException("cannot close " + name(), e);
        }
    }
}
