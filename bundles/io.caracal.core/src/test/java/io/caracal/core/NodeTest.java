package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.broker.NodeInfo;
import io.caracal.mqtt.Packet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a broker says of itself. */
class NodeTest {
    private final TestBroker broker = TestBroker.with().loops(2).start();

    @AfterEach
    void stop() {
        broker.close();
    }

    private Map<String, Long> metrics() {
        return broker.administration.node.metrics();
    }

    @Test
    void theNodeTellsWhatItIs() {
        broker.connect("one");
        broker.connect(Login.as("two").persistent()).disconnect();
        await().until(() -> !broker.connected("two"));

        assertThat(broker.administration.node.info())
                .returns("1.2.3", NodeInfo::version)
                .returns(Path.of("data"), NodeInfo::data)
                .returns(2, NodeInfo::eventLoops)
                .returns(2L, NodeInfo::connections)
                .returns(1L, NodeInfo::liveConnections)
                .satisfies(info -> {
                    assertThat(info.uptime()).isPositive();
                    assertThat(info.memory().heapUsed()).isPositive();
                });
    }

    @Test
    void statsTellWhatIsThereAndWhatWasTheMost() {
        RawClient one = broker.connect("one").subscribe("a", 0).subscribe("$share/g/a", 0);
        RawClient two = broker.connect("two").subscribe("b", 0);
        assertThat(broker.administration.node.stats())
                .containsEntry("live_connections.count", 2L)
                .containsEntry("sessions.count", 2L)
                .containsEntry("topics.count", 2L)
                .containsEntry("subscriptions.count", 3L)
                .containsEntry("subscriptions.shared.count", 1L);

        one.disconnect();
        two.disconnect();

        await().untilAsserted(() -> assertThat(broker.administration.node.stats())
                .containsEntry("live_connections.count", 0L)
                .containsEntry("live_connections.max", 2L)
                .containsEntry("subscriptions.count", 0L)
                .containsEntry("subscriptions.shared.count", 0L)
                .containsEntry("subscriptions.max", 3L));
    }

    @Test
    void aMaximumIsTakenWithoutAnybodyAsking() {
        RawClient one = broker.connect("one");
        // The first question comes when the client has gone; the timer has seen it.
        await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
        one.disconnect();
        await().until(() -> !broker.hasSession("one"));

        assertThat(broker.administration.node.stats()).containsEntry("sessions.max", 1L);
    }

    @Test
    void packetsAndMessagesAreCountedByKind() {
        RawClient client = broker.connect("one").subscribe("a", 2);
        client.publish("a", "zero", 0);
        client.receivePublish();
        client.publish("a", "one", 1);
        Packet.Publish delivered = client.receivePublish();
        client.puback(delivered);
        client.publish("nobody", "x", 1);
        client.receive(Packet.PubAck.class);
        client.receive(Packet.PubAck.class);
        client.untilPong();
        client.disconnect();

        await().untilAsserted(() -> assertThat(metrics())
                .containsEntry("packets.connect.received", 1L)
                .containsEntry("packets.connack.sent", 1L)
                .containsEntry("packets.subscribe.received", 1L)
                .containsEntry("packets.suback.sent", 1L)
                .containsEntry("packets.publish.received", 3L)
                .containsEntry("packets.publish.sent", 2L)
                .containsEntry("packets.puback.received", 1L)
                .containsEntry("packets.puback.sent", 2L)
                .containsEntry("packets.pingreq.received", 1L)
                .containsEntry("packets.pingresp.sent", 1L)
                .containsEntry("packets.disconnect.received", 1L)
                .containsEntry("packets.received", 8L)
                .containsEntry("packets.sent", 7L)
                .containsEntry("messages.qos0.received", 1L)
                .containsEntry("messages.qos1.received", 2L)
                .containsEntry("messages.qos1.sent", 1L)
                .containsEntry("messages.received", 3L)
                .containsEntry("messages.sent", 2L)
                .containsEntry("messages.acked", 1L)
                .containsEntry("messages.dropped.no_subscribers", 1L)
                .containsEntry("client.connected", 1L)
                .containsEntry("client.disconnected", 1L)
                .containsEntry("session.created", 1L)
                .containsEntry("session.terminated", 1L));
    }

    @Test
    void bytesAreCountedAsTheyGoOverTheNetwork() {
        RawClient client = broker.connect("one");
        long before = metrics().getOrDefault("bytes.received", 0L);
        byte[] packet = client.bytes(client.message("topic", "payload", 0));

        client.write(packet).untilPong();

        assertThat(metrics().getOrDefault("bytes.received", 0L)).isEqualTo(before + packet.length + 2);
    }
}
