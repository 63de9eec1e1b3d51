package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.core.SlowStore.Call;
import io.caracal.core.SlowStore.Waiting;
import io.caracal.itests.spec.Spec;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a store that takes its time or fails: what an acknowledgement promises is durable, and nothing gets stuck. */
class DurabilityTest {
    private final SlowStore store = new SlowStore();
    private final BreakableRetainedStore retained = new BreakableRetainedStore();
    private final TestBroker broker =
            TestBroker.with().loops(3).sessions(store).retained(retained).start();

    @AfterEach
    void stop() {
        broker.close();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    /** A session without a connection that gets everything under {@code kept/}. */
    private void keeper(String clientId) {
        broker.connect(Login.as(clientId).persistent()).subscribe("kept/#", 2).disconnect();
        await().until(() -> !broker.connected(clientId));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void pubackWaitsUntilTheMessageIsDurable(int loop) throws Exception {
        keeper(broker.idOn(loop, "keeper"));
        RawClient publisher = broker.connect(broker.idOn(0, "publisher"));
        store.slow(Call.ENQUEUE);

        int id = publisher.publish("kept/a", "x", 1);

        Waiting enqueue = store.next();
        publisher.assertNothingCame();
        enqueue.complete();
        assertThat(publisher.receive(Packet.PubAck.class))
                .returns(id, Packet.PubAck::packetId)
                .returns(ReasonCode.SUCCESS, Packet.PubAck::reason);
    }

    @Test
    void oneChangeOfTheStoreIsForEverySessionOnEveryLoop() throws Exception {
        for (int loop = 0; loop < 3; loop++) {
            keeper(broker.idOn(loop, "keeper"));
        }
        RawClient publisher = broker.connect("publisher");
        store.slow(Call.ENQUEUE);

        publisher.publish("kept/a", "x", 1);

        Waiting all = store.next();
        publisher.assertNothingCame();
        all.complete();
        publisher.receive(Packet.PubAck.class);
        assertThat(store.sessions()).hasSize(3).allSatisfy(session -> assertThat(session.queue())
                .hasSize(1));
        assertThat(store.waiting()).isZero();
    }

    @Test
    void pubrecWaitsUntilMessageAndIdentifierAreDurable() throws Exception {
        keeper("keeper");
        RawClient publisher = broker.connect(Login.as("publisher").persistent());
        store.slow(Call.ENQUEUE);

        int id = publisher.publish("kept/a", "x", 2);

        Waiting both = store.next();
        publisher.assertNothingCame();
        both.complete();
        assertThat(publisher.receive(Packet.PubRec.class)).returns(id, Packet.PubRec::packetId);
    }

    @Test
    void pubcompWaitsUntilTheReleaseIsDurable() throws Exception {
        RawClient publisher = broker.connect(Login.as("publisher").persistent());
        int id = publisher.publish("a", "x", 2);
        publisher.receive(Packet.PubRec.class);
        store.slow(Call.RELEASED);

        publisher.pubrel(id);

        Waiting release = store.next();
        publisher.assertNothingCame();
        release.complete();
        assertThat(publisher.receive(Packet.PubComp.class)).returns(id, Packet.PubComp::packetId);
    }

    @Test
    @Spec("MQTT-4.6.0-2")
    void acknowledgementsKeepTheOrderOfThePackets() throws Exception {
        keeper("keeper");
        RawClient publisher = broker.connect("publisher");
        store.slow(Call.ENQUEUE);
        List<Integer> ids = new ArrayList<>();
        List<Waiting> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            boolean durable = i % 2 == 0;
            ids.add(publisher.publish(durable ? "kept/a" : "volatile/a", "x", 1));
            if (durable) {
                calls.add(store.next());
            }
        }

        calls.get(2).complete();
        calls.get(1).complete();
        publisher.assertNothingCame();
        calls.get(0).complete();

        for (int id : ids) {
            assertThat(publisher.receive(Packet.PubAck.class).packetId()).isEqualTo(id);
        }
    }

    @Test
    void aMessageThatCouldNotBeKeptIsAnsweredWith0x80AndTheNextOnesGoOn() throws Exception {
        keeper("keeper");
        RawClient publisher = broker.connect("publisher");
        store.slow(Call.ENQUEUE);
        publisher.publish("kept/a", "lost", 1);
        Waiting first = store.next();
        publisher.publish("kept/a", "kept", 1);
        Waiting second = store.next();

        second.complete();
        first.fail();

        assertThat(publisher.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.UNSPECIFIED_ERROR);
        assertThat(publisher.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.SUCCESS);
    }

    @Test
    void aStoreThatFailsAtOnceIsAnsweredWith0x80() {
        keeper("keeper");
        RawClient publisher = broker.connect("publisher");
        store.broken(Call.ENQUEUE);

        publisher.publish("kept/a", "lost", 1);

        assertThat(publisher.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.UNSPECIFIED_ERROR);
    }

    @Test
    void aQos2MessageThatCouldNotBeKeptLeavesItsIdentifierFree() {
        keeper("keeper");
        RawClient publisher = broker.connect("publisher");
        store.broken(Call.ENQUEUE);
        Packet.Publish packet = publisher.message("kept/a", "again", 2);
        publisher.send(packet);
        assertThat(publisher.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.UNSPECIFIED_ERROR);
        store.broken();

        publisher.send(packet);

        assertThat(publisher.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.SUCCESS);
        publisher.pubrel(packet.packetId());
        assertThat(publisher.receive(Packet.PubComp.class).reason()).isEqualTo(ReasonCode.SUCCESS);
    }

    @Test
    void aQos2MessageThatCouldNotBeKeptIsNoDuplicateAfterThePublisherCameBack() throws Exception {
        keeper("keeper");
        Login login = Login.as("publisher").persistent();
        RawClient publisher = broker.connect(login);
        store.slow(Call.ENQUEUE);
        Packet.Publish packet = publisher.message("kept/a", "again", 2);
        publisher.send(packet);
        Waiting enqueue = store.next();
        publisher.reset();
        await().until(() -> !broker.connected("publisher"));
        enqueue.fail();
        RawClient again = broker.resume(login);

        again.send(packet);

        // It is stored anew: the answer waits for that.
        Waiting second = store.next();
        again.assertNothingCame();
        second.complete();
        assertThat(again.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.SUCCESS);
    }

    @Test
    void aDuplicateIsNotAnsweredBeforeTheOriginalIsDurable() throws Exception {
        keeper("keeper");
        Login login = Login.as("publisher").persistent();
        RawClient publisher = broker.connect(login);
        store.slow(Call.ENQUEUE);
        Packet.Publish packet = publisher.message("kept/a", "once", 2);
        publisher.send(packet);
        Waiting enqueue = store.next();
        publisher.reset();
        await().until(() -> !broker.connected("publisher"));
        RawClient again = broker.resume(login);

        again.send(packet);

        again.assertNothingCame();
        enqueue.complete();
        assertThat(again.receive(Packet.PubRec.class).reason()).isEqualTo(ReasonCode.SUCCESS);
    }

    @Test
    void aPublisherOfMqtt311IsSentAwayInsteadOfBeingToldThatALostMessageIsKept() {
        keeper("keeper");
        RawClient publisher = broker.connect(Login.as("publisher").version(ProtocolVersion.MQTT_3_1_1));
        store.broken(Call.ENQUEUE);

        publisher.publish("kept/a", "lost", 1);

        assertThat(publisher.untilClosed()).isEmpty();
    }

    @Test
    void aClientMayUseItsWholeReceiveMaximumWhileTheStoreIsSlow() throws Exception {
        keeper("keeper");
        RawClient publisher = broker.connect("publisher");
        store.slow(Call.ENQUEUE);
        List<Waiting> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            publisher.publish("kept/a", "x", 2);
        }
        for (int i = 0; i < 100; i++) {
            calls.add(store.next());
        }

        calls.forEach(Waiting::complete);

        for (int id = 1; id <= 100; id++) {
            assertThat(publisher.receive(Packet.PubRec.class).packetId()).isEqualTo(id);
        }
    }

    @Test
    void oneMoreThanTheReceiveMaximumIsTooManyAlsoWhileTheStoreIsSlow() {
        keeper("keeper");
        RawClient publisher = broker.connect("publisher");
        store.slow(Call.ENQUEUE);

        for (int i = 0; i < 101; i++) {
            publisher.publish("kept/a", "x", 1 + i % 2);
        }

        assertThat(publisher.sentAway()).isEqualTo(ReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
    }

    @Test
    void aRetainedMessageIsPartOfThePromise() {
        RawClient publisher = broker.connect("publisher");
        retained.broken = true;

        publisher.send(publisher.message("a", new byte[] {1}, 1, true));

        assertThat(publisher.receive(Packet.PubAck.class).reason()).isEqualTo(ReasonCode.UNSPECIFIED_ERROR);
    }

    @Test
    void connackWaitsUntilTheSessionIsDurable() throws Exception {
        store.slow(Call.PUT);
        RawClient client = broker.begin(Login.as("client").persistent());

        Waiting put = store.next();
        assertThat(put.call()).isEqualTo(Call.PUT);
        put.complete();

        assertThat(client.receive(Packet.ConnAck.class).returnCode()).isZero();
    }

    @Test
    @Spec("MQTT-3.2.0-1")
    void nothingIsSentBeforeConnackWhileTheSessionBecomesDurable() throws Exception {
        Login login = Login.as("client").persistent();
        broker.connect(login).subscribe("kept/#", 1).disconnect();
        await().until(() -> !broker.connected("client"));
        RawClient publisher = broker.connect("publisher");
        store.slow(Call.PUT);
        RawClient client = broker.begin(login.resuming());
        Waiting put = store.next();

        publisher.publish("kept/a", "first", 1);
        publisher.receive(Packet.PubAck.class);
        publisher.publish("kept/a", "second", 0);
        publisher.assertNothingCame();
        put.complete();

        assertThat(client.receive(Packet.ConnAck.class).sessionPresent()).isTrue();
        assertThat(client.receiveTexts(2)).containsExactly("first", "second");
    }

    @Test
    void aSessionThatCannotBeStoredIsRefusedAndItsWillIsNotPublished() {
        RawClient watcher = broker.connect("watcher").subscribe("will", 0);
        store.broken(Call.PUT);
        RawClient client = broker.begin(Login.as("client").persistent().will("will", "gone"));

        Packet.ConnAck answer = client.receive(Packet.ConnAck.class);

        assertThat(answer.returnCode()).isEqualTo(ReasonCode.SERVER_UNAVAILABLE.code());
        assertThat(client.untilClosed()).isEmpty();
        assertThat(broker.hasSession("client")).isFalse();
        watcher.assertNothingCame();
        store.broken();
        broker.connect(Login.as("client").persistent());
    }

    @Test
    void aStoreThatFailsWhenAClientComesBackDoesNotCostItItsSession() {
        Login login = Login.as("client").persistent();
        broker.connect(login).subscribe("kept/#", 1).disconnect();
        await().until(() -> !broker.connected("client"));
        store.broken(Call.PUT);
        RawClient refused = broker.begin(login.resuming());
        assertThat(refused.receive(Packet.ConnAck.class).returnCode()).isEqualTo(ReasonCode.SERVER_UNAVAILABLE.code());
        store.broken();
        RawClient publisher = broker.connect("publisher");
        publisher.publish("kept/a", "still here", 1);
        publisher.receive(Packet.PubAck.class);

        RawClient client = broker.resume(login);

        assertThat(client.receiveText()).isEqualTo("still here");
    }

    @Test
    void aClientThatGoesWhileItsSessionBecomesDurableLeavesItWaitingForItsReturn() throws Exception {
        Login login = Login.as("client").persistent();
        broker.connect(login).subscribe("kept/#", 1).disconnect();
        await().until(() -> !broker.connected("client"));
        store.slow(Call.PUT);
        RawClient gone = broker.begin(login.resuming());
        Waiting put = store.next();
        store.slow();

        gone.reset();

        await().until(() -> !broker.connected("client"));
        put.complete();
        RawClient publisher = broker.connect("publisher");
        publisher.publish("kept/a", "queued", 0);
        publisher.assertNothingCame();
        assertThat(broker.resume(login).receiveText()).isEqualTo("queued");
    }

    @Test
    void subackWaitsUntilTheSubscriptionIsDurable() throws Exception {
        RawClient client = broker.connect(Login.as("client").persistent());
        store.slow(Call.SUBSCRIBE, Call.UNSUBSCRIBE);
        client.send(client.subscription("a", 1), new Packet.PingReq());
        Waiting subscribe = store.next();
        subscribe.complete();
        client.receive(Packet.SubAck.class);
        client.receive(Packet.PingResp.class);

        client.send(new Packet.Unsubscribe(9, List.of("a"), Properties.NONE), new Packet.PingReq());
        Waiting unsubscribe = store.next();
        unsubscribe.complete();

        assertThat(client.receive(Packet.UnsubAck.class).codes()).containsExactly(0);
        client.receive(Packet.PingResp.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSubscriptionThatCannotBeStoredIsNotGranted(boolean atOnce) throws Exception {
        RawClient client = broker.connect(Login.as("client").persistent());
        RawClient publisher = broker.connect("publisher");
        if (atOnce) {
            store.broken(Call.SUBSCRIBE);
        } else {
            store.slow(Call.SUBSCRIBE);
        }

        client.send(client.subscription("a", 1));
        if (!atOnce) {
            store.next().fail();
        }

        assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(ReasonCode.UNSPECIFIED_ERROR.code());
        publisher.publish("a", "for nobody", 0);
        publisher.assertNothingCame();
        client.assertNothingCame();
    }

    @Test
    void anAnswerOfTheStoreForAClientThatHasGoneHarmsNobody() throws Exception {
        RawClient client = broker.connect(Login.as("client").persistent());
        store.slow(Call.SUBSCRIBE);
        client.send(client.subscription("a", 1));
        Waiting subscribe = store.next();
        RawClient taking = broker.begin(Login.as("client").persistent());
        taking.receive(Packet.ConnAck.class);
        assertThat(client.sentAway()).isEqualTo(ReasonCode.SESSION_TAKEN_OVER);

        subscribe.complete();

        taking.assertNothingCame();
    }

    @Test
    void aPublisherThatIsHeldBackByTheStoreIsNotTakenForSilent() throws Exception {
        keeper("keeper");
        RawClient publisher = broker.connect(
                Login.as("publisher").version(ProtocolVersion.MQTT_3_1_1).keepAlive(1));
        store.slow(Call.ENQUEUE);
        Packet[] many = new Packet[1200];
        for (int i = 0; i < many.length; i++) {
            many[i] = publisher.message("kept/a", "x", 1);
        }
        publisher.send(many);
        List<Waiting> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(store.next());
        }

        // More than the keep alive, of which the broker read nothing.
        broker.passTime("publisher", 2_000);

        calls.forEach(Waiting::complete);
        store.slow();
        for (int i = 0; i < 1000; i++) {
            publisher.receive(Packet.PubAck.class);
        }
        publisher.send(new Packet.PingReq());
    }

    @Test
    void theMomentOfDisconnectionStaysWhenTheWillIsPublished() {
        Login login = Login.as("client")
                .persistent()
                .will(
                        "w",
                        "x",
                        0,
                        false,
                        Properties.builder()
                                .add(Property.WILL_DELAY_INTERVAL, 1)
                                .build());
        RawClient watcher = broker.connect("watcher").subscribe("w", 0);
        broker.connect(login).reset();
        await().until(() -> disconnectedAt() > 0);
        long left = disconnectedAt();

        assertThat(watcher.receiveText()).isEqualTo("x");

        await().until(() -> store.sessions().stream()
                .allMatch(session -> session.state().will().isEmpty()));
        assertThat(disconnectedAt()).isEqualTo(left);
    }

    private long disconnectedAt() {
        return store.sessions().stream()
                .filter(session -> session.state().clientId().equals("client"))
                .mapToLong(session -> session.state().disconnectedAt())
                .findFirst()
                .orElse(0);
    }
}
