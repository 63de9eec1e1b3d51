package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ReasonCode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest packet that a client takes, and the largest that the broker takes. */
class PacketSizeTest {
    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 0", "1, 3"})
    @Spec({"MQTT-3.1.2-24", "MQTT-3.1.2-25"})
    void whatIsTooLargeForAClientIsLeftOutAndTheRestGoesOn(int qos, int aliases) {
        try (TestBroker broker = TestBroker.with().start()) {
            Login login = Login.as("client").with(Property.MAXIMUM_PACKET_SIZE, 100);
            RawClient client = broker.connect(aliases == 0 ? login : login.with(Property.TOPIC_ALIAS_MAXIMUM, aliases))
                    .subscribe("t", qos);
            RawClient other = broker.connect("other").subscribe("t", 0);
            RawClient publisher = broker.connect("publisher");
            String large = "x".repeat(100);

            for (int i = 0; i < 50; i++) {
                publisher.publish("t", large, qos);
                if (qos == 1) {
                    publisher.receive(Packet.PubAck.class);
                } else if (qos == 2) {
                    publisher.receive(Packet.PubRec.class);
                    publisher.pubrel(i + 1);
                    publisher.receive(Packet.PubComp.class);
                }
            }
            publisher.publish("t", "small", 0);

            assertThat(client.receiveText()).isEqualTo("small");
            client.assertNothingCame();
            assertThat(other.receiveTexts(51).getLast()).isEqualTo("small");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void aPacketOfExactlyTheLargestSizeArrives(int aliases) {
        try (TestBroker broker = TestBroker.with().start()) {
            Login login = Login.as("client").with(Property.MAXIMUM_PACKET_SIZE, 100);
            RawClient client = broker.connect(aliases == 0 ? login : login.with(Property.TOPIC_ALIAS_MAXIMUM, aliases))
                    .subscribe("t", 0);
            RawClient publisher = broker.connect("publisher");

            // header 2, topic 3, properties 1 (with alias 4), payload
            publisher.publish("t", "x".repeat(aliases == 0 ? 94 : 91), 0);
            publisher.publish("t", "end", 0);

            assertThat(client.receiveTexts(2).getLast()).isEqualTo("end");
        }
    }

    /**
     * Of 100 bytes a message of QoS 0 to the topic "t" takes 6 without its payload, 9 with a new alias; one with a known alias takes 8,
     * however long its topic.
     */
    @ParameterizedTest
    @CsvSource({
        "1, t, 94, true",
        "1, t, 95, false",
        "2, t, 94, true",
        "2, t, 95, false",
        "1, long/topic, 92, true",
        "1, long/topic, 93, false"
    })
    @Spec("MQTT-3.1.2-24")
    void onlyAnAliasThatIsSentCounts(int aliases, String topic, int length, boolean arrives) {
        try (TestBroker broker = TestBroker.with().start()) {
            RawClient client = broker.connect(Login.as("client")
                            .with(Property.MAXIMUM_PACKET_SIZE, 100)
                            .with(Property.TOPIC_ALIAS_MAXIMUM, aliases))
                    .subscribe("#", 0);
            RawClient publisher = broker.connect("publisher");
            publisher.publish("long/topic", "takes the first alias", 0);
            client.receiveText();

            publisher.publish(topic, "x".repeat(length), 0);
            publisher.publish("t", "end", 0);

            assertThat(client.receiveText()).isEqualTo(arrives ? "x".repeat(length) : "end");
        }
    }

    @Test
    void aMessageTooLargeForAResumedClientIsLeftOutOfItsQueueAndItsFlight() {
        try (TestBroker broker = TestBroker.with().start()) {
            Login login = Login.as("client").persistent();
            RawClient client = broker.connect(login).subscribe("t", 1);
            RawClient publisher = broker.connect("publisher");
            publisher.publish("t", "x".repeat(200), 1);
            client.receivePublish();
            client.disconnect();
            publisher.publish("t", "y".repeat(200), 1);
            publisher.publish("t", "small", 1);

            RawClient again = broker.resume(login.with(Property.MAXIMUM_PACKET_SIZE, 100));

            assertThat(again.receiveText()).isEqualTo("small");
            again.assertNothingCame();
        }
    }

    @Test
    void aPacketTooLargeForTheBrokerEndsTheConnectionBeforeItWasRead() {
        try (TestBroker broker = TestBroker.with()
                .mqtt("maxPacketSize", new io.caracal.api.config.Bytes(1000))
                .start()) {
            RawClient client = broker.connect("client");

            client.write(new byte[] {0x30, (byte) 0xff, (byte) 0xff, 0x7f});

            assertThat(client.sentAway()).isEqualTo(ReasonCode.PACKET_TOO_LARGE);
        }
    }

    @Test
    void largePayloadsArriveWholeOnEverySubscriber() {
        try (TestBroker broker = TestBroker.with().loops(3).start()) {
            List<RawClient> clients = List.of(
                    broker.connect(broker.idOn(0, "a")).subscribe("t", 1),
                    broker.connect(broker.idOn(0, "b")).subscribe("t", 0),
                    broker.connect(broker.idOn(1, "c")).subscribe("t", 1),
                    broker.connect(Login.as(broker.idOn(2, "d")).with(Property.TOPIC_ALIAS_MAXIMUM, 3))
                            .subscribe("t", 1),
                    broker.connect(Login.as(broker.idOn(0, "e")).version(io.caracal.mqtt.ProtocolVersion.MQTT_3_1_1))
                            .subscribe("t", 1));
            RawClient publisher = broker.connect("publisher");
            for (int length :
                    new int[] {10, EncodedPublish.SHARED_FROM - 10, EncodedPublish.SHARED_FROM, 70_000, 900_000, 20}) {
                byte[] payload = new byte[length];
                for (int i = 0; i < length; i++) {
                    payload[i] = (byte) (i * 31 + length);
                }
                publisher.send(publisher.message("t", payload, 1, false));
                for (RawClient client : clients) {
                    Packet.Publish publish = client.receivePublish();
                    assertThat(publish.payload()).isEqualTo(payload);
                    if (publish.qos() == 1) {
                        client.puback(publish);
                    }
                }
                publisher.receive(Packet.PubAck.class);
            }
        }
    }
}
