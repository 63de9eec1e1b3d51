package io.caracal.itests.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.caracal.itests.support.ScramMechanism;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that prove by SCRAM that they know their password. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScramIT {
    private static final String SHA256 = "authentication/scram:built_in_database/users";
    private static final String SHA512 = "listeners/tcp:strong/authentication/scram:built_in_database/users";

    private AuthBroker broker;

    @BeforeAll
    void start(@TempDir Path work) {
        broker = AuthBroker.start(
                work,
                List.of("io.caracal.auth.scram"),
                "authentication = [ { mechanism = scram, backend = built_in_database } ]");
        broker.admin()
                .post("listeners", "{'id': 'tcp:strong', 'bind': '127.0.0.1:0'}")
                .is(201);
        broker.admin()
                .post(
                        "listeners/tcp:strong/authentication",
                        "{'mechanism': 'scram', 'backend': 'built_in_database', 'algorithm': 'sha512'}")
                .is(201);
        broker.admin()
                .post(SHA256, "{'user_id': 'kay', 'password': 'pencil', 'is_superuser': true}")
                .is(201);
        broker.admin().post(SHA512, "{'user_id': 'max', 'password': 'pen'}").is(201);
    }

    @AfterAll
    void stop() throws Exception {
        broker.close();
    }

    private int port(String hash) {
        if (hash.equals("256")) {
            return broker.port();
        }
        String address =
                broker.admin().get("listeners/tcp:strong").is(200).at("address").asString();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private Mqtt5BlockingClient client(String hash, String username, String password, String connectAs) {
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(UUID.randomUUID().toString())
                .serverHost("127.0.0.1")
                .serverPort(port(hash))
                .enhancedAuth(new ScramMechanism(hash, username, password));
        if (!connectAs.isEmpty()) {
            builder.simpleAuth().username(connectAs).applySimpleAuth();
        }
        return builder.buildBlocking();
    }

    private static Mqtt5ConnAckReasonCode refused(Mqtt5BlockingClient client) {
        try {
            client.connect();
        } catch (Mqtt5ConnAckException e) {
            return e.getMqttMessage().getReasonCode();
        }
        throw new AssertionError("it got in");
    }

    @Test
    void bothSidesProveThatTheyKnowThePassword() {
        Mqtt5BlockingClient client = client("256", "kay", "pencil", "kay");

        client.connect();

        assertThat(client.getState().isConnected()).isTrue();
        client.disconnect();
    }

    @Test
    void listenerHasAnAlgorithmOfItsOwn() {
        Mqtt5BlockingClient client = client("512", "max", "pen", "");

        client.connect();

        assertThat(client.getState().isConnected()).isTrue();
        client.disconnect();
    }

    @Test
    void connectedClientAuthenticatesAgain() {
        Mqtt5BlockingClient client = client("256", "kay", "pencil", "");
        client.connect();

        client.reauth();

        assertThat(client.getState().isConnected()).isTrue();
        client.disconnect();
    }

    @Test
    void wrongPasswordIsRefused() {
        assertThat(refused(client("256", "kay", "guess", "")))
                .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    }

    @Test
    void unknownUserIsRefused() {
        assertThat(refused(client("256", "eve", "pencil", ""))).isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void nobodyProvesToBeOneAndConnectsAsAnother() {
        assertThat(refused(client("256", "kay", "pencil", "admin")))
                .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    }

    @Test
    void methodThatNobodyServesIsRefused() {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(port("256"))
                .enhancedAuth(new ScramMechanism("512", "kay", "pencil"))
                .buildBlocking();

        assertThat(refused(client)).isEqualTo(Mqtt5ConnAckReasonCode.BAD_AUTHENTICATION_METHOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pencil", ""})
    void passwordInTheClearDoesNotGetIn(String password) {
        assertThat(Device.of(broker.port(), "kay", password).getsIn()).isFalse();
    }

    @Test
    void keysAreNotShown() {
        assertThat(broker.admin().get(SHA256 + "/kay").is(200).body())
                .isEqualTo("{\"user_id\":\"kay\",\"is_superuser\":true}");
    }

    @Test
    void reauthenticationWithAnotherPasswordEndsTheConnection() {
        broker.admin().post(SHA256, "{'user_id': 'gone', 'password': 'pencil'}").is(201);
        Mqtt5BlockingClient client = client("256", "gone", "pencil", "");
        client.connect();
        broker.admin().put(SHA256 + "/gone", "{'password': 'another'}").is(200);

        assertThatThrownBy(client::reauth).isInstanceOf(RuntimeException.class);
    }
}
