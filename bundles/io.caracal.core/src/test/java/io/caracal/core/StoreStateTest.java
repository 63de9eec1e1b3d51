package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.broker.PublishRequest;
import io.caracal.api.broker.PublishResult;
import io.caracal.api.store.StoreFullException;
import io.caracal.api.store.StoreState;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that has no room or has failed: who needs it is told so, before anybody has the message, and everybody else goes on. */
class StoreStateTest {
    private final JournalStore store = new JournalStore();
    private TestBroker broker =
            TestBroker.with().loops(2).sessions(store).retained(store.retained).start();
    private RawClient keeper = broker.connect(Login.as("keeper").persistent()).subscribe("kept/#", 2);

    @BeforeEach
    void leave() {
        keeper.disconnect();
        await().until(() -> !broker.connected("keeper"));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    private void assertNothingWasQueued() {
        assertThat(store.session("keeper").queue()).isEmpty();
        assertThat(broker.resume(Login.as("keeper").persistent()).untilPong()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FULL, QUOTA_EXCEEDED", "FAILED, UNSPECIFIED_ERROR"})
    void aMessageForAStoredSessionIsRefusedBeforeAnybodyHasIt(StoreState state, ReasonCode reason) {
        RawClient watcher = broker.connect("watcher").subscribe("kept/#", 0);
        RawClient publisher = broker.connect(Login.as("publisher").persistent());
        store.state(state);

        publisher.publish("kept/a", "one", 1);
        publisher.publish("kept/a", "two", 2);

        assertThat(publisher.receive(Packet.PubAck.class).reason()).isEqualTo(reason);
        assertThat(publisher.receive(Packet.PubRec.class).reason()).isEqualTo(reason);
        watcher.assertNothingCame();
        store.state(StoreState.OPEN);
        assertNothingWasQueued();
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "FAILED"})
    void aPublisherOfMqtt311IsSentAway(StoreState state) {
        RawClient publisher = broker.connect(Login.as("publisher").version(ProtocolVersion.MQTT_3_1_1));
        store.state(state);

        publisher.publish("kept/a", "one", 1);

        assertThat(publisher.untilClosed()).isEmpty();
        store.state(StoreState.OPEN);
        assertNothingWasQueued();
    }

    @Test
    void whatNeedsNoDiskGoesOn() {
        RawClient watcher = broker.connect("watcher").subscribe("#", 2);
        RawClient publisher = broker.connect("publisher");
        store.state(StoreState.FULL);

        publisher.publish("kept/a", "at most once", 0);
        publisher.publish("volatile", "at least once", 1);
        publisher.publish("volatile", "once", 2);

        assertThat(RawClient.text(watcher.receivePublish())).isEqualTo("at most once");
        assertThat(RawClient.text(watcher.receivePublish())).isEqualTo("at least once");
        assertThat(RawClient.text(watcher.receivePublish())).isEqualTo("once");
        assertThat(publisher.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.SUCCESS);
        assertThat(publisher.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.SUCCESS);
    }

    @Test
    void aRetainedMessageIsRefusedAndItsEndIsNot() {
        RawClient publisher = broker.connect("publisher");
        publisher.send(publisher.message("r", new byte[] {1}, 1, true));
        publisher.receive(Packet.PubAck.class);
        store.state(StoreState.FULL);

        publisher.send(publisher.message("r", new byte[] {2}, 1, true));
        assertThat(publisher.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.QUOTA_EXCEEDED);
        assertThat(store.retained.size()).isEqualTo(1);

        publisher.send(publisher.message("r", new byte[0], 1, true));
        assertThat(publisher.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.NO_MATCHING_SUBSCRIBERS);
        assertThat(store.retained.size()).isZero();
    }

    @Test
    void aQos2PublisherWithAStoredSessionIsRefusedSinceItsIdentifierCannotBeKept() {
        RawClient publisher = broker.connect(Login.as("publisher").persistent());
        store.state(StoreState.FULL);
        Packet.Publish packet = publisher.message("volatile", "x", 2);

        publisher.send(packet);

        assertThat(publisher.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.QUOTA_EXCEEDED);
        store.state(StoreState.OPEN);
        publisher.send(packet);
        assertThat(publisher.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.NO_MATCHING_SUBSCRIBERS);
    }

    @ParameterizedTest
    @CsvSource({"FULL, QUOTA_EXCEEDED", "FAILED, SERVER_UNAVAILABLE"})
    void aNewSessionIsRefused(StoreState state, ReasonCode reason) {
        store.state(state);

        assertThat(broker.begin(Login.as("new").persistent())
                        .receive(Packet.ConnAck.class)
                        .returnCode())
                .isEqualTo(reason.code());
        assertThat(broker.begin(Login.as("older")
                                .version(ProtocolVersion.MQTT_3_1_1)
                                .resuming())
                        .receive(Packet.ConnAck.class)
                        .returnCode())
                .isEqualTo(3);
        assertThat(broker.hasSession("new")).isFalse();
        broker.connect("without session");
    }

    @Test
    void aFullStoreLetsSessionsBeTakenUpButNotBegunAnew() {
        store.state(StoreState.FULL);

        RawClient refused = broker.begin(Login.as("keeper").persistent());
        assertThat(refused.receive(Packet.ConnAck.class).returnCode()).isEqualTo(ReasonCode.QUOTA_EXCEEDED.code());

        broker.resume(Login.as("keeper").persistent());
    }

    @Test
    void aStoreThatHasFailedTakesNoSessionUp() {
        store.state(StoreState.FAILED);

        RawClient refused = broker.begin(Login.as("keeper").persistent().resuming());

        assertThat(refused.receive(Packet.ConnAck.class).returnCode()).isEqualTo(ReasonCode.SERVER_UNAVAILABLE.code());
        assertThat(broker.hasSession("keeper")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"MQTT_5, FULL, 0x97", "MQTT_5, FAILED, 0x80", "MQTT_3_1_1, FULL, 0x80", "MQTT_3_1_1, FAILED, 0x80"})
    void aSubscriptionOfAStoredSessionIsRefused(ProtocolVersion version, StoreState state, String code) {
        RawClient client =
                broker.connect(Login.as("client").persistent().version(version).resuming());
        RawClient publisher = broker.connect("publisher");
        store.state(state);

        client.send(client.subscription("a", 1));

        assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(Integer.decode(code));
        publisher.publish("a", "x", 0);
        publisher.assertNothingCame();
        client.assertNothingCame();
        broker.connect("without session").subscribe("a", 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStoreThatFailsMeanwhileTakesBackWhatDidNotGoOut(boolean full) {
        store.byHand();
        RawClient publisher = broker.connect("publisher");
        publisher.publish("kept/a", "lost", 2);
        publisher.assertNothingCame();

        store.fail(full ? new StoreFullException("no room, says the test") : new IOException("broken, says the test"));

        assertThat(publisher.receive(Packet.PubRec.class).reason())
                .isEqualTo(full ? ReasonCode.QUOTA_EXCEEDED : ReasonCode.UNSPECIFIED_ERROR);
        await().until(() -> broker.deliveries("keeper", Deliveries::queued) == 0);
    }

    @Test
    void whatAnAdministratorPublishesIsNotKeptEither() {
        store.state(StoreState.FULL);

        PublishResult result = broker.administration
                .publishing
                .publish(new PublishRequest(
                        "kept/a",
                        "x".getBytes(StandardCharsets.UTF_8),
                        1,
                        false,
                        "administrator",
                        PublishRequest.MessageProperties.NONE))
                .toCompletableFuture()
                .join();

        assertThat(result).isInstanceOf(PublishResult.NotKept.class);
        assertThat(store.session("keeper").queue()).isEmpty();
    }

    @Test
    void whatEndsSomethingGoesOnInAFullStore() {
        RawClient client = broker.resume(Login.as("keeper").persistent());
        store.state(StoreState.FULL);

        client.send(new Packet.Unsubscribe(7, List.of("kept/#"), Properties.NONE));

        assertThat(client.receive(Packet.UnsubAck.class).codes()).containsExactly(0);
        assertThat(store.session("keeper").subscriptions()).isEmpty();
    }
}
