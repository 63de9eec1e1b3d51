package io.caracal.itests.lifecycle;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.caracal.itests.support.FreePorts;
import io.caracal.itests.support.ScramMechanism;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A listener whose clients have to prove by SCRAM that they know their password; the traffic goes by another one. */
final class ScramUsage implements Usage {
    private static final String USER = "otter";
    private static final String PASSWORD = "fish and more fish";

    private final int port = FreePorts.one();

    private static Path users() {
        try {
            Path file = Files.createTempFile("users", ".csv");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "user_id,password\n" + USER + "," + PASSWORD + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String configuration() {
        return """
                listeners.tcp.scram {
                  bind = "127.0.0.1:%d"
                  authentication = [{ mechanism = scram, backend = built_in_database, bootstrap_file = "%s" }]
                }
                """.formatted(port, users());
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.empty();
    }

    @Override
    public boolean works(InetSocketAddress broker) {
        return getsIn(PASSWORD);
    }

    @Override
    public boolean harms(InetSocketAddress broker) {
        return getsIn("no fish");
    }

    private boolean getsIn(String password) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .enhancedAuth(new ScramMechanism("256", USER, password))
                .buildBlocking();
        try {
            client.connect();
        } catch (Mqtt5ConnAckException e) {
            return false;
        }
        client.disconnect();
        return true;
    }
}
