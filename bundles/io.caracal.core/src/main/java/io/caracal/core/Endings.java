package io.caracal.core;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that have ended, and of which the store still has something. A client that comes meanwhile is not told that it begins anew
 * before that is true after a crash as well. On the loop.
 */
final class Endings {
    private final BrokerLoop loop;

    /** Their messages of shared subscriptions are being read for others, so that a new session cannot begin yet. */
    private final Map<String, CompletionStage<Void>> passingOn = new HashMap<>();

    private final Map<String, CompletionStage<Void>> removals = new HashMap<>();

    Endings(BrokerLoop loop) {
        this.loop = loop;
    }

    void passingOn(String clientId, CompletionStage<Void> finished) {
        passingOn.put(clientId, finished);
    }

    void passedOn(String clientId) {
        passingOn.remove(clientId);
    }

    /** Completes when a new session may begin; null if it may now. */
    @Nullable
    CompletionStage<Void> passingOn(String clientId) {
        return passingOn.get(clientId);
    }

    void removing(String clientId, CompletionStage<Void> removed) {
        if (!BrokerLoop.done(removed)) {
            removals.put(clientId, removed);
            loop.commits.await(removed, failure -> removals.remove(clientId, removed));
        }
    }

    /** Completes when nothing of an earlier session is left; null if that is so. */
    @Nullable
    CompletionStage<Void> removal(String clientId) {
        return removals.get(clientId);
    }
}
