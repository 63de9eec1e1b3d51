package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that ask for much at once, or read nothing: they get what they are due, and nobody else suffers. */
class RobustnessTest extends ConformanceTest {

    /** Nothing but the length has come, and it says enough. */
    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.2.2-15", "MQTT-4.13.1-1"})
    void packetThatWillBeTooLargeIsRefusedBeforeItCame(Version version) {
        RawClient client = connected(version);

        client.send(Bytes.ofHex("30 ff ff ff 7f"));

        client.expectDisconnect(0x95);
    }

    @ParameterizedTest
    @EnumSource
    void connectThatWillBeTooLargeIsRefusedBeforeItCame(Version version) {
        RawClient client = open(version);

        client.send(Bytes.ofHex("10 ff ff ff 7f"));

        client.expectClose();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.6.0-2", "MQTT-4.3.2-4", "3.1.1:MQTT-4.6.0-2"})
    void thousandsOfPublicationsInOneGoAreAllAcknowledgedInOrder(Version version) {
        RawClient publisher = connected(version);
        Bytes all = new Bytes();
        for (int id = 1; id <= 5000; id++) {
            all.raw(new Publish(topic("a")).qos(1).id(id).encode(version));
        }

        publisher.send(all.toArray());

        for (int id = 1; id <= 5000; id++) {
            assertThat(publisher.read(Packet.PUBACK).id()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thousandsOfFiltersInOneSubscribeAreAllAnswered(Version version) {
        RawClient client = connected(version);
        Subscribe subscribe = new Subscribe(1);
        IntStream.range(0, 5000).forEach(i -> subscribe.filter(topic("f" + i + "/+"), i % 3));

        Packet suback = client.send(subscribe).read(Packet.SUBACK);
        connected(version).publish(new Publish(topic("f4999/x")).qos(2).payload("last"));

        assertThat(suback.reasons())
                .isEqualTo(IntStream.range(0, 5000).mapToObj(i -> i % 3).toList());
        client.readMessage("last");
    }

    /** More messages than there are identifiers: none is 0, and none is used twice at a time. */
    @Test
    @Spec({"MQTT-2.2.1-4", "MQTT-4.3.2-1", "3.1.1:MQTT-2.3.1-4"})
    void packetIdentifiersOfServerStayValidForever() {
        RawClient subscriber = connected(Version.V5).subscribe(topic("a"), 1);
        RawClient publisher = connected(Version.V5);
        Bytes batch = new Bytes();
        for (int id = 1; id <= 30; id++) {
            batch.raw(new Publish(topic("a")).qos(1).id(id).encode(Version.V5));
        }
        byte[] packets = batch.toArray();

        for (int round = 0; round < 2300; round++) {
            publisher.send(packets);
            Set<Integer> unacknowledged = new HashSet<>();
            Bytes acknowledgements = new Bytes();
            for (int i = 0; i < 30; i++) {
                int id = subscriber.read(Packet.PUBLISH).id();
                assertThat(unacknowledged.add(id))
                        .as("identifier %d is unused", id)
                        .isTrue();
                acknowledgements.raw(Packets.ack(Packet.PUBACK, id));
            }
            assertThat(unacknowledged).doesNotContain(0);
            subscriber.send(acknowledgements.toArray());
            for (int i = 0; i < 30; i++) {
                publisher.read(Packet.PUBACK);
            }
        }
    }

    @Test
    void subscriberThatDoesNotReadHarmsNobody() {
        Bystander bystander = bystander();
        RawClient lazy = connected(Version.V5).subscribe(topic("flood"), 0);
        RawClient publisher = connected(Version.V5);
        byte[] flood = new Publish(topic("flood")).payload(new byte[100_000]).encode(Version.V5);
        Thread flooding = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 500; i++) {
                publisher.sendIfOpen(flood);
            }
        });

        for (int i = 0; i < 20; i++) {
            bystander.isServed();
        }

        assertThat(lazy.read(Packet.PUBLISH).payload()).hasSize(100_000);
        publisher.close();
        lazy.close();
        assertThat(flooding).satisfies(thread -> thread.join());
        bystander.isServed();
        assertThat(broker.alive()).isTrue();
    }

    @Test
    void manyConnectionsThatComeAndGoLeaveRoomForOthers() {
        Bystander bystander = bystander();

        for (int round = 0; round < 5; round++) {
            var clients = Stream.generate(() -> open(Version.V3_1_1)).limit(100).toList();
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).send(new Connect(Version.V3_1_1).clientId(name("many" + i)));
            }
            clients.forEach(
                    client -> assertThat(client.read(Packet.CONNACK).reason()).isZero());
            clients.forEach(RawClient::close);
            bystander.isServed();
        }
    }
}
