package io.caracal.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetainTest extends ConformanceTest {

    private void retain(Version version, String topic, String payload) {
        connected(version).publish(new Publish(topic).qos(1).retain().payload(payload));
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.3.1-5", "MQTT-3.3.1-9", "3.1.1:MQTT-3.3.1-5", "3.1.1:MQTT-3.3.1-6", "3.1.1:MQTT-3.3.1-8"})
    void newSubscriptionGetsLastRetainedMessage(Version version) {
        retain(version, topic("a"), "first");
        retain(version, topic("a"), "second");

        RawClient subscriber = connected(version).subscribe(topic("a"), 2);

        Packet message = subscriber.readMessage("second");
        assertThat(message.retain()).isTrue();
        assertThat(message.qos()).as("QoS that it was stored with").isEqualTo(1);
        subscriber.acknowledge(message).expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.3.1-9", "3.1.1:MQTT-3.3.1-6"})
    void wildcardSubscriptionGetsAllMatchingRetainedMessages(Version version) {
        retain(version, topic("a/1"), "1");
        retain(version, topic("a/2/x"), "2");
        retain(version, topic("b"), "3");

        RawClient subscriber = connected(version).subscribe(topic("a/#"), 0);

        assertThat(Stream.generate(() -> subscriber.read(Packet.PUBLISH).text()).limit(2))
                .containsExactlyInAnyOrder("1", "2");
        subscriber.expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec("3.1.1:MQTT-3.3.1-7")
    void retainedMessageWithQos0ReplacesEarlierOne(Version version) {
        retain(version, topic("a"), "first");

        connected(version)
                .publish(new Publish(topic("a")).retain().payload("second"))
                .expectOnlyPong();

        RawClient subscriber = connected(version).subscribe(topic("a"), 1);
        subscriber.readMessage("second");
        subscriber.expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.3.1-12", "3.1.1:MQTT-3.3.1-9"})
    void establishedSubscriptionGetsMessageWithoutRetain(Version version) {
        RawClient subscriber = connected(version).subscribe(topic("a"), 1);

        retain(version, topic("a"), "live");

        assertThat(subscriber.readMessage("live").retain()).isFalse();
    }

    @Test
    @Spec("MQTT-3.3.1-13")
    void retainAsPublishedKeepsFlag() {
        RawClient subscriber = connected(Version.V5);
        subscriber
                .send(new Subscribe(1).filter(topic("a"), Subscribe.RETAIN_AS_PUBLISHED))
                .read(Packet.SUBACK);

        connected(Version.V5)
                .publish(new Publish(topic("a")).retain().payload("with"))
                .publish(new Publish(topic("a")).payload("without"));

        assertThat(subscriber.readMessage("with").retain()).isTrue();
        assertThat(subscriber.readMessage("without").retain()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.3.1-6", "MQTT-3.3.1-7", "3.1.1:MQTT-3.3.1-10", "3.1.1:MQTT-3.3.1-11"})
    void emptyPayloadIsDeliveredAndClearsRetainedMessage(Version version) {
        retain(version, topic("a"), "kept");
        RawClient subscriber = connected(version).subscribe(topic("a"), 0);
        subscriber.readMessage("kept");

        retain(version, topic("a"), "");

        assertThat(subscriber.readMessage("").retain()).isFalse();
        connected(version).subscribe(topic("a"), 0).expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.3.1-8", "3.1.1:MQTT-3.3.1-12"})
    void ordinaryMessageNeitherStoresNorReplaces(Version version) {
        retain(version, topic("a"), "kept");
        RawClient publisher = connected(version);

        publisher.publish(new Publish(topic("a")).qos(1).payload("ordinary"));
        publisher.publish(new Publish(topic("a")).qos(1).payload(""));
        publisher.publish(new Publish(topic("b")).qos(1).payload("ordinary"));

        RawClient subscriber = connected(version).subscribe(topic("#"), 0);
        subscriber.readMessage("kept");
        subscriber.expectSilence();
    }

    @Test
    @Spec("MQTT-3.3.1-10")
    void retainHandling1SendsToNewSubscriptionOnly() {
        retain(Version.V5, topic("a"), "kept");
        RawClient subscriber = connected(Version.V5);

        subscriber
                .send(new Subscribe(1).filter(topic("a"), Subscribe.RETAIN_IF_NEW))
                .read(Packet.SUBACK);
        subscriber.readMessage("kept");
        subscriber
                .send(new Subscribe(2).filter(topic("a"), Subscribe.RETAIN_IF_NEW))
                .read(Packet.SUBACK);

        subscriber.expectSilence();
    }

    @Test
    @Spec("MQTT-3.3.1-11")
    void retainHandling2SendsNone() {
        retain(Version.V5, topic("a"), "kept");
        RawClient subscriber = connected(Version.V5);

        subscriber
                .send(new Subscribe(1).filter(topic("a"), Subscribe.NO_RETAINED))
                .read(Packet.SUBACK);

        subscriber.expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @Spec("3.1.1:MQTT-3.1.2-7")
    void retainedMessageOutlivesSessionOfItsPublisher(Version version) {
        connected(version)
                .publish(new Publish(topic("a")).qos(1).retain().payload("kept"))
                .disconnect();

        connected(version).subscribe(topic("a"), 0).readMessage("kept");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @Spec({"MQTT-3.8.4-8", "3.1.1:MQTT-3.8.4-6"})
    void retainedMessageHasLowerQosOfItsOwnAndSubscription(int granted) {
        for (Version version : List.of(Version.V3_1_1, Version.V5)) {
            connected(version).publish(new Publish(topic("a")).qos(2).retain().payload("kept"));

            RawClient subscriber = connected(version).subscribe(topic("a"), granted);

            assertThat(subscriber.readMessage("kept").qos()).isEqualTo(granted);
        }
    }

    @Test
    @Spec({"MQTT-3.3.2-17", "MQTT-3.3.2-18", "MQTT-3.1.2-27"})
    void retainedMessageKeepsItsPropertiesButNoAlias() {
        var properties = new Props()
                .u16(Props.TOPIC_ALIAS, 1)
                .user("b", "1")
                .text(Props.CONTENT_TYPE, "x")
                .user("a", "2");
        connected(Version.V5)
                .publish(new Publish(topic("a")).qos(1).retain().payload("kept").properties(properties));

        RawClient subscriber = connected(Version.V5);
        subscriber.send(new Subscribe(1).filter(topic("a"), 0).identifier(7)).read(Packet.SUBACK);

        Packet message = subscriber.readMessage("kept");
        assertThat(message.all(Props.USER_PROPERTY))
                .isEqualTo(List.of(new Packet.UserProperty("b", "1"), new Packet.UserProperty("a", "2")));
        assertThat(message.property(Props.CONTENT_TYPE)).contains("x");
        assertThat(message.all(Props.SUBSCRIPTION_IDENTIFIER)).containsExactly(7);
        assertThat(message.property(Props.TOPIC_ALIAS)).isEmpty();
    }

    /**
     * Whenever a subscription comes, the live messages join the retained one without a gap, and the retained one is never older than a
     * live one before it.
     */
    @ParameterizedTest
    @EnumSource
    @Spec({"MQTT-3.3.1-9", "3.1.1:MQTT-3.3.1-6"})
    void subscriberMissesNoUpdateWhileTopicChanges(Version version) {
        int last = 500;
        RawClient publisher = connected(version);
        var publishing = CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i <= last; i++) {
                        publisher.publish(
                                new Publish(topic("a")).qos(1).retain().payload(Integer.toString(i)));
                    }
                },
                Thread::startVirtualThread);

        List<RawClient> subscribers = new ArrayList<>();
        while (subscribers.size() < 40 || subscribers.size() < 200 && !publishing.isDone()) {
            RawClient subscriber = connected(version);
            subscriber.send(new Subscribe(1).filter(topic("a"), 0)).read(Packet.SUBACK);
            subscribers.add(subscriber);
        }
        publishing.join();

        subscribers.forEach(subscriber -> readUpdatesUntil(subscriber, last));
    }

    private static void readUpdatesUntil(RawClient subscriber, int last) {
        int retained = -1;
        int live = -1;
        while (Math.max(retained, live) < last) {
            Packet message = subscriber.read(Packet.PUBLISH);
            int value = Integer.parseInt(message.text());
            if (message.retain()) {
                assertThat(value).as("retained message behind live %d", live).isGreaterThanOrEqualTo(live);
                retained = value;
            } else if (live >= 0) {
                assertThat(value).as("live message behind live %d", live).isEqualTo(live + 1);
                live = value;
            } else {
                assertThat(value)
                        .as("first live message behind retained %d", retained)
                        .isLessThanOrEqualTo(retained + 1);
                live = value;
            }
        }
    }
}
