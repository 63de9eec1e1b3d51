package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.broker.PublishRequest;
import io.caracal.api.broker.PublishRequest.MessageProperties;
import io.caracal.api.store.Message;
import io.caracal.core.routing.Subscription;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of a listener with a mountpoint, and what the rest of the broker sees of them. */
class MountedClientsTest {
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final ScriptedAuthorization rights = ScriptedAuthorization.of(request -> {
        asked.add(request.action() + " " + request.topic());
        return !request.topic().equals("secret");
    });
    private final TestBroker broker = TestBroker.with()
            .listener(new ListenerInfo("tcp:mounted", "default", Mountpoint.parse("site/${clientid}")))
            .rights(rights)
            .start();

    @AfterEach
    void stop() {
        broker.close();
    }

    /** From outside, by its whole topic. */
    private void publish(String topic, String payload, boolean retain) {
        broker.administration
                .publishing
                .publish(new PublishRequest(topic, payload.getBytes(UTF_8), 1, retain, "rest", MessageProperties.NONE))
                .toCompletableFuture()
                .join();
    }

    private List<String> subscriptions(String clientId) {
        return broker.onLoopOf(
                clientId,
                () ->
                        Objects.requireNonNull(
                                        broker.broker.ownerOf(clientId).sessions.get(clientId))
                                .subscriptions()
                                .all()
                                .stream()
                                .map(Subscription::filter)
                                .toList());
    }

    private List<String> retained(String filter) {
        return broker.retained.match(filter).toCompletableFuture().join().stream()
                .map(Message::topicName)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void aClientGetsItsOwnTopicsAsItKnowsThem(ProtocolVersion version) {
        RawClient client = broker.connect(Login.as("a").version(version)).subscribe("t/#", 1);

        publish("site/a/t/1", "mine", false);
        publish("site/b/t/1", "not mine", false);
        publish("t/1", "nor mine", false);

        Packet.Publish got = client.receivePublish();
        assertThat(got.topic()).isEqualTo("t/1");
        assertThat(got.payload()).asString().isEqualTo("mine");
        client.puback(got).assertNothingCame();
        assertThat(subscriptions("a")).containsExactly("site/a/t/#");
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void whatAClientPublishesIsBelowItsMountpoint(ProtocolVersion version) {
        RawClient client = broker.connect(Login.as("a").version(version)).subscribe("#", 0);
        RawClient other = broker.connect(Login.as("b").version(version)).subscribe("#", 0);

        client.publish("t", "1", 0);
        client.publish("u", "2", 0);

        assertThat(client.receivePublish()).returns("t", Packet.Publish::topic);
        assertThat(client.receivePublish()).returns("u", Packet.Publish::topic);
        other.assertNothingCame();
    }

    @Test
    void aTopicAliasStandsForAWholeTopic() {
        RawClient client = broker.connect(Login.as("a").with(Property.TOPIC_ALIAS_MAXIMUM, 5))
                .subscribe("t", 0);
        Properties alias = Properties.builder().add(Property.TOPIC_ALIAS, 3).build();

        client.send(new Packet.Publish("t", new byte[1], 0, false, false, 0, alias));
        client.send(new Packet.Publish("", new byte[2], 0, false, false, 0, alias));

        assertThat(client.receivePublish()).returns("t", Packet.Publish::topic);
        Packet.Publish second = client.receivePublish();
        assertThat(second).returns("", Packet.Publish::topic);
        assertThat(second.properties().number(Property.TOPIC_ALIAS, 0)).isEqualTo(1);
    }

    @Test
    void retainedMessagesAreFoundBelowTheMountpoint() {
        publish("site/a/r", "kept", true);
        publish("r", "elsewhere", true);

        RawClient client = broker.connect("a").subscribe("+", 1);

        assertThat(client.receivePublish()).returns("r", Packet.Publish::topic);
        client.assertNothingCame();
    }

    @Test
    void membersOfASharedSubscriptionGetTheirTopics() {
        RawClient client = broker.connect("a").subscribe("$share/g/t", 1);

        publish("site/a/t", "shared", false);

        assertThat(client.receivePublish()).returns("t", Packet.Publish::topic);
        assertThat(subscriptions("a")).containsExactly("$share/g/site/a/t");
    }

    @Test
    void theWillGoesBelowTheMountpoint() {
        RawClient watcher = broker.connect("a").subscribe("will/#", 0);
        RawClient other = broker.connect(Login.as("b").will("will/x", "gone", 0, true, Properties.NONE));

        other.reset();

        await().until(() -> !broker.connected("b"));
        assertThat(retained("#")).containsExactly("site/b/will/x");
        watcher.assertNothingCame();
    }

    @Test
    void aSubscriptionEndsByTheFilterThatTheClientKnows() {
        RawClient client = broker.connect("a").subscribe("t", 0).subscribe("$share/g/t", 0);

        client.send(new Packet.Unsubscribe(9, List.of("t", "$share/g/t", "none"), Properties.NONE));

        assertThat(client.receive(Packet.UnsubAck.class).codes()).containsExactly(0, 0, 0x11);
        assertThat(subscriptions("a")).isEmpty();
    }

    @Test
    void rulesAreAboutTheTopicsThatTheClientKnows() {
        RawClient client = broker.connect(Login.as("a").will("w", "x")).subscribe("f/#", 0);
        client.publish("p", "x", 0);
        client.send(client.subscription("secret", 0));

        assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(ReasonCode.NOT_AUTHORIZED.code());
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        Action.PUBLISH + " w",
                        Action.SUBSCRIBE + " f/#",
                        Action.PUBLISH + " p",
                        Action.SUBSCRIBE + " secret");
    }

    @Test
    void whatIsHeldIsLookedAtByTheTopicsThatTheClientKnows() {
        broker.connect("a").subscribe("f", 0).subscribe("g", 0);

        rights.become(request -> !request.topic().equals("f"));

        await().untilAsserted(() -> assertThat(subscriptions("a")).containsExactly("site/a/g"));
    }

    @Test
    void aSessionComesBackToItsTopics() {
        broker.connect(Login.as("a").persistent()).subscribe("t", 1).disconnect();
        await().until(() -> !broker.connected("a"));
        publish("site/a/t", "waited", false);

        RawClient again = broker.resume(Login.as("a").persistent());

        assertThat(again.receivePublish()).returns("t", Packet.Publish::topic);
    }

    @Test
    void aTopicThatDoesNotFitBehindItIsRefused() {
        RawClient client = broker.connect("a");

        client.publish("t".repeat(65535), "x", 0);

        assertThat(client.sentAway()).isEqualTo(ReasonCode.TOPIC_NAME_INVALID);
    }

    @Test
    void aFilterThatDoesNotFitBehindItIsRefused() {
        RawClient client = broker.connect("a");

        client.send(client.subscription("t".repeat(65535), 0));

        assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(ReasonCode.TOPIC_FILTER_INVALID.code());
    }

    @Test
    void aFilterThatIsNoneDoesNotBecomeOne() {
        RawClient client = broker.connect("a");

        client.send(client.subscription("$share/g", 0));

        assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(ReasonCode.TOPIC_FILTER_INVALID.code());
    }

    @Test
    void aClientIdentifierWithASlashIsRefused() {
        RawClient client = broker.begin(Login.as("a/b"));

        Packet.ConnAck answer = client.receive(Packet.ConnAck.class);
        assertThat(answer.returnCode()).isEqualTo(ReasonCode.NOT_AUTHORIZED.code());
        assertThat(answer.properties().string(Property.REASON_STRING)).contains("${clientid}");
    }

    @Test
    void aMessageThatFitsWithoutTheMountpointOnlyIsDelivered() {
        String topic = "t".repeat(20);
        RawClient client = broker.connect(Login.as("a").with(Property.MAXIMUM_PACKET_SIZE, 30))
                .subscribe("#", 0);

        client.publish(topic, "12345", 0);

        assertThat(client.receivePublish()).returns(topic, Packet.Publish::topic);
    }
}
