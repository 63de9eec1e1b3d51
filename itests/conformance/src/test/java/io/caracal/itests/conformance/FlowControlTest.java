package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receive maximum and maximum packet size, both ways. */
class FlowControlTest extends ConformanceTest {

    private RawClient subscriber(Props properties) {
        return connected(new Connect(Version.V5).clientId(name("sub")).properties(properties))
                .subscribe(topic("a"), 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Spec({"MQTT-3.3.4-9", "MQTT-4.9.0-1", "MQTT-4.9.0-2"})
    void noMoreThanReceiveMaximumIsUnacknowledged(int qos) {
        RawClient subscriber = subscriber(new Props().u16(Props.RECEIVE_MAXIMUM, 2));
        RawClient publisher = connected(Version.V5);
        for (int i = 0; i < 5; i++) {
            publisher.publish(new Publish(topic("a")).qos(qos).payload("m" + i));
        }

        Packet first = subscriber.readMessage("m0");
        Packet second = subscriber.readMessage("m1");
        subscriber.expectSilence();
        subscriber.acknowledge(first);
        Packet third = subscriber.readMessage("m2");
        subscriber.expectSilence();

        subscriber.acknowledge(second);
        Packet fourth = subscriber.readMessage("m3");
        subscriber.acknowledge(fourth);
        Packet fifth = subscriber.readMessage("m4");
        subscriber.acknowledge(third).acknowledge(fifth).expectOnlyPong();
    }

    @Test
    @Spec("MQTT-3.3.4-9")
    void pubrecKeepsQuotaUsedUntilPubcomp() {
        RawClient subscriber = subscriber(new Props().u16(Props.RECEIVE_MAXIMUM, 1));
        RawClient publisher = connected(Version.V5);
        publisher
                .publish(new Publish(topic("a")).qos(2).payload("m0"))
                .publish(new Publish(topic("a")).qos(2).payload("m1"));
        Packet first = subscriber.readMessage("m0");

        subscriber.send(Packets.ack(Packet.PUBREC, first.id())).read(Packet.PUBREL);
        subscriber.expectSilence();
        subscriber.send(Packets.ack(Packet.PUBCOMP, first.id()));

        subscriber.readMessage("m1");
    }

    @Test
    @Spec("MQTT-3.3.4-9")
    void pubrecWithErrorFreesQuota() {
        RawClient subscriber = subscriber(new Props().u16(Props.RECEIVE_MAXIMUM, 1));
        RawClient publisher = connected(Version.V5);
        publisher
                .publish(new Publish(topic("a")).qos(2).payload("m0"))
                .publish(new Publish(topic("a")).qos(2).payload("m1"));
        Packet first = subscriber.readMessage("m0");

        subscriber.send(Packets.ack(Packet.PUBREC, first.id(), 0x80));

        subscriber.readMessage("m1");
    }

    @Test
    @Spec({"MQTT-3.3.4-10", "MQTT-4.9.0-3"})
    void otherPacketsPassWhenQuotaIsUsed() {
        RawClient subscriber = subscriber(new Props().u16(Props.RECEIVE_MAXIMUM, 1));
        RawClient publisher = connected(Version.V5);
        publisher
                .publish(new Publish(topic("a")).qos(1).payload("m0"))
                .publish(new Publish(topic("a")).qos(1).payload("m1"));
        Packet first = subscriber.readMessage("m0");

        subscriber.expectOnlyPong().subscribe(topic("b"), 1);
        subscriber.publish(new Publish(topic("elsewhere")).qos(2).payload("x"));

        subscriber.acknowledge(first).readMessage("m1");
    }

    @Test
    @Spec({"MQTT-4.9.0-2", "MQTT-3.3.4-9"})
    void receiveMaximumHoldsForResumedSession() {
        Connect connect = persistent(Version.V5, name("sub"));
        connected(connect).subscribe(topic("a"), 1).disconnect();
        RawClient publisher = connected(Version.V5);
        for (int i = 0; i < 3; i++) {
            publisher.publish(new Publish(topic("a")).qos(1).payload("m" + i));
        }

        RawClient again = connected(connect.properties(
                new Props().u32(Props.SESSION_EXPIRY_INTERVAL, LONG_EXPIRY).u16(Props.RECEIVE_MAXIMUM, 1)));

        for (int i = 0; i < 3; i++) {
            Packet message = again.readMessage("m" + i);
            again.expectSilence().acknowledge(message);
        }
    }

    @Test
    @Spec({"MQTT-3.3.4-7", "MQTT-4.9.0-1"})
    void clientThatExceedsReceiveMaximumOfServerIsDisconnected() {
        RawClient client = open(Version.V5);
        int receiveMaximum = client.connect(new Connect(Version.V5).clientId(name("a")))
                .number(Props.RECEIVE_MAXIMUM)
                .orElse(65_535L)
                .intValue();

        Bytes tooMany = new Bytes();
        for (int id = 1; id <= Math.min(receiveMaximum + 1, 65_535); id++) {
            tooMany.raw(new Publish(topic("a")).qos(2).id(id).encode(Version.V5));
        }
        client.send(tooMany.toArray());

        client.expectDisconnectBehind(Packet.PUBREC, 0x93);
    }

    @Test
    @Spec({"MQTT-3.1.2-24", "MQTT-3.1.2-25"})
    void messageTooLargeForClientIsDroppedAsIfDelivered() {
        RawClient subscriber =
                subscriber(new Props().u32(Props.MAXIMUM_PACKET_SIZE, 100).u16(Props.RECEIVE_MAXIMUM, 1));
        RawClient publisher = connected(Version.V5);

        for (int qos = 0; qos < 3; qos++) {
            publisher.publish(new Publish(topic("a")).qos(qos).payload(new byte[200]));
        }
        publisher.publish(new Publish(topic("a")).qos(1).payload("small"));

        subscriber.readMessage("small");
    }

    @Test
    @Spec("MQTT-3.1.2-24")
    void maximumPacketSizeCountsAllBytesOfPacket() {
        int payload = 20;
        int packet = 1 + 1 + 2 + topic("a").length() + 2 + 1 + payload;
        RawClient subscriber = subscriber(new Props().u32(Props.MAXIMUM_PACKET_SIZE, packet));
        RawClient publisher = connected(Version.V5);

        publisher.publish(new Publish(topic("a")).qos(1).payload(new byte[payload + 1]));
        publisher.publish(new Publish(topic("a")).qos(1).payload(new byte[payload]));

        assertThat(subscriber.read(Packet.PUBLISH).size()).isEqualTo(packet);
    }

    @Test
    @Spec("MQTT-3.1.2-29")
    void problemInformationIsOmittedOnRequest() {
        RawClient client = connected(new Connect(Version.V5)
                .clientId(name("a"))
                .properties(new Props().u8(Props.REQUEST_PROBLEM_INFORMATION, 0)));

        client.send(
                new Publish(topic("nobody")).qos(1).id(1).encode(Version.V5),
                Packets.ack(Packet.PUBREC, 99),
                Packets.ack(Packet.PUBREL, 99),
                Packets.unsubscribe(Version.V5, 4, "not subscribed"));

        for (int type : new int[] {Packet.PUBACK, Packet.PUBREL, Packet.PUBCOMP, Packet.UNSUBACK}) {
            assertThat(client.read(type).properties()).isEmpty();
        }
    }
}
