package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that would bring the broker down, seen from outside: what it refuses, and what it says of it. */
class OverloadIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private static RestBroker broker;

    @BeforeAll
    static void start() {
        broker = RestBroker.start(start -> start.set("overload_protection.max_memory", "4MB"));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    /** A client that subscribes and does not read. */
    private static Socket deaf(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.write(new byte[] {0x10, 16, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 4, 'd', 'e', 'a', 'f'});
        out.write(new byte[] {(byte) 0x82, 10, 0, 1, 0, 5, 'f', 'l', 'o', 'o', 'd', 0});
        return socket;
    }

    @Test
    void aClientThatDoesNotReadMakesTheBrokerRefuseWorkAndRaiseAnAlarmUntilItIsGone() throws Exception {
        RestClient admin = broker.admin();
        try (MqttClients clients = new MqttClients(admin)) {
            Mqtt5BlockingClient publisher = clients.connect("publisher");
            byte[] payload = new byte[16 * 1024];
            try (Socket deaf = deaf(clients.port())) {
                await().until(() -> admin.get("subscriptions").body().contains("flood"));
                await().atMost(LONG).until(() -> {
                    for (int i = 0; i < 50; i++) {
                        publisher.publish(Mqtt5Publish.builder()
                                .topic("flood")
                                .payload(payload)
                                .build());
                    }
                    return admin.get("alarms").body().contains("overload_protection");
                });

                assertThat(deaf.isConnected()).isTrue();
                assertThatExceptionOfType(Mqtt5ConnAckException.class)
                        .isThrownBy(() -> clients.connect("new"))
                        .satisfies(
                                refused -> assertThat(refused.getMqttMessage().getReasonCode())
                                        .isEqualTo(Mqtt5ConnAckReasonCode.SERVER_BUSY));
                assertThat(admin.get("alarms").hasStatus(200).body())
                        .contains("\"activate_at\"", "new connections are refused", "waiting_bytes");
            }

            await().atMost(LONG).until(() -> !admin.get("alarms").body().contains("overload_protection"));
            clients.connect("new");
            assertThat(admin.get("alarms?activated=false").hasStatus(200).body())
                    .contains("overload_protection", "\"deactivate_at\"");
            admin.delete("alarms").hasStatus(204);
            assertThat(admin.get("alarms?activated=false").body()).doesNotContain("overload_protection");
        }
        broker.broker().awaitLog("overload=none", 1);
    }

    @Test
    void aRateThatIsSetHoldsAtOnceForAClientThatIsThere() {
        RestClient admin = broker.admin();
        try (MqttClients clients = new MqttClients(admin)) {
            Mqtt5BlockingClient publisher = clients.connect("steady");
            MqttClients.publish(publisher, "t", "before", 1, false);

            admin.put("configs", "{'zones': {'default': {'messages_rate': '5/s'}}}")
                    .hasStatus(200);

            long start = System.nanoTime();
            for (int i = 0; i < 15; i++) {
                publisher
                        .publishWith()
                        .topic("t")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload("x".getBytes(StandardCharsets.UTF_8))
                        .send();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1500));
        } finally {
            admin.put("configs", "{'zones': {'default': {'messages_rate': 'infinity'}}}")
                    .hasStatus(200);
        }
    }

    @Test
    void aRateThatIsNoneIsRefusedWithItsPlace() {
        broker.admin()
                .put("configs", "{'listeners': {'tcp': {'default': {'messages_rate': 'fast'}}}}")
                .refuses(400, "BAD_REQUEST", "messages_rate", "fast", "1000/s");
    }

    @Test
    void addressesAreKeptOutByRulesThatHoldAtOnce() throws Exception {
        RestClient admin = broker.admin();
        try (MqttClients clients = new MqttClients(admin)) {
            Mqtt5BlockingClient before = clients.connect("before");

            admin.put("configs", "{'listeners': {'tcp': {'default': {'access_rules': ['deny 127.0.0.1']}}}}")
                    .hasStatus(200);

            try (Socket refused = new Socket("127.0.0.1", clients.port())) {
                assertThat(refused.getInputStream().read()).isEqualTo(-1);
            }
            MqttClients.publish(before, "t", "still there", 1, false);
        } finally {
            admin.put("configs", "{'listeners': {'tcp': {'default': {'access_rules': ['allow all']}}}}")
                    .hasStatus(200);
        }
    }
}
