package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessageExpiryTest extends ConformanceTest {

    private static final Duration LONGER_THAN_A_SECOND = Duration.ofMillis(2200);

    private static Props expiry(long seconds) {
        return new Props().u32(Props.MESSAGE_EXPIRY_INTERVAL, seconds);
    }

    @Test
    @Spec("MQTT-3.3.2-5")
    void expiredMessageIsNotDeliveredFromQueue() {
        Connect connect = persistent(Version.V5, name("sub"));
        connected(connect).subscribe(topic("a"), 1).disconnect();
        RawClient publisher = connected(Version.V5);

        publisher.publish(new Publish(topic("a")).qos(1).payload("expires").properties(expiry(1)));
        publisher.publish(new Publish(topic("a")).qos(1).payload("stays").properties(expiry(600)));
        publisher.expectSilence(LONGER_THAN_A_SECOND);

        RawClient again = connected(connect);
        again.acknowledge(again.readMessage("stays")).expectOnlyPong();
    }

    @Test
    @Spec("MQTT-3.3.2-6")
    void expiryIntervalIsCountedDownWhileMessageWaits() {
        Connect connect = persistent(Version.V5, name("sub"));
        connected(connect).subscribe(topic("a"), 1).disconnect();
        RawClient publisher = connected(Version.V5);

        publisher.publish(new Publish(topic("a")).qos(1).payload("m").properties(expiry(100)));
        publisher.expectSilence(LONGER_THAN_A_SECOND);

        assertThat(connected(connect).readMessage("m").number(Props.MESSAGE_EXPIRY_INTERVAL))
                .hasValueSatisfying(left -> assertThat(left).isBetween(80L, 98L));
    }

    @Test
    @Spec("MQTT-3.3.2-6")
    void expiryIntervalOfMessageDeliveredAtOnceIsUnchanged() {
        RawClient subscriber = connected(Version.V5).subscribe(topic("a"), 0);

        connected(Version.V5).publish(new Publish(topic("a")).payload("m").properties(expiry(1000)));

        assertThat(subscriber.readMessage("m").number(Props.MESSAGE_EXPIRY_INTERVAL))
                .hasValueSatisfying(left -> assertThat(left).isBetween(995L, 1000L));
    }

    @Test
    @Spec({"MQTT-3.3.2-5", "MQTT-3.3.2-6"})
    void retainedMessageExpires() {
        RawClient publisher = connected(Version.V5);
        publisher.publish(
                new Publish(topic("a")).qos(1).retain().payload("expires").properties(expiry(1)));
        publisher.publish(
                new Publish(topic("b")).qos(1).retain().payload("stays").properties(expiry(100)));
        publisher.expectSilence(LONGER_THAN_A_SECOND);

        RawClient subscriber = connected(Version.V5).subscribe(topic("#"), 0);

        assertThat(subscriber.readMessage("stays").number(Props.MESSAGE_EXPIRY_INTERVAL))
                .hasValueSatisfying(left -> assertThat(left).isBetween(80L, 98L));
        subscriber.expectSilence();
    }

    @Test
    @Spec("MQTT-4.3.3-7")
    void messageThatWasSentDoesNotExpireAnyMore() {
        Connect connect = persistent(Version.V5, name("sub"));
        RawClient subscriber = connected(connect).subscribe(topic("a"), 2);
        RawClient publisher = connected(Version.V5);
        publisher.publish(new Publish(topic("a")).qos(2).payload("m").properties(expiry(1)));
        int id = subscriber.readMessage("m").id();

        subscriber.abort();
        publisher.expectSilence(LONGER_THAN_A_SECOND);
        RawClient again = connected(connect);

        Packet message = again.readMessage("m");
        assertThat(message.id()).isEqualTo(id);
        again.acknowledge(message).expectOnlyPong();
    }

    @Test
    @Spec("MQTT-4.3.3-13")
    void exchangeOfQos2GoesOnWhenMessageExpired() {
        RawClient publisher = connected(Version.V5);
        publisher
                .send(new Publish(topic("a")).qos(2).id(3).payload("m").properties(expiry(1)))
                .read(Packet.PUBREC);

        publisher.expectSilence(LONGER_THAN_A_SECOND);
        publisher.send(Packets.ack(Packet.PUBREL, 3));

        Packet pubcomp = publisher.read(Packet.PUBCOMP);
        assertThat(pubcomp.id()).isEqualTo(3);
        assertThat(pubcomp.reason()).isZero();
    }

    @Test
    @Spec("MQTT-3.3.2-5")
    void messageExpiresWhileQuotaIsUsed() {
        RawClient subscriber = connected(new Connect(Version.V5)
                        .clientId(name("sub"))
                        .properties(new Props().u16(Props.RECEIVE_MAXIMUM, 1)))
                .subscribe(topic("a"), 1);
        RawClient publisher = connected(Version.V5);
        publisher.publish(new Publish(topic("a")).qos(1).payload("first"));
        publisher.publish(new Publish(topic("a")).qos(1).payload("expires").properties(expiry(1)));
        publisher.publish(new Publish(topic("a")).qos(1).payload("last"));
        Packet first = subscriber.readMessage("first");

        publisher.expectSilence(LONGER_THAN_A_SECOND);
        subscriber.acknowledge(first);

        subscriber.readMessage("last");
    }
}
