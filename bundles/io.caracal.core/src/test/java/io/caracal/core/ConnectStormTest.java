package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.auth.AuthenticationResult;
import io.caracal.mqtt.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Many clients want in while what decides about them is down. */
class ConnectStormTest {
    private static final int STORM = 500;

    private final Queue<CompletableFuture<AuthenticationResult>> open = new ConcurrentLinkedQueue<>();
    private volatile boolean down;
    private final ScriptedChain chain = ScriptedChain.of(request -> {
        if (!down) {
            return ScriptedChain.now(ScriptedChain.accept());
        }
        CompletableFuture<AuthenticationResult> undecided = new CompletableFuture<>();
        open.add(undecided);
        return undecided;
    });

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @Test
    void whoIsConnectedIsServedAndWhoWaitsTakesNextToNothing() {
        try (TestBroker broker = TestBroker.with().chain(chain).loops(2).start()) {
            RawClient subscriber = broker.connect("subscriber").subscribe("a", 1);
            RawClient publisher = broker.connect("publisher");
            down = true;

            List<RawClient> storm = new ArrayList<>();
            for (int i = 0; i < STORM; i++) {
                RawClient client = broker.open(Login.as("storm" + i));
                storm.add(client.send(Login.as("storm" + i).packet()));
            }
            await().until(() -> open.size() == STORM);
            for (int i = 0; i < 50; i++) {
                publisher.publish("a", "m" + i, 1);
                assertThat(subscriber.receiveText()).isEqualTo("m" + i);
                assertThat(publisher.receive(Packet.PubAck.class).reason().failure())
                        .isFalse();
            }

            assertThat(broker.broker.sessions())
                    .as("no session before the decision")
                    .isEqualTo(2);
            // Half of them give up, then the back end answers.
            storm.subList(0, STORM / 2).forEach(RawClient::reset);
            await().until(() -> broker.connections() == STORM / 2 + 2);
            open.forEach(decision -> decision.complete(ScriptedChain.accept()));
            storm.subList(STORM / 2, STORM).forEach(client -> assertThat(
                            client.receive(Packet.ConnAck.class).returnCode())
                    .isZero());
            await().until(() -> broker.broker.sessions() == STORM / 2 + 2);
        }
    }

    @Test
    void whatAClientSendsBeforeItIsDecidedAboutIsNotReadWithoutEnd() {
        try (TestBroker broker = TestBroker.with().chain(chain).loops(1).start()) {
            down = true;
            RawClient eager = broker.open(Login.as("eager"));
            eager.send(Login.as("eager").packet());
            await().until(() -> open.size() == 1);

            // More than what the system keeps for a connection: the sender is held back.
            var sending = TestBroker.beside(() -> {
                byte[] chunk = eager.bytes(eager.message("a", new byte[60_000], 0, false));
                for (int i = 0; i < 1000; i++) {
                    eager.write(chunk);
                }
            });
            down = false;
            RawClient other = broker.connect("other");
            other.assertNothingCame();

            assertThat(sending).isNotDone();
            open.remove().complete(ScriptedChain.accept());
            assertThat(sending).succeedsWithin(Duration.ofSeconds(30));
        }
    }
}
