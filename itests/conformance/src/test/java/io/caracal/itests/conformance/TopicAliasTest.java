package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicAliasTest extends ConformanceTest {

    private static Props alias(int value) {
        return new Props().u16(Props.TOPIC_ALIAS, value);
    }

    private int aliasMaximum() {
        return open(Version.V5)
                .connect(new Connect(Version.V5).clientId(name("probe")))
                .number(Props.TOPIC_ALIAS_MAXIMUM)
                .orElse(0L)
                .intValue();
    }

    @Test
    @Spec("MQTT-3.3.2-12")
    void aliasesUpToMaximumAreAccepted() {
        int maximum = aliasMaximum();
        assertThat(maximum).as("topic alias maximum of the broker").isPositive();
        RawClient subscriber = connected(Version.V5).subscribe(topic("#"), 0);
        RawClient publisher = connected(Version.V5);

        publisher.publish(new Publish(topic("one")).payload("1").properties(alias(1)));
        publisher.publish(new Publish(topic("max")).payload("2").properties(alias(maximum)));
        publisher.publish(new Publish("").payload("3").properties(alias(1)));
        publisher.publish(new Publish("").payload("4").properties(alias(maximum)));

        assertThat(subscriber.readMessage("1").topic()).isEqualTo(topic("one"));
        assertThat(subscriber.readMessage("2").topic()).isEqualTo(topic("max"));
        assertThat(subscriber.readMessage("3").topic()).isEqualTo(topic("one"));
        assertThat(subscriber.readMessage("4").topic()).isEqualTo(topic("max"));
    }

    @Test
    void aliasMayBeGivenToAnotherTopic() {
        RawClient subscriber = connected(Version.V5).subscribe(topic("#"), 0);
        RawClient publisher = connected(Version.V5);

        publisher.publish(new Publish(topic("a")).payload("1").properties(alias(1)));
        publisher.publish(new Publish(topic("b")).payload("2").properties(alias(1)));
        publisher.publish(new Publish("").payload("3").properties(alias(1)));

        subscriber.readMessage("1");
        subscriber.readMessage("2");
        assertThat(subscriber.readMessage("3").topic()).isEqualTo(topic("b"));
    }

    @Test
    @Spec({"MQTT-3.3.2-8", "MQTT-4.13.1-1"})
    void aliasZeroEndsConnection() {
        RawClient client = connected(Version.V5);

        client.send(new Publish(topic("a")).properties(alias(0)));

        client.expectDisconnect(0x94, 0x82);
    }

    @Test
    void emptyTopicWithoutKnownAliasEndsConnection() {
        RawClient client = connected(Version.V5);

        client.send(new Publish("").properties(alias(1)));

        client.expectDisconnect(0x82, 0x94);
    }

    @Test
    @Spec("MQTT-3.3.2-7")
    void aliasesDoNotOutliveConnection() {
        Connect connect = persistent(Version.V5, name("pub"));
        RawClient client = connected(connect);
        client.publish(new Publish(topic("a")).qos(1).properties(alias(1))).disconnect();

        RawClient again = connected(connect);
        again.send(new Publish("").properties(alias(1)));

        again.expectDisconnect(0x82, 0x94);
    }

    @Test
    void aliasTwiceEndsConnection() {
        RawClient client = connected(Version.V5);

        client.send(new Publish(topic("a")).properties(alias(1).u16(Props.TOPIC_ALIAS, 1)));

        client.expectDisconnect(0x82, 0x81);
    }

    @Test
    @Spec({"MQTT-3.1.2-27", "MQTT-3.3.2-11"})
    void clientThatAllowsNoAliasGetsNone() {
        RawClient subscriber = connected(Version.V5).subscribe(topic("#"), 0);
        RawClient publisher = connected(Version.V5);

        for (int i = 0; i < 3; i++) {
            publisher.publish(new Publish(topic("a")).payload("m" + i).properties(alias(1)));
            Packet message = subscriber.readMessage("m" + i);
            assertThat(message.property(Props.TOPIC_ALIAS)).isEmpty();
            assertThat(message.topic()).isEqualTo(topic("a"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 65_535})
    @Spec({"MQTT-3.1.2-26", "MQTT-3.3.2-11", "MQTT-3.3.2-8"})
    void aliasesTowardsClientStayWithinItsMaximumAndMeanTheRightTopic(int maximum) {
        RawClient subscriber = connected(new Connect(Version.V5)
                        .clientId(name("sub"))
                        .properties(new Props().u16(Props.TOPIC_ALIAS_MAXIMUM, maximum)))
                .subscribe(topic("#"), 0);
        RawClient publisher = connected(Version.V5);
        Map<Long, String> topics = new HashMap<>();

        for (int i = 0; i < 40; i++) {
            String topic = topic("t" + i % 7);
            publisher.publish(new Publish(topic).payload("m" + i));
            Packet message = subscriber.readMessage("m" + i);
            message.number(Props.TOPIC_ALIAS).ifPresent(alias -> {
                assertThat(alias).isBetween(1L, (long) maximum);
                if (!message.topic().isEmpty()) {
                    topics.put(alias, message.topic());
                }
            });
            String meant = message.topic().isEmpty()
                    ? topics.get(message.number(Props.TOPIC_ALIAS).orElseThrow())
                    : message.topic();
            assertThat(meant).isEqualTo(topic);
        }
    }

    @Test
    @Spec({"MQTT-3.3.2-7", "MQTT-4.4.0-1"})
    void messagesSentAgainDoNotUseAliasesOfEarlierConnection() {
        Connect connect = persistent(Version.V5, name("sub"))
                .properties(new Props()
                        .u32(Props.SESSION_EXPIRY_INTERVAL, LONG_EXPIRY)
                        .u16(Props.TOPIC_ALIAS_MAXIMUM, 10));
        RawClient subscriber = connected(connect).subscribe(topic("a"), 1);
        RawClient publisher = connected(Version.V5);
        for (int i = 0; i < 3; i++) {
            publisher.publish(new Publish(topic("a")).qos(1).payload("m" + i));
            subscriber.readMessage("m" + i);
        }

        subscriber.abort();
        RawClient again = connected(connect);

        assertThat(again.readMessage("m0").topic()).isEqualTo(topic("a"));
    }
}
