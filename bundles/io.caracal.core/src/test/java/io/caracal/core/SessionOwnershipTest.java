package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.AuthenticationChain;
import io.caracal.api.cluster.ClientRegistry;
import io.caracal.core.NodeSettings.Transport;
import io.caracal.mqtt.Packet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each session belongs to one loop; clients that come in on another are moved, with everything that they have sent. */
class SessionOwnershipTest {
    /** How soon what stands between CONNECT and CONNACK gives its answers. */
    enum Answers {
        AT_ONCE,
        AUTHENTICATION_LATER,
        CLAIM_LATER,
        STORE_LATER,
        ALL_LATER;

        AuthenticationChain chain() {
            return switch (this) {
                case AUTHENTICATION_LATER, ALL_LATER ->
                    ScriptedChain.of(request -> ScriptedChain.later(ScriptedChain.accept()));
                default -> ScriptedChain.none();
            };
        }

        ClientRegistry registry() {
            LocalClientRegistry local = new LocalClientRegistry();
            return switch (this) {
                case CLAIM_LATER, ALL_LATER ->
                    new ClientRegistry() {
                        @Override
                        public CompletionStage<Claim> claim(String clientId, boolean cleanStart) {
                            return CompletableFuture.supplyAsync(() -> new Claim(clientId, 1));
                        }

                        @Override
                        public void release(Claim claim) {
                            local.release(claim);
                        }
                    };
                default -> local;
            };
        }

        SlowStore store() {
            return switch (this) {
                case STORE_LATER, ALL_LATER -> new SlowStore().later(SlowStore.Call.values());
                default -> new SlowStore();
            };
        }
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @ParameterizedTest
    @EnumSource
    void whatComesTogetherWithConnectIsNotLost(Answers answers) {
        try (TestBroker broker = broker(answers).start()) {
            for (int i = 0; i < 30; i++) {
                Login login = Login.as("client-" + i).persistent();
                RawClient client = broker.open(login);

                client.write(client.bytes(
                        login.packet(),
                        client.subscription("own/" + i, 1),
                        client.message("own/" + i, "first", 1),
                        client.message("own/" + i, "second", 1)));

                assertThat(client.receive(Packet.ConnAck.class).returnCode()).isZero();
                assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(1);
                assertOwnMessages(client);
            }
        }
    }

    /** Deliveries and acknowledgements may mix, but each kind keeps its order. */
    private static void assertOwnMessages(RawClient client) {
        StringBuilder seen = new StringBuilder();
        int acks = 0;
        for (int i = 0; i < 4; i++) {
            switch (client.receive()) {
                case Packet.Publish publish -> {
                    seen.append(RawClient.text(publish)).append(' ');
                    client.puback(publish);
                }
                case Packet.PubAck ignored -> acks++;
                case Packet other -> throw new AssertionError("unexpected " + other);
            }
        }
        assertThat(seen.toString()).isEqualTo("first second ");
        assertThat(acks).isEqualTo(2);
        client.assertNothingCame();
    }

    @ParameterizedTest
    @EnumSource
    void whatComesInSinglePiecesWhileConnectIsAtWorkIsNotLost(Answers answers) {
        try (TestBroker broker = broker(answers).transport(Transport.NIO).start()) {
            for (int i = 0; i < 10; i++) {
                Login login = Login.as("client-" + i).persistent();
                RawClient client = broker.open(login);
                byte[] all = client.bytes(
                        login.packet(),
                        client.subscription("own/" + i, 1),
                        client.message("own/" + i, "first", 1),
                        client.message("own/" + i, "second", 1));

                for (byte one : all) {
                    client.write(new byte[] {one});
                }

                assertThat(client.receive(Packet.ConnAck.class).returnCode()).isZero();
                assertThat(client.receive(Packet.SubAck.class).codes()).containsExactly(1);
                assertOwnMessages(client);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySessionIsOnTheLoopOfItsClientIdentifier(Answers answers) {
        try (TestBroker broker = broker(answers).start()) {
            for (int i = 0; i < 12; i++) {
                String clientId = broker.idOn(i % 3, "client-" + i);

                RawClient client = broker.connect(Login.as(clientId));

                assertThat(broker.connected(clientId)).isTrue();
                assertThat(broker.channelLoopOf(clientId)).isSameAs(broker.broker.loop(i % 3).eventLoop);
                client.assertNothingCame();
            }
        }
    }

    private static TestBroker.Builder broker(Answers answers) {
        return TestBroker.with()
                .loops(3)
                .chain(answers.chain())
                .registry(answers.registry())
                .sessions(answers.store());
    }
}
