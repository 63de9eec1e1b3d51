package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.store.StoredSession;
import io.caracal.core.NodeSettings.Transport;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import io.caracal.store.memory.MemorySessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a broker takes its leave. */
class StopTest {
    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @Test
    void willsGoOutBeforeEverybodyIsSentAway() {
        TestBroker broker = TestBroker.with().loops(3).start();
        List<RawClient> watchers = IntStream.range(0, 3)
                .mapToObj(i -> broker.connect(broker.idOn(i, "watcher")).subscribe("will/#", 0))
                .toList();
        for (int i = 0; i < 3; i++) {
            broker.connect(Login.as(broker.idOn(i, "client")).will("will/" + i, "gone"));
        }

        CompletableFuture<Void> stopped = TestBroker.beside(broker::stop);

        for (RawClient watcher : watchers) {
            List<Packet> all = watcher.untilClosed();
            assertThat(all).hasSize(4);
            assertThat(all.subList(0, 3))
                    .allSatisfy(packet -> assertThat(packet).isInstanceOf(Packet.Publish.class));
            assertThat(((Packet.Disconnect) all.get(3)).reason()).isEqualTo(ReasonCode.SERVER_SHUTTING_DOWN);
        }
        stopped.join();
        broker.close();
    }

    @Test
    void aWillThatWaitsForItsDelayIsKeptWithItsSession() {
        MemorySessionStore sessions = new MemorySessionStore();
        TestBroker broker = TestBroker.with().sessions(sessions).start();
        RawClient watcher = broker.connect("watcher").subscribe("will", 0);
        Properties delay =
                Properties.builder().add(Property.WILL_DELAY_INTERVAL, 600).build();
        broker.connect(Login.as("client").persistent().will("will", "later", 0, false, delay));

        CompletableFuture<Void> stopped = TestBroker.beside(broker::stop);

        assertThat(watcher.sentAway()).isEqualTo(ReasonCode.SERVER_SHUTTING_DOWN);
        stopped.join();
        broker.close();
        List<StoredSession> kept = new ArrayList<>();
        sessions.recover(kept::add);
        assertThat(kept)
                .singleElement()
                .satisfies(session -> assertThat(session.state().will()).isPresent());
    }

    @Test
    void clientsOfMqtt311AreJustClosed() {
        TestBroker broker = TestBroker.with().start();
        RawClient client = broker.connect(Login.as("client").version(ProtocolVersion.MQTT_3_1_1));

        CompletableFuture<Void> stopped = TestBroker.beside(broker::stop);

        assertThat(client.untilClosed()).isEmpty();
        stopped.join();
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"AUTO", "NIO"})
    void everybodyLosesTheConnectionInWhateverState(Transport transport) {
        TestBroker broker = TestBroker.with()
                .loops(2)
                .transport(transport)
                .chain(ScriptedChain.of(request -> request.clientId().equals("undecided")
                        ? new CompletableFuture<>()
                        : ScriptedChain.now(ScriptedChain.accept())))
                .start();
        RawClient silent = broker.open(Login.as("silent"));
        RawClient undecided = broker.begin(Login.as("undecided"));
        Login login = Login.as("deaf");
        RawClient deaf = broker.openNarrow(login).send(login.packet());
        deaf.receive(Packet.ConnAck.class);
        deaf.subscribe("t", 0);
        RawClient half = broker.connect("half").write(new byte[] {0x30, 0x7f, 0});
        RawClient publisher = broker.connect("publisher");
        for (int i = 0; i < 200; i++) {
            publisher.send(publisher.message("t", new byte[32 * 1024], 0, false));
        }
        publisher.assertNothingCame();
        await().until(() -> broker.connections() == 5);

        broker.stop();

        assertThat(silent.untilClosed()).isEmpty();
        assertThat(undecided.untilClosed()).isEmpty();
        half.untilClosed();
        deaf.untilClosed();
        publisher.untilClosed();
        assertThat(broker.connections()).isZero();
        broker.close();
    }

    @Test
    void aClientThatConnectsWhileTheBrokerStopsIsRefused() throws Exception {
        CompletableFuture<io.caracal.api.auth.AuthenticationResult> decision = new CompletableFuture<>();
        TestBroker broker = TestBroker.with()
                .loops(1)
                .chain(ScriptedChain.of(request -> decision))
                .start();
        RawClient client = broker.begin(Login.as("client"));
        await().until(() -> decision.getNumberOfDependents() > 0);
        java.util.concurrent.CountDownLatch go = new java.util.concurrent.CountDownLatch(1);
        broker.stall(0, go);
        decision.complete(ScriptedChain.accept());
        CompletableFuture<Void> stopped = TestBroker.beside(broker.broker::close);
        await().until(() -> broker.broker.stopping());
        go.countDown();

        List<Packet> all = client.untilClosed();

        assertThat(all).singleElement().isInstanceOfSatisfying(Packet.ConnAck.class, answer -> assertThat(
                        answer.returnCode())
                .isEqualTo(ReasonCode.SERVER_UNAVAILABLE.code()));
        stopped.join();
        broker.close();
    }
}
