package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.auth.AuthenticationResult;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Who is banned does not get in, and does not stay. */
class BanTest {
    private final ScriptedBans bans = new ScriptedBans();

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @Test
    void whoIsBannedIsRefusedBeforeTheChainIsAsked() {
        AtomicInteger asked = new AtomicInteger();
        ScriptedChain chain = ScriptedChain.of(request -> {
            asked.incrementAndGet();
            return ScriptedChain.now(ScriptedChain.accept());
        });
        bans.ban("bad");
        try (TestBroker broker = TestBroker.with().bans(bans).chain(chain).start()) {
            RawClient client = broker.begin(Login.as("bad"));

            assertThat(client.receive(Packet.ConnAck.class).returnCode()).isEqualTo(ReasonCode.BANNED.code());
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void anOlderClientThatIsBannedIsNotAuthorized() {
        bans.ban("bad");
        try (TestBroker broker = TestBroker.with().bans(bans).start()) {
            RawClient client = broker.begin(Login.as("bad").version(ProtocolVersion.MQTT_3_1_1));

            assertThat(client.receive(Packet.ConnAck.class).returnCode()).isEqualTo(5);
        }
    }

    @Test
    void aNewBanEndsTheConnectionsThatItHits() {
        try (TestBroker broker = TestBroker.with().bans(bans).start()) {
            RawClient bad = broker.connect("bad");
            RawClient good = broker.connect("good");

            bans.ban("bad");

            assertThat(bad.sentAway()).isEqualTo(ReasonCode.ADMINISTRATIVE_ACTION);
            good.untilPong();
        }
    }

    @Test
    void whoIsBannedWhileItIsAuthenticatedIsRefused() {
        CompletableFuture<AuthenticationResult> decision = new CompletableFuture<>();
        AtomicBoolean asked = new AtomicBoolean();
        ScriptedChain chain = ScriptedChain.of(request -> {
            asked.set(true);
            return decision;
        });
        try (TestBroker broker = TestBroker.with().bans(bans).chain(chain).start()) {
            RawClient client = broker.begin(Login.as("bad"));
            await().untilTrue(asked);

            bans.ban("bad");
            decision.complete(ScriptedChain.accept());

            assertThat(client.receive(Packet.ConnAck.class).returnCode()).isEqualTo(ReasonCode.BANNED.code());
            await().until(() -> !broker.hasSession("bad"));
        }
    }

    @Test
    void whoIsBannedWhileItsSessionIsStoredIsRefused() throws Exception {
        SlowStore store = new SlowStore().slow(SlowStore.Call.PUT);
        try (TestBroker broker = TestBroker.with().bans(bans).sessions(store).start()) {
            RawClient client = broker.begin(Login.as("bad").persistent());
            SlowStore.Waiting waiting = store.next();

            bans.ban("bad");
            waiting.complete();

            assertThat(client.receive(Packet.ConnAck.class).returnCode()).isEqualTo(ReasonCode.BANNED.code());
            await().until(() -> !broker.hasSession("bad"));
        }
    }

    /** Whatever the moment of the ban, who is banned is not connected in the end. */
    @RepeatedTest(5)
    void nobodySlipsThroughBetweenConnectingAndBan() {
        List<String> clientIds =
                IntStream.range(0, 40).mapToObj(i -> "bad-" + i).toList();
        try (TestBroker broker = TestBroker.with().loops(3).bans(bans).start()) {
            CompletableFuture<Void> banning = TestBroker.beside(() -> clientIds.forEach(bans::ban));
            clientIds.forEach(clientId -> broker.begin(Login.as(clientId)));
            banning.join();

            await().untilAsserted(() -> assertThat(clientIds).noneMatch(broker::connected));
        }
    }
}
