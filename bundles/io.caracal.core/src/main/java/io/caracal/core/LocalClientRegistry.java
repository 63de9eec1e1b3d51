package io.caracal.core;

import io.caracal.api.cluster.ClientRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** The registry of a broker by itself: no other node can hold a client, so every claim is granted at once. */
final class LocalClientRegistry implements ClientRegistry {
    private final AtomicLong epoch = new AtomicLong();

    @Override
    public CompletionStage<Claim> claim(String clientId, boolean cleanStart) {
        return CompletableFuture.completedFuture(new Claim(clientId, epoch.incrementAndGet()));
    }

    @Override
    public void release(Claim claim) {
        // Nobody else is waiting for it.
    }
}
