package io.caracal.core;

import io.caracal.api.cluster.ClientRegistry;
import io.caracal.api.store.StoredSession;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings the sessions that the store had to the loops that own them from now on, one after the other while the store reads on. */
final class Recovery implements Consumer<StoredSession> {
    private final Broker broker;
    private final long now;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /** @param now milliseconds since the epoch, when those who were connected are taken to have left */
    Recovery(Broker broker, long now) {
        this.broker = broker;
        this.now = now;
    }

    @Override
    public void accept(StoredSession session) {
        BrokerLoop loop = broker.ownerOf(session.state().clientId());
        loop.eventLoop.execute(() -> {
            try {
                restore(loop, session);
            } catch (RuntimeException e) {
                failure.compareAndSet(
                        null,
                        new IllegalStateException(
                                "session of clientId=" + session.state().clientId() + " could not be restored", e));
            }
        });
    }

    private void restore(BrokerLoop loop, StoredSession session) {
        String clientId = session.state().clientId();
        Session restored = new Session(loop, clientId, new ClientRegistry.Claim(clientId, 0));
        loop.add(restored);
        restored.restore(session, now);
    }

    /**
     * Returns when every loop has taken what it was given.
     *
     * @throws IllegalStateException if a session could not be restored
     */
    void await(List<BrokerLoop> loops) {
        for (BrokerLoop loop : loops) {
            loop.eventLoop.submit(() -> {}).syncUninterruptibly();
        }
        RuntimeException thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
    }
}
