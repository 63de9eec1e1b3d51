package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.api.cluster.ClientRegistry;
import io.caracal.core.SlowStore.Call;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.ReasonCode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client identifier is claimed for each connection, and given back with the session. */
class ClaimTest {
    private final Registry registry = new Registry();
    private final SlowStore store = new SlowStore();
    private final TestBroker broker =
            TestBroker.with().loops(3).registry(registry).sessions(store).start();

    /** Grants every claim and knows, as a registry of several nodes would, which one is valid. */
    private static final class Registry implements ClientRegistry {
        final Map<String, Claim> valid = new ConcurrentHashMap<>();
        private final AtomicLong epoch = new AtomicLong();
        volatile @Nullable CompletableFuture<Claim> delayed;

        @Override
        public CompletionStage<Claim> claim(String clientId, boolean cleanStart) {
            CompletableFuture<Claim> later = delayed;
            if (later != null) {
                return later.thenApply(unused -> grant(clientId));
            }
            return CompletableFuture.completedFuture(grant(clientId));
        }

        private Claim grant(String clientId) {
            Claim claim = new Claim(clientId, epoch.incrementAndGet());
            valid.put(clientId, claim);
            return claim;
        }

        @Override
        public void release(Claim claim) {
            valid.remove(claim.clientId(), claim);
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void theClaimIsGivenBackWhenTheSessionEnds() {
        RawClient client = broker.connect("client");
        assertThat(registry.valid).containsKey("client");

        client.disconnect();

        await().until(() -> registry.valid.isEmpty());
    }

    @Test
    void theClaimStaysAsLongAsTheSession() {
        broker.connect(Login.as("client").persistent()).disconnect();

        await().until(() -> !broker.connected("client"));
        assertThat(registry.valid).containsKey("client");
    }

    @Test
    void aResumedSessionGivesItsNewestClaimBack() {
        Login login = Login.as("client").persistent();
        broker.connect(login).disconnect();
        broker.resume(Login.as("client")).disconnect();

        await().until(() -> registry.valid.isEmpty());
    }

    @Test
    void aSessionThatIsTakenOverGivesItsNewestClaimBack() {
        broker.connect(Login.as("client").persistent());
        RawClient second = broker.resume(Login.as("client"));

        second.disconnect();

        await().until(() -> registry.valid.isEmpty());
    }

    @Test
    void aClaimThatIsGrantedWhenTheClientHasGoneIsGivenBack() {
        CompletableFuture<ClientRegistry.Claim> delayed = new CompletableFuture<>();
        registry.delayed = delayed;
        RawClient client = broker.begin(Login.as("client"));
        await().until(() -> delayed.getNumberOfDependents() > 0);
        client.reset();
        await().until(() -> broker.connections() == 0);

        delayed.complete(new ClientRegistry.Claim("client", 0));

        await().until(() -> registry.valid.isEmpty());
    }

    @Test
    void aClientThatCannotBeClaimedIsRefused() {
        registry.delayed = CompletableFuture.failedFuture(new IOException("the cluster is split, says the test"));

        RawClient client = broker.begin(Login.as("client"));

        assertThat(client.receive(Packet.ConnAck.class).returnCode()).isEqualTo(ReasonCode.SERVER_UNAVAILABLE.code());
        assertThat(client.untilClosed()).isEmpty();
        assertThat(broker.hasSession("client")).isFalse();
    }

    @Test
    void aSessionThatCannotBeStoredGivesItsClaimBack() {
        store.broken(Call.PUT);

        broker.begin(Login.as("client").persistent()).receive(Packet.ConnAck.class);

        await().until(() -> registry.valid.isEmpty());
    }
}
