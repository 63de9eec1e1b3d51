package io.caracal.cli.mqtt;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.jspecify.annotations.Nullable;

/** Subscribes over MQTT 5.0 and hands on what comes. */
public final class Subscriber {
    /** Gets each message, on the client's thread. */
    public interface Listener {
        /** @return false to end */
        boolean message(String topic, byte[] payload, int qos, boolean retained);
    }

    /** @param clientId empty to be given one */
    public record Login(
            String clientId,
            @Nullable String username,
            @Nullable String password) {}

    private final URI address;
    private final Login login;
    private final Duration timeout;

    /** @param timeout for each of connecting and subscribing */
    public Subscriber(URI address, Login login, Duration timeout) {
        this.address = address;
        this.login = login;
        this.timeout = timeout;
    }

    /**
     * Returns after so many messages, after that time, or when the listener has enough.
     *
     * @return whether all {@code count} messages came
     * @throws CliException if the broker refuses, or the connection is lost
     */
    public boolean run(List<String> filters, int qos, long count, Duration limit, Listener listener) {
        Reception reception = new Reception(count, listener);
        try {
            MqttClient client = new MqttClient(address.toString(), login.clientId(), new MemoryPersistence());
            client.setTimeToWait(timeout.toMillis());
            client.setCallback(reception);
            client.connect(options());
            subscribe(client, filters, qos);
            boolean complete = reception.await(limit);
            if (client.isConnected()) {
                client.disconnect(timeout.toMillis());
            }
            return complete;
        } catch (MqttException e) {
            throw refused(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setConnectionTimeout(Math.toIntExact(timeout.toSeconds()));
        if (login.username() != null) {
            options.setUserName(login.username());
        }
        if (login.password() != null) {
            options.setPassword(login.password().getBytes(StandardCharsets.UTF_8));
        }
        return options;
    }

    private static void subscribe(MqttClient client, List<String> filters, int qos) throws MqttException {
        MqttSubscription[] subscriptions = filters.stream()
                .map(filter -> new MqttSubscription(filter, qos))
                .toArray(MqttSubscription[]::new);
        int[] granted = client.subscribe(subscriptions).getReasonCodes();
        for (int i = 0; i < granted.length; i++) {
            if (granted[i] >= 0x80) {
                throw new CliException(
                        ExitCode.REFUSED,
                        "The broker refuses the topic filter '%s' (reason code 0x%02x)."
                                .formatted(filters.get(i), granted[i]));
            }
        }
    }

    private CliException refused(MqttException e) {
        return switch (e.getReasonCode()) {
            case MqttClientException.REASON_CODE_SERVER_CONNECT_ERROR,
                    MqttClientException.REASON_CODE_CLIENT_TIMEOUT,
                    MqttClientException.REASON_CODE_CONNECTION_LOST ->
                new CliException(
                        ExitCode.UNREACHABLE,
                        "No MQTT broker answers at " + address
                                + ". Is it running, and is this one of 'caracal listeners'?",
                        e);
            case 0x86,
                    0x87,
                    MqttClientException.REASON_CODE_FAILED_AUTHENTICATION,
                    MqttClientException.REASON_CODE_NOT_AUTHORIZED ->
                new CliException(
                        ExitCode.NOT_PERMITTED,
                        "The broker at " + address + " does not let "
                                + (login.username() == null ? "clients without a name" : login.username())
                                + " in. Give --username, and the password when asked or by --password-file.",
                        e);
            default ->
                new CliException(
                        ExitCode.REFUSED,
                        "MQTT at " + address + ": " + e.getMessage() + " (reason code " + e.getReasonCode() + ").",
                        e);
        };
    }

    /** Counts, and remembers how the connection ended. */
    private static final class Reception extends QuietCallback {
        private final Listener listener;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicReference<@Nullable MqttDisconnectResponse> lost = new AtomicReference<>();
        private long open;

        Reception(long count, Listener listener) {
            this.open = count;
            this.listener = listener;
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            if (open > 0) {
                open--;
                boolean more = listener.message(topic, message.getPayload(), message.getQos(), message.isRetained());
                if (open == 0 || !more) {
                    ended.countDown();
                }
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            lost.set(response);
            ended.countDown();
        }

        boolean await(Duration limit) throws InterruptedException {
            boolean complete = ended.await(limit.toSeconds(), TimeUnit.SECONDS);
            if (complete && lost.get() != null) {
                throw new CliException(ExitCode.UNREACHABLE, "The broker has closed the connection: " + lost.get());
            }
            return complete;
        }
    }
}
