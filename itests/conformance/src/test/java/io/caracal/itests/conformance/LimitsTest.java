package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker with features switched off and narrow limits: they are announced, and enforced when a client ignores them. */
@WithSettings({
    "mqtt.max_qos_allowed=1",
    "mqtt.retain_available=false",
    "mqtt.wildcard_subscription=false",
    "mqtt.shared_subscription=false",
    "mqtt.max_topic_levels=3",
    "mqtt.max_clientid_len=30",
    "mqtt.max_packet_size=1KB",
    "mqtt.max_topic_alias=5",
    "mqtt.server_keepalive=2",
    "mqtt.max_inflight=4",
    "mqtt.max_session_expiry_interval=1s",
    "mqtt.response_information=answers/",
    "mqtt.idle_timeout=2s"
})
class LimitsTest extends ConformanceTest {

    @Test
    @Spec({"MQTT-3.2.2-9", "MQTT-3.1.2-28"})
    void limitsAreAnnounced() {
        Packet connack = open(Version.V5)
                .connect(new Connect(Version.V5)
                        .clientId(name("a"))
                        .properties(new Props()
                                .u8(Props.REQUEST_RESPONSE_INFORMATION, 1)
                                .u32(Props.SESSION_EXPIRY_INTERVAL, LONG_EXPIRY)));

        assertThat(connack.number(Props.MAXIMUM_QOS)).contains(1L);
        assertThat(connack.number(Props.RETAIN_AVAILABLE)).contains(0L);
        assertThat(connack.number(Props.WILDCARD_SUBSCRIPTION_AVAILABLE)).contains(0L);
        assertThat(connack.number(Props.SHARED_SUBSCRIPTION_AVAILABLE)).contains(0L);
        assertThat(connack.number(Props.MAXIMUM_PACKET_SIZE)).contains(1024L);
        assertThat(connack.number(Props.TOPIC_ALIAS_MAXIMUM)).contains(5L);
        assertThat(connack.number(Props.SERVER_KEEP_ALIVE)).contains(2L);
        assertThat(connack.number(Props.SESSION_EXPIRY_INTERVAL)).contains(1L);
        assertThat(connack.property(Props.RESPONSE_INFORMATION)).contains("answers/");
    }

    @Test
    @Spec("MQTT-3.1.2-28")
    void responseInformationIsNotSentUnasked() {
        Packet connack = open(Version.V5).connect(new Connect(Version.V5).clientId(name("a")));

        assertThat(connack.property(Props.RESPONSE_INFORMATION)).isEmpty();
    }

    @Test
    @Spec("MQTT-3.2.2-12")
    void willAboveMaximumQosIsRefused() {
        RawClient client = open(Version.V5);

        client.send(new Connect(Version.V5).clientId(name("a")).will(topic("w"), "", 2, false));

        client.expectRefused(0x9B);
    }

    @Test
    @Spec("MQTT-3.2.2-13")
    void retainedWillIsRefused() {
        RawClient client = open(Version.V5);

        client.send(new Connect(Version.V5).clientId(name("a")).will(topic("w"), "", 0, true));

        client.expectRefused(0x9A);
    }

    @Test
    @Spec("MQTT-3.2.2-11")
    void publicationAboveMaximumQosEndsConnection() {
        RawClient client = connected(Version.V5);

        client.send(new Publish(topic("a")).qos(2));

        client.expectDisconnect(0x9B);
    }

    @Test
    @Spec("MQTT-3.2.2-14")
    void retainedPublicationEndsConnection() {
        RawClient client = connected(Version.V5);

        client.send(new Publish(topic("a")).retain().payload("x"));

        client.expectDisconnect(0x9A);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.2.2-10", "MQTT-3.8.4-7", "3.1.1:MQTT-3.8.4-5"})
    void subscriptionAboveMaximumQosIsGrantedLower(Version version) {
        RawClient client = connected(version);

        Packet suback = client.send(new Subscribe(1).filter(topic("a"), 2)).read(Packet.SUBACK);
        connected(version).publish(new Publish(topic("a")).qos(1).payload("m"));

        assertThat(suback.reasons()).containsExactly(1);
        assertThat(client.readMessage("m").qos()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5"})
    @Spec({"MQTT-3.8.4-7", "3.1.1:MQTT-3.8.3-2", "3.1.1:MQTT-3.8.4-5", "3.1.1:MQTT-3.9.3-2"})
    void wildcardSubscriptionIsRefused(Version version) {
        RawClient client = connected(version);

        client.send(new Subscribe(1).filter(topic("#"), 0));

        client.expectFilterRefused(version.hasProperties() ? 0xA2 : 0x80);
    }

    @Test
    void sharedSubscriptionIsRefused() {
        RawClient client = connected(Version.V5);

        client.send(new Subscribe(1).filter("$share/g/" + topic("a"), 0));

        client.expectFilterRefused(0x9E);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({
        "MQTT-3.1.3-8",
        "MQTT-3.1.4-2",
        "MQTT-3.2.2-6",
        "MQTT-3.2.2-7",
        "3.1.1:MQTT-3.1.3-9",
        "3.1.1:MQTT-3.2.2-4",
        "3.1.1:MQTT-3.2.2-5"
    })
    void clientIdentifierTooLongIsRefused(Version version) {
        RawClient client = open(version);

        client.send(new Connect(version).clientId("x".repeat(31)));

        client.expectRefused(version.hasProperties() ? 0x85 : 0x02);
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5"})
    @Spec({"MQTT-3.9.3-1", "3.1.1:MQTT-3.9.3-1", "3.1.1:MQTT-3.8.4-5"})
    void filterWithTooManyLevelsIsRefusedInItsPlace(Version version) {
        RawClient client = connected(version);

        Packet suback = client.send(new Subscribe(1)
                        .filter(topic("a"), 0)
                        .filter("a/b/c/d", 0)
                        .filter(topic("b"), 1))
                .read(Packet.SUBACK);

        assertThat(suback.reasons()).hasSize(3).startsWith(0).endsWith(1);
        assertThat(suback.reasons().get(1))
                .isIn(version.hasProperties() ? new Object[] {0x8F, 0x97} : new Object[] {0x80});
    }

    @Test
    void topicNameWithTooManyLevelsIsRefused() {
        RawClient client = connected(Version.V5);

        Packet answer = client.send(new Publish("a/b/c/d").qos(1)).read();

        assertThat(answer.type()).isIn(Packet.PUBACK, Packet.DISCONNECT);
        assertThat(answer.reason()).isEqualTo(0x90);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.2.2-15", "3.1.1:MQTT-4.8.0-1"})
    void packetTooLargeEndsConnection(Version version) {
        Bystander bystander = bystander();
        RawClient client = connected(version);

        client.send(new Publish(topic("a")).payload(new byte[1100]));

        client.expectDisconnect(0x95);
        bystander.isServed();
    }

    @ParameterizedTest
    @EnumSource
    void largestAllowedPacketIsServed(Version version) {
        RawClient client = connected(version).subscribe(topic("a"), 0);
        int header = 1 + 2 + 2 + topic("a").length() + (version.hasProperties() ? 1 : 0);

        client.send(new Publish(topic("a")).payload(new byte[1024 - header]));

        assertThat(client.read(Packet.PUBLISH).size()).isEqualTo(1024);
    }

    @Test
    @Spec({"MQTT-3.2.2-17", "MQTT-3.3.2-9", "MQTT-4.13.1-1"})
    void aliasAboveMaximumEndsConnection() {
        RawClient client = connected(Version.V5);

        client.send(new Publish(topic("a")).properties(new Props().u16(Props.TOPIC_ALIAS, 6)));

        client.expectDisconnect(0x94);
    }

    @Test
    @Spec({"MQTT-3.1.2-21", "MQTT-3.2.2-21"})
    void serverKeepAliveIsEnforced() {
        RawClient client = connected(new Connect(Version.V5).clientId(name("a")).keepAlive(600));

        client.expectDisconnect(0x8D);
    }

    @Test
    @Spec("MQTT-4.1.0-2")
    void sessionExpiryIntervalIsCapped() {
        Connect connect = persistent(Version.V5, name("a"));
        connected(connect).disconnect();
        connected(Version.V5).expectSilence(Duration.ofMillis(2500));

        assertThat(open(Version.V5).connect(connect).sessionPresent()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void connectionWithoutConnectIsClosed(Version version) {
        open(version).expectClose();
    }

    @ParameterizedTest
    @EnumSource
    void connectionWithHalfConnectIsClosed(Version version) {
        byte[] connect = new Connect(version).clientId(name("a")).encode();
        RawClient client = open(version);

        client.send(Arrays.copyOf(connect, connect.length - 3));

        client.expectClose();
    }
}
