package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.caracal.itests.spec.Spec;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PublishTest extends ConformanceTest {

    private static final byte[] NOT_UTF8 = {(byte) 0xC3, 0x28};

    static Stream<Arguments> versionsAndQos() {
        return Stream.of(Version.values())
                .flatMap(version -> IntStream.rangeClosed(0, 2).boxed().flatMap(published -> IntStream.rangeClosed(0, 2)
                        .mapToObj(granted -> Arguments.of(version, published, granted))));
    }

    @ParameterizedTest
    @MethodSource("versionsAndQos")
    @Spec({
        "MQTT-2.2.1-2",
        "MQTT-2.2.1-4",
        "MQTT-2.2.1-5",
        "MQTT-3.3.1-2",
        "MQTT-3.3.2-3",
        "MQTT-3.3.4-1",
        "MQTT-3.8.4-8",
        "MQTT-4.3.1-1",
        "MQTT-4.3.2-2",
        "MQTT-4.3.2-4",
        "MQTT-4.3.3-2",
        "MQTT-4.3.3-4",
        "MQTT-4.3.3-8",
        "MQTT-4.3.3-11",
        "MQTT-4.5.0-1",
        "MQTT-3.4.2-1",
        "MQTT-3.5.2-1",
        "MQTT-3.6.2-1",
        "MQTT-3.7.2-1",
        "3.1.1:MQTT-2.3.1-1",
        "3.1.1:MQTT-2.3.1-4",
        "3.1.1:MQTT-2.3.1-5",
        "3.1.1:MQTT-2.3.1-6",
        "3.1.1:MQTT-3.3.1-2",
        "3.1.1:MQTT-3.3.2-1",
        "3.1.1:MQTT-3.3.2-3",
        "3.1.1:MQTT-3.3.4-1",
        "3.1.1:MQTT-3.8.4-6",
        "3.1.1:MQTT-4.3.1-1",
        "3.1.1:MQTT-4.5.0-1"
    })
    void messageIsDeliveredWithLowerQosOfPublicationAndSubscription(Version version, int published, int granted) {
        RawClient subscriber = connected(version).subscribe(topic("a"), granted);
        RawClient publisher = connected(version);

        publisher.publish(new Publish(topic("a")).qos(published).payload("hello"));

        Packet message = subscriber.readMessage("hello");
        assertThat(message.topic()).isEqualTo(topic("a"));
        assertThat(message.qos()).isEqualTo(Math.min(published, granted));
        assertThat(message.dup()).isFalse();
        assertThat(message.retain()).isFalse();
        subscriber.acknowledge(message).expectOnlyPong();
    }

    static Stream<Arguments> pairsOfVersions() {
        return Stream.of(Version.values())
                .flatMap(from -> Stream.of(Version.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairsOfVersions")
    void clientsOfAllVersionsReachEachOther(Version from, Version to) {
        RawClient subscriber = connected(to).subscribe(topic("#"), 2);

        connected(from).publish(new Publish(topic("a/b")).qos(2).payload("across"));

        subscriber.acknowledge(subscriber.readMessage("across")).expectOnlyPong();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-1.5.4-3", "MQTT-4.7.3-4", "3.1.1:MQTT-1.5.3-3", "3.1.1:MQTT-4.7.3-4"})
    void charactersOfTopicsAreNeitherStrippedNorNormalized(Version version) {
        String byteOrderMark = topic("\uFEFFx\uFEFF");
        String composed = topic("\u00C5");
        String decomposed = topic("A\u030A");
        RawClient subscriber = connected(version)
                .subscribe(byteOrderMark, 0)
                .subscribe(decomposed, 0)
                .subscribe(topic("end"), 0);
        RawClient publisher = connected(version);

        publisher.publish(new Publish(topic("x")).payload("without mark"));
        publisher.publish(new Publish(composed).payload("composed"));
        publisher.publish(new Publish(byteOrderMark).payload("with mark"));
        publisher.publish(new Publish(decomposed).payload("decomposed"));

        assertThat(subscriber.readMessage("with mark").topic()).isEqualTo(byteOrderMark);
        assertThat(subscriber.readMessage("decomposed").topic()).isEqualTo(decomposed);
    }

    @Test
    @Spec({
        "MQTT-3.3.2-4",
        "MQTT-3.3.2-15",
        "MQTT-3.3.2-16",
        "MQTT-3.3.2-17",
        "MQTT-3.3.2-18",
        "MQTT-3.3.2-20",
        "MQTT-2.2.2-1"
    })
    void propertiesReachSubscriberUnaltered() {
        RawClient subscriber = connected(Version.V5).subscribe(topic("a"), 1);
        var properties = new Props()
                .user("z", "1")
                .u8(Props.PAYLOAD_FORMAT_INDICATOR, 1)
                .user("a", "2")
                .text(Props.CONTENT_TYPE, "text/plain; charset=\u00FC")
                .text(Props.RESPONSE_TOPIC, "answers/here")
                .binary(Props.CORRELATION_DATA, (byte) 0, (byte) 0xFF, (byte) 7)
                .user("z", "1")
                .user("", "");

        connected(Version.V5)
                .publish(new Publish(topic("a")).qos(1).payload("p").properties(properties));

        Packet message = subscriber.readMessage("p");
        assertThat(message.number(Props.PAYLOAD_FORMAT_INDICATOR)).contains(1L);
        assertThat(message.property(Props.CONTENT_TYPE)).contains("text/plain; charset=\u00FC");
        assertThat(message.property(Props.RESPONSE_TOPIC)).contains("answers/here");
        assertThat((byte[]) message.property(Props.CORRELATION_DATA).orElseThrow())
                .containsExactly(0, 0xFF, 7);
        assertThat(message.all(Props.USER_PROPERTY))
                .isEqualTo(List.of(
                        new Packet.UserProperty("z", "1"),
                        new Packet.UserProperty("a", "2"),
                        new Packet.UserProperty("z", "1"),
                        new Packet.UserProperty("", "")));
    }

    @Test
    @Spec("MQTT-2.2.2-1")
    void messageWithoutPropertiesHasPropertyLengthZero() {
        RawClient subscriber = connected(Version.V5).subscribe(topic("a"), 0);

        connected(Version.V3_1_1).publish(new Publish(topic("a")).payload("p"));

        assertThat(subscriber.readMessage("p").properties()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void largestPayloadsArriveWhole(Version version) {
        byte[] payload = new byte[900_000];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (i * 31);
        }
        RawClient subscriber = connected(version).subscribe(topic("a"), 1);

        connected(version).publish(new Publish(topic("a")).qos(1).payload(payload));

        assertThat(subscriber.read(Packet.PUBLISH).payload()).isEqualTo(payload);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.3.1-3", "3.1.1:MQTT-3.3.1-3"})
    void dupOfPublisherIsNotPassedOn(Version version) {
        RawClient subscriber = connected(version).subscribe(topic("a"), 2);
        RawClient publisher = connected(version);

        publisher.publish(new Publish(topic("a")).qos(1).dup().payload("one"));
        publisher.publish(new Publish(topic("a")).qos(2).dup().payload("two"));

        Packet first = subscriber.readMessage("one");
        assertThat(first.dup()).isFalse();
        subscriber.acknowledge(first);
        assertThat(subscriber.readMessage("two").dup()).isFalse();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(Version.values())
                .flatMap(version -> Stream.of(
                        malformed(
                                version,
                                "QoS 3",
                                Bytes.packet(0x36, new Bytes().text("t").u16(1).raw(none(version)))),
                        malformed(
                                version,
                                "DUP with QoS 0",
                                Bytes.packet(0x38, new Bytes().text("t").raw(none(version)))),
                        malformed(version, "wildcard #", new Publish("a/#").encode(version)),
                        malformed(version, "wildcard +", new Publish("+/a").encode(version)),
                        malformed(version, "empty topic name", new Publish("").encode(version)),
                        malformed(version, "topic name not UTF-8", new Publish(NOT_UTF8).encode(version)),
                        malformed(version, "topic name with U+0000", new Publish("a\0b").encode(version)),
                        malformed(
                                version,
                                "packet identifier 0",
                                new Publish("a").qos(1).id(0).encode(version)),
                        malformed(version, "no topic name", Bytes.packet(0x30, new Bytes())),
                        malformed(
                                version,
                                "topic name cut off",
                                Bytes.packet(0x30, new Bytes().u16(9).u8('a')))));
    }

    private static byte[] none(Version version) {
        return version.hasProperties() ? new byte[] {0} : new byte[0];
    }

    private static Arguments malformed(Version version, String what, byte[] packet) {
        return argumentSet(version + " " + what, version, packet);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    @Spec({
        "MQTT-1.5.4-1",
        "MQTT-1.5.4-2",
        "MQTT-2.2.1-3",
        "MQTT-3.3.1-2",
        "MQTT-3.3.1-4",
        "MQTT-3.3.2-1",
        "MQTT-3.3.2-2",
        "MQTT-4.7.0-1",
        "MQTT-4.7.3-1",
        "MQTT-4.7.3-2",
        "MQTT-4.13.1-1",
        "MQTT-3.14.2-1",
        "MQTT-4.13.2-1",
        "3.1.1:MQTT-1.5.3-1",
        "3.1.1:MQTT-1.5.3-2",
        "3.1.1:MQTT-2.3.1-1",
        "3.1.1:MQTT-3.3.1-2",
        "3.1.1:MQTT-3.3.1-4",
        "3.1.1:MQTT-3.3.2-1",
        "3.1.1:MQTT-3.3.2-2",
        "3.1.1:MQTT-4.7.1-1",
        "3.1.1:MQTT-4.7.3-1",
        "3.1.1:MQTT-4.7.3-2",
        "3.1.1:MQTT-4.8.0-1"
    })
    void malformedPublishEndsConnection(Version version, byte[] packet) {
        Bystander bystander = bystander();
        RawClient client = connected(version);

        client.send(packet);

        client.expectDisconnect(0x81, 0x82, 0x90);
        bystander.isServed();
    }

    static Stream<Arguments> wrongProperties() {
        return Stream.of(
                argumentSet("a subscription identifier", new Props().varint(Props.SUBSCRIPTION_IDENTIFIER, 1)),
                argumentSet("a response topic with wildcards", new Props().text(Props.RESPONSE_TOPIC, "a/+")),
                argumentSet("a response topic not UTF-8", new Props().binary(Props.RESPONSE_TOPIC, NOT_UTF8)),
                argumentSet("a content type not UTF-8", new Props().binary(Props.CONTENT_TYPE, NOT_UTF8)),
                argumentSet("payload format indicator 2", new Props().u8(Props.PAYLOAD_FORMAT_INDICATOR, 2)),
                argumentSet(
                        "content type twice",
                        new Props().text(Props.CONTENT_TYPE, "a").text(Props.CONTENT_TYPE, "a")),
                argumentSet("a property of CONNECT", new Props().u16(Props.RECEIVE_MAXIMUM, 1)),
                argumentSet("an unknown property", new Props().u8(0x7F, 1)));
    }

    @ParameterizedTest
    @MethodSource("wrongProperties")
    @Spec({"MQTT-3.3.2-13", "MQTT-3.3.2-14", "MQTT-3.3.2-19", "MQTT-3.3.4-6", "MQTT-4.13.1-1"})
    void wrongPropertyEndsConnection(Props properties) {
        RawClient client = connected(Version.V5);

        client.send(new Publish(topic("a")).qos(1).properties(properties));

        client.expectDisconnect(0x81, 0x82, 0x90, 0x99);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.3.2-5", "3.1.1:MQTT-4.3.2-2"})
    void identifierIsNewMessageAfterPuback(Version version) {
        RawClient subscriber = connected(version).subscribe(topic("a"), 0);
        RawClient publisher = connected(version);

        publisher.send(new Publish(topic("a")).qos(1).id(7).payload("first")).read(Packet.PUBACK);
        publisher.send(new Publish(topic("a")).qos(1).id(7).dup().payload("second"));

        assertThat(publisher.read(Packet.PUBACK).id()).isEqualTo(7);
        subscriber.readMessage("first");
        subscriber.readMessage("second");
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.3.3-8", "MQTT-4.3.3-10", "MQTT-4.3.3-11", "3.1.1:MQTT-4.3.3-2"})
    void copyBeforePubrelIsAcknowledgedButNotDeliveredAgain(Version version) {
        RawClient subscriber = connected(version).subscribe(topic("#"), 0);
        RawClient publisher = connected(version);
        Publish publish = new Publish(topic("a")).qos(2).id(7).payload("once");

        publisher.send(publish).read(Packet.PUBREC);
        publisher.send(publish.dup());
        assertThat(publisher.read(Packet.PUBREC).id()).isEqualTo(7);
        publisher.send(Packets.ack(Packet.PUBREL, 7));
        assertThat(publisher.read(Packet.PUBCOMP).id()).isEqualTo(7);
        publisher.publish(new Publish(topic("end")).payload("end"));

        subscriber.readMessage("once");
        subscriber.readMessage("end");
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.3.3-12", "3.1.1:MQTT-4.3.3-2"})
    void identifierIsNewMessageAfterPubcomp(Version version) {
        RawClient subscriber = connected(version).subscribe(topic("a"), 0);
        RawClient publisher = connected(version);

        for (String payload : List.of("first", "second")) {
            publisher
                    .send(new Publish(topic("a")).qos(2).id(7).payload(payload))
                    .read(Packet.PUBREC);
            publisher.send(Packets.ack(Packet.PUBREL, 7)).read(Packet.PUBCOMP);
        }

        subscriber.readMessage("first");
        subscriber.readMessage("second");
    }

    @Test
    void publicationWithoutSubscribersIsAcknowledgedWithThatReason() {
        RawClient publisher = connected(Version.V5);

        Packet puback = publisher.send(new Publish(topic("a")).qos(1).id(1)).read(Packet.PUBACK);
        Packet pubrec = publisher.send(new Publish(topic("a")).qos(2).id(2)).read(Packet.PUBREC);

        assertThat(puback.reason()).isEqualTo(0x10);
        assertThat(pubrec.reason()).isEqualTo(0x10);
        publisher.send(Packets.ack(Packet.PUBREL, 2)).read(Packet.PUBCOMP);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.6.0-5", "MQTT-4.6.0-6", "3.1.1:MQTT-4.6.0-5", "3.1.1:MQTT-4.6.0-6"})
    void messagesOfTopicKeepTheirOrder(Version version) {
        RawClient subscriber = connected(version).subscribe(topic("a"), 1);
        RawClient publisher = connected(version);

        for (int i = 1; i <= 50; i++) {
            publisher.send(new Publish(topic("a")).qos(1).id(i).payload("m" + i));
        }

        for (int i = 1; i <= 50; i++) {
            subscriber.acknowledge(subscriber.readMessage("m" + i));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-4.6.0-2", "MQTT-4.6.0-3", "3.1.1:MQTT-4.6.0-2", "3.1.1:MQTT-4.6.0-3", "3.1.1:MQTT-4.6.0-6"})
    void acknowledgementsKeepTheOrderOfPublications(Version version) {
        RawClient publisher = connected(version);

        for (int i = 1; i <= 20; i++) {
            publisher.send(new Publish(topic("a")).qos(i % 2 + 1).id(i));
        }

        for (int i = 1; i <= 20; i++) {
            assertThat(publisher
                            .read(i % 2 == 0 ? Packet.PUBACK : Packet.PUBREC)
                            .id())
                    .isEqualTo(i);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({
        "MQTT-4.3.2-1",
        "MQTT-4.3.3-1",
        "MQTT-2.2.1-4",
        "3.1.1:MQTT-2.3.1-4",
        "3.1.1:MQTT-4.3.2-1",
        "3.1.1:MQTT-4.3.3-1"
    })
    void unacknowledgedDeliveriesHaveDifferentIdentifiers(Version version) {
        RawClient subscriber = connected(version).subscribe(topic("a"), 2);
        RawClient publisher = connected(version);

        for (int i = 0; i < 20; i++) {
            publisher.publish(new Publish(topic("a")).qos(1 + i % 2));
        }

        assertThat(Stream.generate(() -> subscriber.read(Packet.PUBLISH).id()).limit(20))
                .doesNotContain(0)
                .doesNotHaveDuplicates();
    }
}
